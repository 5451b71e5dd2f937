"""The kinds of sheets that hold one record a row, in the order they are planned: what others point at comes first."""

from imports.kinds.answers import ANSWERS
from imports.kinds.indicators import INDICATORS
from imports.kinds.instalments import INSTALMENTS
from imports.kinds.investments import INVESTMENTS
from imports.kinds.kind import Kind
from imports.kinds.measurements import MEASUREMENTS
from imports.kinds.milestones import MILESTONES
from imports.kinds.organisations import ORGANISATIONS
from imports.kinds.partners import PARTNERS

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (ORGANISATIONS, PARTNERS, INVESTMENTS, MILESTONES, INSTALMENTS, INDICATORS, MEASUREMENTS, ANSWERS)
}

__all__ = ["KINDS", "Kind"]
