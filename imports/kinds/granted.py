"""The investment an instalment is paid out of, and what its instalments sum up to."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from imports.kinds.common import by_project, project_id
from imports.kinds.kind import ReadRow
from imports.records.entity import Entity, Records, Values

CANCELLED = "cancelled"
NONE = "le code d’un projet qui a un investissement, enregistré ou de la feuille des investissements"
WHICH = "la date du COPIL, car ce projet a plusieurs investissements"
SAME_DAY = "une tranche à saisir sur la page du projet, car plusieurs investissements ont cette date"


def by_investment(values: Values) -> Any:
    return values["investment_id"]


def instalments_total(records: Records, investment_id: Any) -> Decimal:
    owned = records.matching("instalment", by_investment, investment_id)
    return sum((each["amount_eur"] for each in owned if each["status"] != CANCELLED), Decimal(0))


def investment_of(row: ReadRow, records: Records) -> Entity | None:
    """The only one of the project, or that of the COPIL; none once the row has been refused."""
    project = project_id(row, records)
    if project is None:
        return None
    owned = records.matching("investment", by_project, project)
    if not owned:
        row.refuse("code", NONE)
        return None
    meant = _of_day(row, owned)
    if len(meant) > 1:
        return _recorded_owner(row, meant, records)
    return next(iter(meant), None)


def _of_day(row: ReadRow, owned: Collection[Entity]) -> Collection[Entity]:
    day = row["copil_on"]
    if day is None:
        return owned
    same = [each for each in owned if each["copil_on"] == day]
    if not same:
        days = ", ".join(f"{each['copil_on']:%d/%m/%Y}" for each in owned if each["copil_on"])
        row.refuse(
            "copil_on", "la date du COPIL d’un investissement de ce projet" + (f"\u00a0: {days}" if days else "")
        )
    return same


def _recorded_owner(row: ReadRow, meant: Collection[Entity], records: Records) -> Entity | None:
    """A row that gives its number is still of the same investment, when nothing it says is against it."""
    known = records.get("instalment", row["id"]) if row["id"] else None
    owner = next((each for each in meant if known and each.id == known["investment_id"]), None)
    if owner is None:
        row.refuse("copil_on", SAME_DAY if row["copil_on"] else WHICH)
    return owner
