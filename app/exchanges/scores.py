"""The sheets « Scores » and « Régions »: what was published, and how it may be read."""

from collections import Counter
from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.assessments.gather import grids_of
from app.assessments.queries import newest_grid
from app.assessments.queries.results import current_results
from app.clock import PARIS
from app.exchanges.portfolio import Ids
from app.models import AxisResult, Campaign, Moment, Project, Reading, Region, Result
from app.regions.queries import RegionalScores, regional_scores
from app.restitution.disclosure import least_of
from app.restitution.outside import OutsideAxis, spread_outside
from evaluation import INTERREGIONAL, Grid, Maturity, RegionScore, Status, aggregate
from imports.export.sheets import Row

GRID_PLACE = -2
"""Of the version, in a row of « Scores »."""
MOMENTS = {moment: place for place, moment in enumerate(Moment)}


def score_rows(session: Session, ids: Ids) -> list[Row]:
    """Every axis and index of the last result of each campaign, each in the words of its own version of the grid.

    A corrected result is replaced, not added.
    """
    last = current_results().subquery()
    found = (
        select(Project.code, Campaign.moment, Campaign.held_on, AxisResult, Result.grid_reference, Result.published_at)
        .join_from(AxisResult, last, last.c.result_id == AxisResult.result_id)
        .join(Result, Result.id == AxisResult.result_id)
        .join(Campaign, Campaign.id == Result.campaign_id)
        .join(Project, Project.id == Campaign.project_id)
        .where(Project.id.in_(ids))
        .order_by(Project.code, Campaign.held_on, Campaign.id, AxisResult.reading, AxisResult.is_index, AxisResult.axis)
    )
    lines = session.execute(found).all()
    grids = grids_of(session, {line.grid_reference for line in lines})
    return [
        (
            code,
            Moment(moment).label,
            held_on,
            *axis_cells(axis, grids[grid]),
            grid,
            published.astimezone(PARIS).date(),
        )
        for code, moment, held_on, axis, grid, published in lines
    ]


def axis_cells(axis: AxisResult, grid: Grid) -> Row:
    """What leaves the alliance: the rules are in `app.restitution.disclosure`."""
    leaves = figures_outside(axis, least_of(grid))
    return (
        Reading(axis.reading).label,
        label_of(grid, axis.axis),
        leaves.score,
        Status(axis.status).label,
        axis.confidence,
        None if axis.coverage is None else axis.coverage * 100,
        axis.respondents,
        axis.profiles,
        Maturity(axis.maturity).label if axis.maturity else None,
        leaves.range,
        leaves.deviation,
    )


def figures_outside(axis: AxisResult, least: int) -> OutsideAxis:
    """An index is a mean of published axes, each of which may leave."""
    if axis.is_index:
        return OutsideAxis(axis.score)
    spread = None if axis.highest is None or axis.lowest is None else axis.highest - axis.lowest
    kept = {"status": axis.status, "score": axis.score, "dispersion": {"range": spread, "sd": axis.deviation}}
    return spread_outside(kept, axis.respondents or 0, axis.profiles or 0, least)


def label_of(grid: Grid, code: str) -> str:
    labels = {axis.code: axis.label for axis in grid.axes} | {index.code: index.label for index in grid.indices}
    return labels.get(code, code)


def scores_by_moment(session: Session, ids: Ids) -> dict[Moment, RegionalScores]:
    newest = newest_grid(session).reference
    return {moment: regional_scores(session, moment, ids, newest) for moment in Moment}


def region_rows(session: Session, by_moment: Mapping[Moment, RegionalScores]) -> list[Row]:
    """Every region, blank ones too, in the order of their codes; interregional last; never ranked."""
    names = {row.code: row.label for row in session.execute(select(Region.code, Region.label))}
    names[INTERREGIONAL] = "Interrégional ou national"
    regions = {moment: aggregate(found.grid, found.projects)[0] for moment, found in by_moment.items()}
    rows: list[Row] = []
    for code in sorted(names, key=lambda code: (code == INTERREGIONAL, code)):
        for moment in MOMENTS:
            region = next((r for r in regions[moment] if r.region == code), None)
            rows += region_lines(code, names[code], moment, region, by_moment[moment])
    return rows


def region_lines(
    code: str, name: str, moment: Moment, region: RegionScore | None, found: RegionalScores
) -> Iterator[Row]:
    """Scores of another version are only counted, where the axis is not comparable: never mixed in."""
    grid = found.grid
    if region is None:
        yield (code, name, moment.label, "Aucun projet", 0, 0, *(None,) * 7, grid.reference, 0)
        return
    own = {project.code for project in found.projects if project.region == code}
    apart = Counter(left.axis for left in found.left_out if left.project in own)
    for axis, figures in region.axes.items():
        level = figures.level.label if figures.level else "aucun projet évalué"
        yield (
            code, name, moment.label, label_of(grid, axis), region.funded, figures.n, level, figures.min,
            figures.median, figures.max, figures.mean, figures.mean_by_amount, figures.stabilised, grid.reference,
            apart[axis],
        )  # fmt: skip
