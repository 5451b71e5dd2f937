"""What the instalments of an investment sum up to: never more than it, and all of it once the convention is signed."""

from collections.abc import Sequence
from decimal import Decimal

from imports.kinds.granted import CANCELLED, instalments_total
from imports.kinds.kind import Decided
from imports.projects.checks import SIGNED, euros
from imports.records.entity import Entity, Records

TOO_MUCH = "des tranches dont la somme ne dépasse pas l’investissement, soit {amount}\u202f; elles feraient {total}"
NOT_ALL = (
    "des tranches dont la somme fait l’investissement, soit {amount}, la convention étant signée\u202f; "
    "elles feraient {total}"
)


def check_sums(decided: Sequence[Decided], records: Records) -> None:
    """What is recorded and not in the sheet counts too. Told at the last row that moves the sum."""
    moved = {each.after["investment_id"]: each for each in decided if _moves_the_sum(each)}
    for investment_id, each in moved.items():
        investment = records.get("investment", investment_id)
        if investment is not None:
            _check_sum(each, investment, records)


def _moves_the_sum(decided: Decided) -> bool:
    return _counted(decided.before) != _counted(decided.after)


def _counted(instalment: Entity | None) -> Decimal:
    return instalment["amount_eur"] if instalment and instalment["status"] != CANCELLED else Decimal(0)


def _check_sum(decided: Decided, investment: Entity, records: Records) -> None:
    total, amount = instalments_total(records, investment.id), investment["amount_eur"]
    project = records.get("project", investment["project_id"])
    words = {"amount": euros(amount), "total": euros(total)}
    if total > amount:
        decided.row.refuse("amount_eur", TOO_MUCH.format(**words))
    elif total < amount and project is not None and project["status"] in SIGNED:
        decided.row.refuse("amount_eur", NOT_ALL.format(**words))
