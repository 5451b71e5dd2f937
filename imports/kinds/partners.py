"""Partners, one a row: an organisation in a project, its part, when it joined, what it expects first."""

from collections.abc import Hashable, Sequence
from typing import Any

from imports.cells import choice, day, email, siren, siret, up_to
from imports.columns import AnyColumn, Column
from imports.kinds.common import label_of, project_column, project_id, project_name, retold_project, shown_project
from imports.kinds.kind import Kind, ReadRow
from imports.kinds.partner_organisations import organisation_id
from imports.kinds.partner_rules import rules, whole
from imports.kinds.texts import paragraphs
from imports.projects.planned import Value
from imports.records.entity import Records, Values
from imports.synonyms import ROLE_LABELS
from imports.vocabulary import Terms, Vocabulary

OWN = ("role_code", "joined_on", "left_on", "contribution", "contact_name", "contact_email")
PRIORITIES = tuple(f"priority_d{number}" for number in range(1, 5))
LEVELS = Terms.of("une priorité", {"0": "0", "1": "1", "2": "2"}, {})


def columns(vocabulary: Vocabulary) -> Sequence[AnyColumn]:
    name = ("Partenaire", "Structure", "Nom de l’organisation", "Nom du partenaire", "Organisme")
    email_words = ("Adresse électronique", "E-mail", "Email", "Mail", "Courriel du contact")
    return (
        project_column(),
        Column("Organisation", "organisation", up_to(200, "un nom"), True, "le nom de l’organisation", name),
        Column("SIREN", "siren", siren, help="pour la reconnaître", synonyms=("N° SIREN", "Numéro SIREN")),
        Column("SIRET", "siret", siret, help="pour la reconnaître", synonyms=("N° SIRET", "Numéro SIRET")),
        Column(
            "Rôle",
            "role_code",
            choice(vocabulary.roles),
            help="vide\u00a0: partenaire",
            synonyms=("Rôle dans le projet",),
        ),
        Column(
            "Arrivé le", "joined_on", day, synonyms=("Entrée", "Entrée dans le projet", "Date d’entrée", "Depuis le")
        ),
        Column("Parti le", "left_on", day, synonyms=("Sortie", "Sortie du projet", "Date de sortie")),
        Column("Apports", "contribution", paragraphs(), synonyms=("Apport", "Contribution", "Contributions")),
        Column("Contact", "contact_name", up_to(200), synonyms=("Personne à contacter", "Nom du contact", "Référent")),
        Column("Courriel", "contact_email", email, help="prenom.nom@exemple.fr", synonyms=email_words),
        *(_priority(number) for number in range(1, 5)),
    )


def _priority(number: int) -> Column[str]:
    words = (f"D{number}", f"Priorité {number}")
    return Column(f"Priorité D{number}", f"priority_d{number}", choice(LEVELS), help="0, 1 ou 2", synonyms=words)


def by_member(values: Values) -> Hashable:
    return values["project_id"], values["organisation_id"]


def translate(row: ReadRow, records: Records) -> Values | None:
    project = project_id(row, records)
    organisation = None if project is None else organisation_id(row, records)
    if organisation is None:
        return None
    levels = {name: None if row[name] is None else int(row[name]) for name in PRIORITIES}
    return {"project_id": project, "organisation_id": organisation, **{name: row[name] for name in OWN}, **levels}


def displayed(column: str, value: Any, records: Records) -> Value:
    if value is None:
        return None
    if column == "organisation_id":
        return _organisation(value, records)
    if column == "role_code":
        return label_of(records, "partner_role", value, ROLE_LABELS)
    return str(value) if column in PRIORITIES else shown_project(column, value, records)


def retold(values: Values, records: Records) -> Values:
    """A row says an organisation by its name and its numbers, a priority by its figure."""
    organisation = records.get("organisation", values["organisation_id"])
    numbers = {name: organisation[name] if organisation else None for name in ("siren", "siret")}
    levels = {name: None if values.get(name) is None else str(values[name]) for name in PRIORITIES}
    name = _organisation(values["organisation_id"], records)
    return {**retold_project(values, records), "organisation": name, **numbers, **levels}


def named(values: Values, records: Records) -> str:
    return f"{project_name(values, records)} – {_organisation(values['organisation_id'], records)}"


def _organisation(number: Any, records: Records) -> str:
    found = records.get("organisation", number)
    return str(found["name"]) if found else ""


PARTNERS = Kind(
    name="partenaires",
    label="Partenaires",
    table="partner",
    titles=("Partenaires", "Partenaires des projets", "Partenariats"),
    columns=columns,
    keys=(by_member,),
    translate=translate,
    named=named,
    shown=displayed,
    rules=rules,
    whole=whole,
    fields={"project_id": "code", "organisation_id": "organisation"},
    unsaid={"role_code": "partenaire", "contribution": "", "contact_name": "", "contact_email": ""},
    retold=retold,
)
