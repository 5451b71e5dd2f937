"""The results published in a month, with the figures that may leave an alliance and no others."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app.assessments.gather import grids_of
from app.clock import PARIS
from app.gazette.facts import Axis, Published
from app.gazette.months import Month
from app.gazette.voices import ABOUT, Found, about
from app.models import AxisResult, Campaign, Project, Region, Result
from app.restitution.disclosure import least_of, score_may_leave
from evaluation import READINGS, Grid, Moment, Status

READING_WORDS = {"initial": "situation de départ", "expected": "attendu", "observed": "constaté"}
MOMENT_WORDS = {"ex_ante": "d’avant projet", "in_itinere": "de mi-parcours", "ex_post": "de fin de projet"}
PLAIN_STATUS = {
    Status.PUBLISHED: "gardé dans l’alliance",
    Status.PROVISIONAL: "provisoire",
    Status.INSUFFICIENT: "réponses insuffisantes",
    Status.NOT_SUITED: "peu adapté au projet",
}


def published_in(session: Session, month: Month, counted: Collection[str]) -> list[Published]:
    """Of each campaign, its last publication of the month."""
    rows = session.execute(
        select(Result.id, Result.sequence, Result.published_at, Result.grid_reference, Campaign.moment, *ABOUT)
        .select_from(Project)
        .outerjoin(Region, Region.code == Project.region_code)
        .join(Campaign, Campaign.project_id == Project.id)
        .join(Result, Result.campaign_id == Campaign.id)
        .where(Project.status.in_(counted), Result.published_at >= month.starts_at, Result.published_at < month.ends_at)
        .ext(distinct_on(Result.campaign_id))
        .order_by(Result.campaign_id, Result.sequence.desc())
    ).all()
    grids = grids_of(session, {row.grid_reference for row in rows})
    axes = _axes(session, [row.id for row in rows])
    found = [_published(row, grids[row.grid_reference], axes[row.id]) for row in rows]
    return sorted(found, key=lambda own: (own.on, own.about.code, own.id))


def _axes(session: Session, ids: Sequence[int]) -> Mapping[int, list[AxisResult]]:
    found: dict[int, list[AxisResult]] = defaultdict(list)
    query = select(AxisResult).where(AxisResult.result_id.in_(ids), ~AxisResult.is_index)
    for axis in session.scalars(query):
        found[axis.result_id].append(axis)
    return found


def _published(row: Found, grid: Grid, axes: Sequence[AxisResult]) -> Published:
    reading = READINGS[Moment(row.moment)][-1]
    kept = {axis.axis: axis for axis in axes if axis.reading == reading}
    return Published(
        row.id,
        about(row),
        MOMENT_WORDS[row.moment],
        READING_WORDS[reading],
        row.published_at.astimezone(PARIS).date(),
        row.sequence,
        tuple(_axis(grid, axis.label, kept[axis.code]) for axis in grid.axes if axis.code in kept),
    )


def _axis(grid: Grid, label: str, kept: AxisResult) -> Axis:
    """A score as it may leave the alliance, and only once published: see `app.restitution.disclosure`."""
    status = Status(kept.status)
    told = status is Status.PUBLISHED and score_may_leave(kept.respondents or 0, kept.profiles or 0, least_of(grid))
    return Axis(label, PLAIN_STATUS[status], kept.score if told else None)
