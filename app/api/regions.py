"""Regions, from what their pages read."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from app.api.answers_results import LeftOut, National, Region, Regions, RegionSheet
from app.regions.scores import whole_portfolio
from app.regions.territories import Territory, territory
from app.regions.views import NOTHING, Portfolio
from evaluation import Moment, RegionScore
from evaluation.words import REGIONAL_READING


def regions_at(session: Session, moment: Moment) -> Regions:
    """Every region, those without any project too, then the interregional projects."""
    whole = whole_portfolio(session, moment)
    return Regions(
        moment=moment,
        reading=REGIONAL_READING[moment],
        grid=whole.grid.reference,
        left_out=_left_out(whole, None),
        regions=[_region(place, whole) for place in whole.everywhere()],
        national=National.model_validate(whole.national),
    )


def region_at(session: Session, code: str, moment: Moment) -> RegionSheet:
    place = territory(session, code)
    whole = whole_portfolio(session, moment)
    return RegionSheet(
        moment=moment,
        reading=REGIONAL_READING[moment],
        grid=whole.grid.reference,
        left_out=_left_out(whole, {place.code}),
        region=_region(place, whole),
    )


def _region(place: Territory, whole: Portfolio) -> Region:
    nothing = RegionScore(None, 0, dict.fromkeys(whole.grid.score_codes, NOTHING))
    score = whole.regions.get(place.code, nothing)
    return Region.model_validate(
        {"code": place.code, "label": place.name, "funded": score.funded, "axes": dict(score.axes)}
    )


def _left_out(whole: Portfolio, regions: Collection[str] | None) -> list[LeftOut]:
    return [
        LeftOut(axis=axis, grid=reference, reasons=list(reasons), projects=count)
        for (axis, reference, reasons), count in sorted(whole.gathered.left_out(regions).items())
    ]
