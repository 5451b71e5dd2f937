"""The published scores of every territory, at the moment and on the axis of the address."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from app.assessments.gather import grid_of
from app.assessments.queries import newest_grid
from app.regions.gathered import Gathered, Lot, gather
from app.regions.named import Named, named_scores
from app.regions.queries import PlaceScores, place_scores
from app.regions.territories import territories
from app.regions.views import MANY, Portfolio
from evaluation import Grid, Moment, ProjectAxisScore, RegionAxis, RegionScore, axis_figures

Few = Mapping[tuple[str, str], Sequence[Named]]
ALL_AXES = "tous"


def whole_portfolio(session: Session, moment: Moment, place: str = "") -> Portfolio:
    """`place`: the region, or the interregional projects, told project by project."""
    found = gather(session, moment)
    grid = grid_of(session, found.reference or newest_grid(session).reference)
    counts = {key: sum(len(lot.scores) for lot in lots) for key, lots in found.kept.items()}
    few = named_scores(session, moment, found, [key for key, count in counts.items() if count <= MANY])
    national = _national(grid, found, few)
    regions = {code: _region(grid, found, few, code, national) for code in found.funded}
    own = place_scores(session, moment, place, found.versions) if place else PlaceScores()
    return Portfolio(grid, tuple(territories(session)), regions, national, found, few, own)


def _national(grid: Grid, found: Gathered, few: Few) -> RegionScore:
    """With its scores one by one while they are few everywhere."""
    axes = {}
    for code in grid.score_codes:
        told = sorted((own for (_, axis), named in few.items() if axis == code for own in named), key=_code)
        axes[code] = _figures(grid, found.on(code), told if len(told) <= MANY else (), None)
    return RegionScore(None, sum(found.funded.values()), axes)


def _region(grid: Grid, found: Gathered, few: Few, region: str, national: RegionScore) -> RegionScore:
    axes = {
        code: _figures(grid, found.of(region, code), few.get((region, code), ()), national.axes[code].mean)
        for code in grid.score_codes
    }
    return RegionScore(region, found.funded[region], axes)


def _figures(grid: Grid, lots: Sequence[Lot], told: Sequence[Named], national: float | None) -> RegionAxis:
    """The scores are named when `told` has them all."""
    scores = [score for lot in lots for score in lot.scores]
    amounts = [amount for lot in lots for amount in lot.amounts]
    named = tuple(ProjectAxisScore(own.code, own.score, own.amount) for own in told)
    return axis_figures(grid.regions, scores, amounts, national, named if len(named) == len(scores) else ())


def _code(own: Named) -> str:
    return own.code


def asked_moment(typed: str) -> Moment:
    return Moment(typed) if typed in list(Moment) else Moment.IN_ITINERE


def asked_axis(whole: Portfolio, typed: str) -> str:
    """The axis of the address, all of them, or the first one."""
    known = [choice.code for choice in whole.axes]
    return typed if typed in (*known, ALL_AXES) else known[0]
