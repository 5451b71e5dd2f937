"""What an alliance gained and what it lives on, as a sheet and a report print it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.addedvalues.sheet import Coordination
from app.addedvalues.words import EVIDENCE, MEANINGS, range_words
from app.exchanges.printing.brevity import cut
from app.models import ValueKind
from evaluation.added_values import Basis, Claim, Range

SILENT = Coordination((), ())


@dataclass(frozen=True, slots=True)
class GainedLine:
    """One range; who said it and how it was found stay inside."""

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
    def gained(self) -> str:
        return MEANINGS[ValueKind(self.kind)].gained

    @property
    def claim(self) -> Claim:
        basis = Basis(self.method_code, self.unit, self.starts_on.year, self.ends_on.year)
        return Claim(basis, Range(self.low, self.high))

    @property
    def words(self) -> str:
        return range_words(self.claim.range, self.unit)

    @property
    def evidence_label(self) -> str:
        return EVIDENCE[self.evidence].lower()


@dataclass(frozen=True)
class Gained:
    """Values by kind then by method; the days of coordination are read beside them, never taken from them."""

    lines: tuple[GainedLine, ...] = ()
    coordination: Coordination = SILENT

    @property
    def is_told(self) -> bool:
        return bool(self.lines or self.coordination.times)


@dataclass(frozen=True, slots=True)
class PrintedLever:
    """Texts are empty while nobody has described that side."""

    label: str
    before: str
    after: str

    def within(self, limit: int) -> "PrintedLever":
        return PrintedLever(self.label, cut(self.before, limit), cut(self.after, limit))
