"""The sheets of projects, milestones and indicators, each in the order of the projects' codes."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.exchanges.funder.measured import YES, IndicatorLine
from app.exchanges.funder.money import Amounts
from app.exchanges.funder.tables import FIRST, Table
from app.exchanges.funder.turns import ByProject, Span
from app.models import Moment, ProjectStatus
from evaluation import attainment
from imports.export.sheets import Formula, Row, Value

INTERREGIONAL_NAME = "Interrégional ou national"
LATE, DONE = "en retard", "fait"


class ProjectLine(NamedTuple):
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
    """What « Projets » adds up: the sheets it reads, the lines of those two, and of each project its amounts and the
    moments at which it counts.
    """

    financing: Table
    milestones: Table
    indicators: Table
    followed: Iterable[MilestoneLine]
    measured: Iterable[IndicatorLine]
    amounts: Iterable[Amounts]
    counted: Iterable[Collection[Moment]]


def project_rows(projects: Iterable[ProjectLine], beside: Beside, day: date) -> Iterator[Row]:
    followed, measured = ByProject(beside.followed), ByProject(beside.measured)
    together = zip(projects, beside.amounts, beside.counted, strict=True)
    for row, (line, amounts, counted) in enumerate(together, FIRST):
        yield (
            line.code, line.title, line.programme, line.status.label, line.region, line.territory, line.phase,
            line.category, line.domains, line.goals, line.starts_on, line.ends_on,
            Formula(beside.financing.cell("Engagé", row), amounts.committed),
            *_milestones(beside.milestones, *followed.of(line.code), day),
            *_indicators(beside.indicators, *measured.of(line.code)),
            *(YES if moment in counted else None for moment in Moment),
        )  # fmt: skip


def _milestones(sheet: Table, span: Span | None, lines: Sequence[MilestoneLine], day: date) -> tuple[Value, ...]:
    if span is None:
        return 0, 0, 0
    states = [state_of(line, day) for line in lines]
    every, state = sheet.span("Code du projet", *span), sheet.span("État", *span)
    return (
        Formula(f"ROWS({every})", len(lines)),
        Formula(f'COUNTIF({state},"{DONE}")', states.count(DONE)),
        Formula(f'COUNTIF({state},"{LATE}")', states.count(LATE)),
    )


def _indicators(sheet: Table, span: Span | None, lines: Sequence[IndicatorLine]) -> tuple[Value, ...]:
    if span is None:
        return 0, 0, None
    own = attainment(line.progress for line in lines)
    usable, kept = (sheet.span(header, *span) for header in ("Utilisable", "Taux retenu"))
    return (
        Formula(f'COUNTIF({usable},"{YES}")', own.usable),
        Formula(f"COUNT({kept})", own.measured),
        Formula(f'IFERROR(AVERAGE({kept}),"")', "" if own.score is None else own.score),
    )
