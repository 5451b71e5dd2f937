"""Columns that only make sense together: one of them stays as someone left it, the others may have to stay too."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

Row = Mapping[str, Any]


class Whole(NamedTuple):
    columns: frozenset[str]
    holds: Callable[[Row], bool]


def _in_order(first: str, last: str) -> Whole:
    return Whole(
        frozenset({first, last}), lambda row: row[first] is None or row[last] is None or row[first] <= row[last]
    )


PAYMENT = Whole(
    frozenset({"status", "paid_on", "paid_amount_eur", "payment_reference"}),
    lambda row: (row["status"] == "paid") == (row["paid_on"] is not None) == (row["paid_amount_eur"] is not None),
)
NUMBERS = Whole(
    frozenset({"siren", "siret"}),
    lambda row: row["siren"] is None or row["siret"] is None or row["siret"].startswith(row["siren"]),
)
CHARTER = Whole(
    frozenset({"charter_signed_on", "charter_version"}),
    lambda row: row["charter_signed_on"] is None or row["charter_version"] != "",
)
AMOUNT = Whole(frozenset({"amount_eur", "days"}), lambda row: row["amount_eur"] is not None or row["days"] is not None)
LEVEL = Whole(frozenset({"level", "no_level"}), lambda row: row["level"] is None or row["no_level"] is None)

WHOLES: dict[str, tuple[Whole, ...]] = {
    "organisation": (NUMBERS,),
    "project": (_in_order("starts_on", "ends_on"), CHARTER),
    "partner": (_in_order("joined_on", "left_on"),),
    "instalment": (PAYMENT,),
    "cofinancing": (AMOUNT,),
    "answer": (LEVEL,),
}
"""The checks of the database over several columns of a row, so that they are told before they are met."""
