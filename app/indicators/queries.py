"""The indicators of a project, their measurements, and how far each has come."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.models import Indicator, Measurement, Project
from evaluation.attainment import Indicator as Progress

EVIDENCE_LABELS = ("Déclaré", "Documenté", "Mesuré")


@dataclass(frozen=True, slots=True)
class MeasurementLine:
    id: int
    indicator_id: int
    measured_on: date
    value: Decimal
    source: str
    evidence: int
    version: int

    @property
    def evidence_label(self) -> str:
        return EVIDENCE_LABELS[self.evidence]


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    id: int
    label: str
    unit: str
    baseline: Decimal | None
    target: Decimal | None
    target_on: date | None
    version: int
    measurements: tuple[MeasurementLine, ...]

    @property
    def latest(self) -> MeasurementLine | None:
        return self.measurements[-1] if self.measurements else None

    @property
    def progress(self) -> Progress:
        actual = self.latest.value if self.latest else None
        return Progress(str(self.id), target=self.target, actual=actual, baseline=self.baseline)

    @property
    def rate(self) -> float | None:
        """A share, unclipped: 1.17 when the target is passed, negative when things went the other way."""
        percent = self.progress.rate_percent
        return None if percent is None else percent / 100

    @property
    def tone(self) -> str:
        if self.rate is None:
            return "quiet"
        return "done" if self.rate >= 1 else "info"

    @property
    def no_rate_reason(self) -> str:
        if self.target is None:
            return "sans cible"
        if not self.progress.is_usable:
            return "cible égale au départ"
        return "" if self.latest else "à mesurer"


@dataclass(frozen=True, slots=True)
class IndicatorsCard:
    lines: tuple[IndicatorLine, ...]

    @property
    def measured(self) -> int:
        return sum(line.rate is not None for line in self.lines)


def project_card(session: Session, project: Project) -> IndicatorsCard:
    return IndicatorsCard(indicators_of(session, project.id))


def indicators_of(session: Session, project_id: int) -> tuple[IndicatorLine, ...]:
    statement = (
        select(
            Indicator.id,
            Indicator.label,
            Indicator.unit,
            Indicator.baseline,
            Indicator.target,
            Indicator.target_on,
            Indicator.version,
        )
        .where(Indicator.project_id == project_id)
        .order_by(Indicator.id)
    )
    measured = _measurements(session, project_id)
    return tuple(
        IndicatorLine(**row, measurements=tuple(measured.get(row["id"], ())))
        for row in session.execute(statement).mappings()
    )


def get_indicator(session: Session, project: Project, indicator_id: int) -> Indicator:
    found = session.get(Indicator, indicator_id)
    if found is None or found.project_id != project.id:
        raise _gone(project, "Cet indicateur n’existe pas, ou plus.")
    return found


def get_measurement(session: Session, project: Project, measurement_id: int) -> tuple[Indicator, Measurement]:
    found = session.execute(
        select(Indicator, Measurement)
        .join(Measurement, Measurement.indicator_id == Indicator.id)
        .where(Measurement.id == measurement_id, Indicator.project_id == project.id)
    ).one_or_none()
    if found is None:
        raise _gone(project, "Cette mesure n’existe pas, ou plus.")
    return found[0], found[1]


def _measurements(session: Session, project_id: int) -> dict[int, list[MeasurementLine]]:
    statement = (
        select(
            Measurement.id,
            Measurement.indicator_id,
            Measurement.measured_on,
            Measurement.value,
            Measurement.source,
            Measurement.evidence,
            Measurement.version,
        )
        .join(Indicator, Indicator.id == Measurement.indicator_id)
        .where(Indicator.project_id == project_id)
        .order_by(Measurement.measured_on, Measurement.id)
    )
    found: dict[int, list[MeasurementLine]] = {}
    for row in session.execute(statement).mappings():
        found.setdefault(row["indicator_id"], []).append(MeasurementLine(**row))
    return found


def _gone(project: Project, sentence: str) -> NotFound:
    return NotFound(sentence, f"/projets/{project.code}/indicateurs", "Revenir aux indicateurs")
