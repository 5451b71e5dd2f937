"""An added value as it is said of a project: one range by one method, read the same way by pages, files and reports."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, case, select

from app.addedvalues.words import EVIDENCE, MEANINGS, range_words
from app.models import AddedValue, AddedValueMethod, ValueKind
from evaluation.added_values import Basis, Claim, Range

KIND_ORDER = case({kind.value: place for place, kind in enumerate(ValueKind)}, value=AddedValueMethod.kind)
IN_ORDER = (
    KIND_ORDER,
    AddedValueMethod.position,
    AddedValueMethod.code,
    AddedValue.starts_on,
    AddedValue.id,
)
"""By kind, then by method in the order of their list, the earliest period first."""


@dataclass(frozen=True, slots=True)
class SaidValue:
    """The columns of `said_values`, in their order; what a page reads besides comes after."""

    kind: str
    method_code: str
    method: str
    unit: str
    low: Decimal
    high: Decimal
    starts_on: date
    ends_on: date
    evidence: int

    @property
    def range(self) -> Range:
        return Range(self.low, self.high)

    @property
    def claim(self) -> Claim:
        return Claim(Basis(self.method_code, self.unit, self.starts_on.year, self.ends_on.year), self.range)

    @property
    def words(self) -> str:
        return range_words(self.range, self.unit)

    @property
    def kind_label(self) -> str:
        return ValueKind(self.kind).label

    @property
    def gained(self) -> str:
        return MEANINGS[ValueKind(self.kind)].gained

    @property
    def evidence_label(self) -> str:
        return EVIDENCE[self.evidence]


def said_values(*others: Any) -> Select[*tuple[Any, ...]]:
    """`others`: the columns read besides."""
    value, method = AddedValue, AddedValueMethod
    return (
        select(
            method.kind, method.code, method.label, method.unit, value.low, value.high, value.starts_on, value.ends_on,
            value.evidence, *others,
        )
        .select_from(value)
        .join(method, method.code == value.method_code)
    )  # fmt: skip
