"""The rows of « Indicateurs »: how far each has come, a formula over its own cells."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from app.exchanges.funder.tables import FIRST, Table
from app.indicators.queries import EVIDENCE_LABELS
from evaluation import Indicator
from imports.export.sheets import Formula, Row

YES, NO = "oui", "non"


class IndicatorLine(NamedTuple):
    code: str
    id: int
    label: str
    unit: str
    baseline: Any
    target: Any
    target_on: date | None
    actual: Any
    measured_on: date | None
    evidence: int | None

    @property
    def progress(self) -> Indicator:
        return Indicator(str(self.id), target=self.target, actual=self.actual, baseline=self.baseline)


def indicator_rows(own: Table, lines: Iterable[IndicatorLine]) -> Iterator[Row]:
    at = own.letters
    for row, line in enumerate(lines, FIRST):
        start, target, actual = (f"{at[header]}{row}" for header in ("Départ", "Cible", "Mesure"))
        usable, rate = f"{at['Utilisable']}{row}", f"{at['Taux']}{row}"
        percent = line.progress.rate_percent
        yield (
            line.code, line.label, line.unit, line.baseline, line.target, line.target_on, line.actual, line.measured_on,
            None if line.evidence is None else EVIDENCE_LABELS[line.evidence],
            Formula(f'IF(ISNUMBER({target}),IF({target}<>N({start}),"{YES}","{NO}"),"{NO}")',
                    YES if line.progress.is_usable else NO),
            Formula(f'IF(AND({usable}="{YES}",ISNUMBER({actual})),100*({actual}-N({start}))/({target}-N({start})),"")',
                    "" if percent is None else percent),
            Formula(f'IF(ISNUMBER({rate}),MIN(MAX({rate},0),100),"")',
                    "" if percent is None else min(max(percent, 0.0), 100.0)),
        )  # fmt: skip
