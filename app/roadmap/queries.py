"""The measures of the roadmap as the page compares them, with the money that is linked to them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, literal_column, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.models import (
    Chantier,
    MeasureStatus,
    RoadmapEvidence,
    RoadmapMeasure,
    roadmap_investment,
    roadmap_project,
)
from app.roadmap.filtering import NONE, RoadmapFilter, conditions_of
from app.roadmap.money import Amounts, amounts_by_measure, amounts_together

HERE = "/feuille-de-route"
TO_TYPE = "titre à saisir"


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """`projects` and `investments`: what is linked by itself; `amounts`: of both, each investment once."""

    id: int
    number: int
    chantier: str | None
    title: str
    target: str
    target_value: Decimal | None
    target_unit: str
    target_on: date | None
    status: str
    evidences: int
    latest_on: date | None
    projects: int
    investments: int
    amounts: Amounts

    @property
    def name(self) -> str:
        return name_of(self.number, self.title)

    @property
    def address(self) -> str:
        return f"{HERE}/mesures/{self.number}"

    @property
    def state(self) -> MeasureStatus:
        return MeasureStatus(self.status)

    @property
    def chantier_label(self) -> str:
        return Chantier(self.chantier).label if self.chantier else ""

    @property
    def is_tied(self) -> bool:
        return bool(self.projects or self.investments)


@dataclass(frozen=True)
class Section:
    """One chantier, or what is in none yet: `code` is then `aucun`."""

    code: str
    label: str
    measures: tuple[MeasureLine, ...]


@dataclass(frozen=True)
class Roadmap:
    """`amounts`: of all that is linked to these measures, each investment once."""

    measures: tuple[MeasureLine, ...]
    amounts: Amounts

    @property
    def sections(self) -> tuple[Section, ...]:
        """The four chantiers, always; then the measures that wait for one, when there are some."""
        known = [Section(own.value, own.label, self._of(own.value)) for own in Chantier]
        rest = self._of(None)
        return (*known, Section(NONE, "À rattacher à un chantier", rest)) if rest else tuple(known)

    @property
    def counts(self) -> tuple[tuple[MeasureStatus, int], ...]:
        found = Counter(line.state for line in self.measures)
        return tuple((status, found[status]) for status in MeasureStatus)

    @property
    def untitled(self) -> int:
        return sum(not line.title for line in self.measures)

    def _of(self, chantier: str | None) -> tuple[MeasureLine, ...]:
        return tuple(line for line in self.measures if line.chantier == chantier)


def name_of(number: int, title: str) -> str:
    """« Mesure 7 – titre à saisir », as long as nobody typed one."""
    return f"Mesure\u00a0{number} – {title or TO_TYPE}"


def get_measure(session: Session, number: int) -> RoadmapMeasure:
    found = session.scalar(select(RoadmapMeasure).where(RoadmapMeasure.number == number)) if number < 2**31 else None
    if found is None:
        raise NotFound("Cette mesure n’existe pas.", HERE, "Voir la feuille de route")
    return found


def read_roadmap(session: Session, chosen: RoadmapFilter | None = None) -> Roadmap:
    """Three queries, whatever is linked."""
    kept = conditions_of(chosen or RoadmapFilter())
    rows = session.execute(_lines().where(*kept).order_by(RoadmapMeasure.number)).mappings().all()
    ids = [row["id"] for row in rows]
    money = amounts_by_measure(session, ids)
    lines = tuple(MeasureLine(**row, amounts=money.get(row["id"], Amounts())) for row in rows)
    return Roadmap(lines, amounts_together(session, ids))


def _lines() -> Select[Any]:
    names = ("id", "number", "chantier", "title", "target", "target_value", "target_unit", "target_on", "status")
    evidence = select(func.count(), func.max(RoadmapEvidence.dated_on)).where(
        RoadmapEvidence.measure_id == RoadmapMeasure.id
    )
    counted = evidence.with_only_columns(func.count()).scalar_subquery().label("evidences")
    latest = evidence.with_only_columns(func.max(RoadmapEvidence.dated_on)).scalar_subquery().label("latest_on")
    return select(
        *(getattr(RoadmapMeasure, name) for name in names),
        counted,
        latest,
        _count(roadmap_project).label("projects"),
        _count(roadmap_investment).label("investments"),
    )


def _count(table: Any) -> Any:
    one = select(func.count(literal_column("1"))).select_from(table)
    return one.where(table.c.measure_id == RoadmapMeasure.id).scalar_subquery()
