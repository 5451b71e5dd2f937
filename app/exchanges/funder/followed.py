"""The sheets of projects, milestones and indicators, each in the order of the projects' codes."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from app.exchanges.funder.measured import YES, IndicatorLine
from app.exchanges.funder.tables import FIRST, Table
from app.models import Moment, ProjectStatus
from evaluation import attainment
from imports.export.sheets import Formula, Row, Value

INTERREGIONAL_NAME = "Interrégional ou national"
LATE, DONE = "en retard", "fait"
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ProjectLine:
    code: str
    title: str
    programme: str | None
    programme_code: str | None
    status: ProjectStatus
    region_code: str | None
    region: str
    territory: str
    phase: str | None
    category: str | None
    domains: str | None
    goals: str | None
    starts_on: date | None
    ends_on: date | None
    funded: bool


class MilestoneLine(NamedTuple):
    code: str
    kind: str
    title: str
    due_on: date
    done_on: date | None
    deliverable: str
    status: str


def spans(lines: Iterable[MilestoneLine | IndicatorLine]) -> dict[str, Span]:
    """The rows of each project in a sheet sorted by project."""
    found: dict[str, Span] = {}
    for code, rows in groupby(enumerate(lines, FIRST), key=lambda pair: pair[1].code):
        kept = [row for row, _ in rows]
        found[code] = kept[0], kept[-1]
    return found


def state_of(line: MilestoneLine, day: date) -> str:
    if line.done_on is not None:
        return DONE
    if line.status == ProjectStatus.ABANDONNE:
        return "sans suite"
    return LATE if line.due_on < day else "à venir"


def milestone_rows(lines: Iterable[MilestoneLine], day: date) -> Iterator[Row]:
    for line in lines:
        state = state_of(line, day)
        late = (day - line.due_on).days if state == LATE else None
        yield line.code, line.kind, line.title, line.due_on, line.done_on, state, late, line.deliverable


@dataclass(frozen=True)
class Beside:
    """What « Projets » adds up: the sheets it reads, the lines of each project in them, and who counts when."""

    financing: Table
    milestones: Table
    indicators: Table
    followed: Mapping[str, Sequence[MilestoneLine]]
    measured: Mapping[str, Sequence[IndicatorLine]]
    milestone_spans: Mapping[str, Span]
    indicator_spans: Mapping[str, Span]
    committed: Mapping[str, Any]
    counted: Mapping[Moment, Collection[str]]


def project_rows(projects: Sequence[ProjectLine], beside: Beside, day: date) -> Iterator[Row]:
    for row, line in enumerate(projects, FIRST):
        yield (
            line.code, line.title, line.programme, line.status.label, line.region, line.territory, line.phase,
            line.category, line.domains, line.goals, line.starts_on, line.ends_on,
            Formula(beside.financing.cell("Engagé", row), beside.committed.get(line.code, 0)),
            *_milestones(beside, line.code, day),
            *_indicators(beside, line.code),
            *(YES if line.code in beside.counted[moment] else None for moment in Moment),
        )  # fmt: skip


def _milestones(beside: Beside, code: str, day: date) -> tuple[Value, ...]:
    if (span := beside.milestone_spans.get(code)) is None:
        return 0, 0, 0
    lines = beside.followed[code]
    states = [state_of(line, day) for line in lines]
    every, state = beside.milestones.span("Code du projet", *span), beside.milestones.span("État", *span)
    return (
        Formula(f"ROWS({every})", len(lines)),
        Formula(f'COUNTIF({state},"{DONE}")', states.count(DONE)),
        Formula(f'COUNTIF({state},"{LATE}")', states.count(LATE)),
    )


def _indicators(beside: Beside, code: str) -> tuple[Value, ...]:
    if (span := beside.indicator_spans.get(code)) is None:
        return 0, 0, None
    own = attainment(line.progress for line in beside.measured[code])
    usable, kept = (beside.indicators.span(header, *span) for header in ("Utilisable", "Taux retenu"))
    return (
        Formula(f'COUNTIF({usable},"{YES}")', own.usable),
        Formula(f"COUNT({kept})", own.measured),
        Formula(f'IFERROR(AVERAGE({kept}),"")', "" if own.score is None else own.score),
    )
