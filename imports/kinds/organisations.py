"""Organisations, one a row: their names and numbers, what they are, where they sit."""

from collections.abc import Container, Iterator, Sequence
from typing import Any

from imports.cells import choice, commune, postal_area, rna, siren, siret, site, up_to
from imports.cells.communes import meant, several
from imports.columns import AnyColumn, Column
from imports.kinds.common import label_of
from imports.kinds.kind import Kind, ReadRow, Said
from imports.kinds.organisation_rules import refuse_other_siren, rules, whole
from imports.matching.mention import TABLE, Mention
from imports.places import Commune
from imports.projects.planned import Value
from imports.records.entity import Entity, Records, Values
from imports.synonyms import PROFILE_LABELS
from imports.vocabulary import Vocabulary

TWICE = "une organisation par ligne\u202f; celle-ci est déjà à la ligne {row}"


def columns(vocabulary: Vocabulary) -> Sequence[AnyColumn]:
    name = (
        "Organisation",
        "Raison sociale",
        "Dénomination",
        "Structure",
        "Nom de l’organisation",
        "Nom de la structure",
    )
    profile = (
        "Profil de l’organisation",
        "Type",
        "Type d’organisation",
        "Type de structure",
        "Nature",
        "Statut juridique",
    )
    where = ("Ville", "Commune du siège", "Code commune", "Code Insee", "Code Insee commune", "Siège")
    return (
        Column("Nom", "name", up_to(200, "un nom"), True, "le nom de l’organisation", name),
        Column(
            "Profil", "profile_code", choice(vocabulary.profiles), help="vide\u00a0: déduit du nom", synonyms=profile
        ),
        Column("SIREN", "siren", siren, help="9 chiffres", synonyms=("N° SIREN", "Numéro SIREN")),
        Column("SIRET", "siret", siret, help="14 chiffres", synonyms=("N° SIRET", "Numéro SIRET")),
        Column("RNA", "rna", rna, help="pour une association", synonyms=("N° RNA", "Numéro RNA", "Code RNA")),
        Column("Commune", "commune", commune(vocabulary.places), help="nom ou code Insee", synonyms=where),
        Column(
            "Code postal",
            "area",
            postal_area,
            help="pour choisir entre communes de même nom",
            synonyms=("CP", "Département"),
        ),
        Column("Site", "website", site, help="https://exemple.fr", synonyms=("Site web", "Site internet", "URL")),
    )


def translate(row: ReadRow, records: Records) -> Values | None:
    refuse_other_siren(row)
    where = commune_of(row, records)
    names = ("name", "profile_code", "siren", "siret", "rna", "website")
    return {**{name: row[name] for name in names}, "commune_id": where.id if where else None}


def commune_of(row: ReadRow, records: Records) -> Commune | None:
    """The one of that name in the département of the row; refused while several may be meant."""
    if row["commune"] is None:
        return None
    found = meant(row["commune"], row["area"], records.organisations.places)
    if len(found) == 1:
        return found[0]
    if found:
        row.refuse("commune", several(found))
    else:
        row.refuse("commune", f"une commune du département {row['area']}, comme le dit la ligne")
    return None


def pair(said: Sequence[Said], records: Records, taken: Container[Any]) -> list[Entity | None]:
    """Each row with the organisation it speaks of; one that two rows would create is refused the second time."""
    return list(_paired(said, records))


def _paired(said: Sequence[Said], records: Records) -> Iterator[Entity | None]:
    above = Records()
    for row, values in said:
        mention = _mention(row, values, records)
        known = records.organisations.match(mention, among_new=False).entity
        twin = above.organisations.exactly(mention) if known is None else None
        if twin is not None:
            row.refuse("name", TWICE.format(row=twin.id))
        elif known is None:
            above.put(Entity(TABLE, row.number, values))
        yield known


def _mention(row: ReadRow, values: Values, records: Records) -> Mention:
    return Mention(
        values["name"],
        siren=values.get("siren"),
        siret=values.get("siret"),
        rna=values.get("rna"),
        commune=records.organisations.places.of_id(values.get("commune_id")),
        sheet=row.reader.sheet.title,
        cell=row.reader.reference(row.columns["name"]),
    )


def displayed(column: str, value: Any, records: Records) -> Value:
    if column == "profile_code" and value is not None:
        return label_of(records, "profile", value, PROFILE_LABELS)
    if column == "commune_id":
        found = records.organisations.places.of_id(value)
        return found.named if found else value
    as_is: Value = value
    return as_is


def retold(values: Values, records: Records) -> Values:
    """A row says a commune by its code."""
    where = values.get("commune_id")
    return {"commune": where.removeprefix("commune-") if where else None}


def named(values: Values, records: Records) -> str:
    return str(values["name"])


ORGANISATIONS = Kind(
    name="organisations",
    label="Organisations",
    table=TABLE,
    titles=("Organisations", "Organismes", "Structures"),
    columns=columns,
    keys=(),
    translate=translate,
    named=named,
    shown=displayed,
    rules=rules,
    whole=whole,
    pair=pair,
    fields={"commune_id": "commune"},
    unsaid={"siren": None, "siret": None, "rna": None, "commune_id": None, "website": ""},
    retold=retold,
)
