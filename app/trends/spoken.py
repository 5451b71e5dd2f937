"""What speaks in each column of every axis, as columns of numbers: one statement for a portfolio of any size."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ARRAY,
    CTE,
    ColumnElement,
    Float,
    Integer,
    Select,
    Text,
    case,
    cast,
    extract,
    func,
    null,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app.among import among
from app.assessments.queries import current_results
from app.models import AxisResult, Campaign, Result
from app.trends.views import View
from evaluation import Equivalence, Grid, Moment, RegionAxis, Status, axis_figures

Lots = Mapping[tuple[str, str], list[tuple[str, list[float]]]]
"""(axis, column) → (version, scores): the latest campaign of each project where the axis is published."""


@dataclass(frozen=True)
class Spoken:
    """`references`: every version met, `columns`: those where something speaks."""

    references: frozenset[str]
    lots: Lots

    @property
    def columns(self) -> set[str]:
        return {column for _, column in self.lots}

    def figures(self, grid: Grid, axis: str, column: str, versions: Mapping[str, Equivalence]) -> RegionAxis:
        """Of what compares with the newest version."""
        scores = [
            score
            for reference, found in self.lots.get((axis, column), ())
            if reference not in versions or not versions[reference].reasons_of(axis)
            for score in found
        ]
        return axis_figures(grid.regions, scores, [0.0] * len(scores), None)


def read_spoken(session: Session, ids: Select[int], view: View) -> Spoken:
    spoken = _spoken(ids, view).cte("spoken")
    lots: dict[tuple[str, str], list[tuple[str, list[float]]]] = defaultdict(list)
    references = set()
    for axis, column, reference, scores in session.execute(union_all(_lots(spoken), _references(spoken))):
        if scores is None:
            references.add(reference)
        else:
            lots[axis, column].append((reference, scores))
    return Spoken(frozenset(references), dict(lots))


def _spoken(ids: Select[int], view: View) -> Any:
    current = current_results().add_columns(Result.grid_reference).subquery()
    return (
        select(
            Campaign.project_id,
            AxisResult.axis,
            _column(view).label("col"),
            AxisResult.score,
            current.c.grid_reference,
            Campaign.held_on,
            Campaign.id,
        )
        .join(current, current.c.result_id == AxisResult.result_id)
        .join(Campaign, Campaign.id == current.c.campaign_id)
        .where(
            among(Campaign.project_id, ids),
            AxisResult.reading.in_(view.readings),
            AxisResult.status == Status.PUBLISHED,
            AxisResult.score.is_not(None),
        )
    )


def _column(view: View) -> ColumnElement[str]:
    """As `View.key_of`."""
    if view is View.MOMENTS:
        return case((Campaign.moment == Moment.EX_ANTE, AxisResult.reading), else_=Campaign.moment)
    return cast(cast(extract("year", Campaign.held_on), Integer), Text)


def _references(spoken: CTE) -> Select[Any]:
    nothing = cast(null(), Text), cast(null(), Text), spoken.c.grid_reference, cast(null(), ARRAY(Float))
    return select(*nothing).group_by(spoken.c.grid_reference)


def _lots(spoken: CTE) -> Select[Any]:
    latest = (
        select(spoken)
        .ext(distinct_on(spoken.c.project_id, spoken.c.axis, spoken.c.col))
        .order_by(spoken.c.project_id, spoken.c.axis, spoken.c.col, spoken.c.held_on.desc(), spoken.c.id.desc())
        .subquery()
    )
    place = latest.c.axis, latest.c.col, latest.c.grid_reference
    return select(*place, func.array_agg(latest.c.score)).group_by(*place)
