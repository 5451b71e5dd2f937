"""What was published of a project until a day, in values and in words, as it may leave the alliance."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app.assessments.gather import grids_of
from app.clock import PARIS
from app.exchanges.cases.past import end_of
from app.exchanges.cases.scores import score_json, told_score
from app.models import AxisResult, Campaign, Result
from evaluation import READINGS, Grid, Moment, Reading

Json = dict[str, Any]


@dataclass(frozen=True)
class Published:
    """The result of a campaign that spoke on that day, with the grid it was held with."""

    result_id: int
    campaign_id: int
    moment: Moment
    held_on: date
    published_at: datetime
    sequence: int
    formula: str
    inputs_sha256: str
    grid: Grid
    axes: Sequence[AxisResult]

    def score(self, reading: Reading, code: str) -> float | None:
        found = next((own for own in self.axes if (own.reading, own.axis) == (reading, code)), None)
        return told_score(self.grid, found) if found else None


def published_until(session: Session, project_id: int, day: date) -> list[Published]:
    """In the order the campaigns were held; two queries, and the grids."""
    rows = session.execute(
        select(
            Result.id, Result.campaign_id, Result.sequence, Result.grid_reference, Result.formula_version,
            Result.inputs_sha256, Result.published_at, Campaign.moment, Campaign.held_on,
        )
        .ext(distinct_on(Result.campaign_id))
        .join(Campaign, Campaign.id == Result.campaign_id)
        .where(Campaign.project_id == project_id, Result.published_at < end_of(day))
        .order_by(Result.campaign_id, Result.sequence.desc())
    ).all()  # fmt: skip
    grids, axes = grids_of(session, {row.grid_reference for row in rows}), _axes(session, [row.id for row in rows])
    found = [_published(row, grids[row.grid_reference], axes[row.id]) for row in rows]
    return sorted(found, key=lambda own: (own.held_on, own.campaign_id))


def as_json(own: Published) -> Json:
    return {
        "moment": {"code": own.moment.value, "label": own.moment.label},
        "held_on": own.held_on.isoformat(),
        "published_on": own.published_at.astimezone(PARIS).date().isoformat(),
        "publication": own.sequence,
        "grid": own.grid.reference,
        "formula": own.formula,
        "answers_sha256": own.inputs_sha256,
        "readings": [
            {"code": reading.value, "label": reading.label, "scores": list(_scores(own, reading))}
            for reading in READINGS[own.moment]
        ],
    }


def _scores(own: Published, reading: Reading) -> Iterator[Json]:
    """The axes in the order of the grid, then the indices."""
    order = [axis.code for axis in own.grid.axes] + [index.code for index in own.grid.indices]
    kept = {axis.axis: axis for axis in own.axes if axis.reading == reading}
    for code in order:
        if code in kept:
            yield score_json(own.grid, kept[code])


def _axes(session: Session, ids: Sequence[int]) -> Mapping[int, list[AxisResult]]:
    found: dict[int, list[AxisResult]] = defaultdict(list)
    for axis in session.scalars(select(AxisResult).where(AxisResult.result_id.in_(ids))):
        found[axis.result_id].append(axis)
    return found


def _published(row: Row[*tuple[Any, ...]], grid: Grid, axes: Sequence[AxisResult]) -> Published:
    return Published(
        result_id=row.id,
        campaign_id=row.campaign_id,
        moment=Moment(row.moment),
        held_on=row.held_on,
        published_at=row.published_at,
        sequence=row.sequence,
        formula=row.formula_version,
        inputs_sha256=row.inputs_sha256,
        grid=grid,
        axes=axes,
    )
