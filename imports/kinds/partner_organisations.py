"""The organisation that a row of partners names: recorded, created above, or created on the way."""

from dataclasses import replace
from typing import Any

from imports.kinds.kind import ReadRow
from imports.kinds.organisation_rules import refuse_other_siren
from imports.matching.mention import TABLE, Mention
from imports.projects.profiles import guessed_profile
from imports.records.entity import Entity, Records
from imports.words import folded


def organisation_id(row: ReadRow, records: Records) -> Any:
    """None once the row has been refused."""
    refuse_other_siren(row)
    if row.is_refused:
        return None
    own = _of_template(row, records)
    if own is not None:
        return own
    known = records.organisations.match(_mention(row)).entity
    if known is None:
        return _made(row, records)
    if known.is_new:
        _complete(known, row, records)
    return known.id


def _of_template(row: ReadRow, records: Records) -> Any:
    """A row that knows its partner and still names it so speaks of it, whoever else bears that name."""
    partner = records.get("partner", row["id"]) if row["id"] is not None else None
    organisation = records.get(TABLE, partner["organisation_id"]) if partner else None
    is_same = organisation is not None and folded(organisation["name"]) == folded(row["organisation"])
    return organisation.id if organisation is not None and is_same else None


def _mention(row: ReadRow) -> Mention:
    column = row.columns["organisation"]
    sheet, cell = row.reader.sheet.title, row.reader.reference(column)
    return Mention(row["organisation"], row["siren"], row["siret"], sheet=sheet, cell=cell)


def _made(row: ReadRow, records: Records) -> Any:
    name = row["organisation"]
    ref = records.new_ref(TABLE)
    values = {"name": name, "profile_code": guessed_profile(name), **_numbers(row)}
    records.put(Entity(TABLE, ref, {"rna": None, "commune_id": None, "website": "", **values}))
    row.made.append(ref)
    return ref


def _complete(known: Entity, row: ReadRow, records: Records) -> None:
    """A number that only a later row gives is not lost."""
    added = {name: number for name, number in _numbers(row).items() if number and known[name] is None}
    if added:
        records.put(replace(known, values={**known.values, **added}))


def _numbers(row: ReadRow) -> dict[str, str | None]:
    siret = row["siret"]
    return {"siren": row["siren"] or (siret[:9] if siret else None), "siret": siret}
