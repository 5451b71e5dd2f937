"""What a region lacks: its funded projects without a published score on some axes, and why."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.regions.territories import LatestCampaign
from app.regions.views import NBSP, Portfolio
from evaluation import Grid, Moment, ScoredProject


@dataclass(frozen=True)
class Missing:
    """Why a project has no published score on some axes at that moment."""

    code: str
    title: str
    reason: str


def missing_of(
    whole: Portfolio,
    moment: Moment,
    scored: Mapping[str, ScoredProject],
    campaigns: Mapping[str, LatestCampaign],
) -> list[Missing]:
    """The funded projects that lack a published axis, in the order of their titles."""
    found = []
    apart_of: dict[str, dict[str, str]] = defaultdict(dict)
    for own in whole.place.left_out:
        apart_of[own.project][own.axis] = own.reference
    for code in sorted(scored, key=lambda code: (whole.place.titles[code].casefold(), code)):
        apart = apart_of[code]
        lacking = [axis.code for axis in whole.grid.axes if axis.code not in scored[code].scores]
        if lacking:
            reason = _reason(whole.grid, moment, lacking, campaigns.get(code), apart)
            found.append(Missing(code, whole.place.titles[code], reason))
    return found


def _reason(
    grid: Grid, moment: Moment, lacking: Sequence[str], campaign: LatestCampaign | None, apart: Mapping[str, str]
) -> str:
    if campaign is None:
        return f"aucune campagne {moment.label.lower()}"
    if not campaign.is_published and not apart:
        return f"campagne {campaign.status.label}, rien de publié"
    told = [
        f"{grid.axis(code).label}{NBSP}: évalué avec la version {apart[code].rpartition('@')[2]}, non comparable"
        for code in lacking
        if code in apart
    ]
    told += [
        f"{grid.axis(code).label}{NBSP}: {campaign.unpublished[code].label.lower()}"
        for code in lacking
        if code in campaign.unpublished and code not in apart
    ]
    return ", ".join(told) or "axes non demandés"
