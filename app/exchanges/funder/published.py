"""What is published of the projects kept, as it stood on a day: a light line a result, then its answers as a stream."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from sys import intern
from typing import Any, NamedTuple

from sqlalchemy import ARRAY, BigInteger, ColumnElement, Select, any_, case, cast, func, literal, select
from sqlalchemy.dialects.postgresql import JSONB, JSONPATH, distinct_on
from sqlalchemy.orm import Session

from app.exchanges.funder.past import Past
from app.exchanges.funder.spooled import Spooled, spooled
from app.exchanges.portfolio import Ids
from app.models import AxisResult, Campaign, Moment, Project, Reading, Result
from evaluation import READINGS
from evaluation import Moment as MethodMoment

AT_ONCE = 100
"""Results held at a time while their answers are streamed."""


class Published(NamedTuple):
    """The last result of a campaign. `profiles`: of each respondent whose answers may be shown by number.

    Cells are counted over every reading and axis.
    """

    result_id: int
    campaign_id: int
    project_id: int
    code: str
    moment: str
    held_on: date
    grid: str
    formula: str
    digest: str
    sequence: int
    published_at: datetime
    profiles: Sequence[str]
    cells: int
    not_applicable: int
    valued: int
    participation: float | None

    @property
    def readings(self) -> tuple[Reading, ...]:
        return tuple(Reading(own) for own in READINGS[MethodMoment(self.moment)])

    @property
    def label(self) -> str:
        return Moment(self.moment).label

    @property
    def coverage(self) -> float | None:
        applicable = self.cells - self.not_applicable
        return self.valued / applicable if applicable else None


class AxisLine(NamedTuple):
    result_id: int
    reading: str
    axis: str
    is_index: bool
    score: float | None
    status: str
    confidence: str | None
    coverage: float | None
    respondents: int
    profiles: int
    maturity: str | None
    lowest: float | None
    highest: float | None
    deviation: float | None


def read_current(session: Session, ids: Ids, past: Past) -> list[int]:
    """Ids of the last result of each campaign of these projects, corrections of a later day left out.

    Read once and given back as a list: whatever PostgreSQL believes of the size of the tables, it is looked for once.
    """
    return list(
        session.scalars(
            select(Result.id)
            .ext(distinct_on(Result.campaign_id))
            .join(Campaign, Campaign.id == Result.campaign_id)
            .where(Campaign.project_id.in_(ids), past.published())
            .order_by(Result.campaign_id, Result.sequence.desc())
        )
    )


def among(column: Any, results: Sequence[int]) -> ColumnElement[bool]:
    """One parameter, however many results."""
    kept: ColumnElement[bool] = column == any_(literal(list(results), ARRAY(BigInteger)))
    return kept


def read_published(session: Session, results: Sequence[int]) -> Spooled[Published]:
    """In the order of every sheet: project, date of the campaign, campaign."""
    rows = session.execute(
        _in_order(
            select(
                Result.id, Result.campaign_id, Project.id, Project.code, Campaign.moment, Campaign.held_on,
                Result.grid_reference, Result.formula_version, Result.inputs_sha256, Result.sequence,
                Result.published_at, _profiles(), *map(_each, PATHS),
            ),
            results,
        ),
        execution_options={"yield_per": 10 * AT_ONCE},
    )  # fmt: skip
    return spooled(_published(*row) for row in rows)


def _published(*values: Any) -> Published:
    """Few bytes each: what comes back from one to another is kept once, what is counted is counted here."""
    *known, profiles, cells, not_applicable, valued, participations = values
    for place in (4, 6, 7):
        known[place] = intern(known[place])
    highest = max((own for own in participations if own is not None), default=None)
    counts = sum(cells), sum(not_applicable), sum(valued)
    return Published._make((*known, tuple(map(intern, profiles)), *counts, highest))


PATHS = (
    "$.readings[*].axes.*.cells.total",
    "$.readings[*].axes.*.cells.not_applicable",
    "$.readings[*].axes.*.cells.valued",
    "$.readings[*].participation",
)


def _each(path: str) -> Any:
    return func.jsonb_path_query_array(Result.scores, cast(literal(path), JSONPATH))


def _profiles() -> Any:
    """None of a campaign whose partners were told that nobody outside would read their answers."""
    return case((Campaign.numbered_answers, _each("$.inputs.respondents[*].profile")), else_=literal([], JSONB))


def read_axes(session: Session, results: Sequence[int]) -> dict[int, list[AxisLine]]:
    """By result."""
    rows = session.execute(
        select(
            AxisResult.result_id, AxisResult.reading, AxisResult.axis, AxisResult.is_index, AxisResult.score,
            AxisResult.status, AxisResult.confidence, AxisResult.coverage, func.coalesce(AxisResult.respondents, 0),
            func.coalesce(AxisResult.profiles, 0), AxisResult.maturity, AxisResult.lowest, AxisResult.highest,
            AxisResult.deviation,
        ).where(among(AxisResult.result_id, results))
    )  # fmt: skip
    found: dict[int, list[AxisLine]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(AxisLine._make(row))
    return found


def stream_scores(session: Session, results: Sequence[int], grid: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """(result, frozen scores) of the results of one version of the grid, in order, a few at a time."""
    statement = _in_order(select(Result.id, Result.scores), results).where(Result.grid_reference == grid)
    for row in session.execute(statement, execution_options={"yield_per": AT_ONCE}):
        yield row.id, row.scores


def _in_order(columns: Select[*tuple[Any, ...]], results: Sequence[int]) -> Select[*tuple[Any, ...]]:
    return (
        columns.select_from(Result)
        .join(Campaign, Campaign.id == Result.campaign_id)
        .join(Project, Project.id == Campaign.project_id)
        .where(among(Result.id, results))
        .order_by(Project.code, Campaign.held_on, Campaign.id)
    )
