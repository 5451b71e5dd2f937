"""The organisations that a cell may mean: by SIREN or SIRET, by name, or as someone once said of that name."""

from collections.abc import Sequence

from imports.matching.mention import TABLE, by_name, by_siren, by_siret
from imports.records.entity import Entity, Key, Records
from imports.words import folded

SIREN, SIRET = 9, 14


def bearers(typed: str, records: Records) -> Sequence[Entity]:
    """Which of them is meant, the caller knows: it takes part in a project, or was invited to a campaign."""
    digits = "".join(typed.split())
    if digits.isdecimal() and len(digits) in (SIREN, SIRET):
        return _numbered(digits, records)
    return [*records.matching(TABLE, by_name, folded(typed)), *_remembered(folded(typed), records)]


def _numbered(digits: str, records: Records) -> Sequence[Entity]:
    """The establishment itself before the others of its SIREN."""
    keys: tuple[tuple[Key, str], ...] = ((by_siret, digits), (by_siren, digits[:SIREN]))
    return next((list(found) for key, wanted in keys if (found := records.matching(TABLE, key, wanted))), [])


def _remembered(name: str, records: Records) -> Sequence[Entity]:
    answer = records.organisations.memory.answer(name)
    if isinstance(answer, str):
        return list(records.matching(TABLE, by_name, answer))
    known = records.get(TABLE, answer) if answer else None
    return [known] if known else []
