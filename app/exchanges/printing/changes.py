"""From the ex ante campaign to what is observed, on paired answers (§4), as it may leave the alliance."""

from app.exchanges.printing.facts import PrintedChange
from app.restitution.disclosure import score_may_leave
from app.results.change import EarlierGrid
from evaluation import AxisEvolution, Campaign, Grid, evolution


def changes_between(
    grid: Grid, before: Campaign, after: Campaign, versions: EarlierGrid | None, least: int
) -> tuple[PrintedChange, ...]:
    """Nothing when two versions of the grid have no question in common."""
    if versions and not versions.equivalence.questions:
        return ()
    others = {before.id: versions.as_other} if versions else None
    return tuple(_change(own, least) for own in evolution(grid, [before, after], others))


def _change(own: AxisEvolution, least: int) -> PrintedChange:
    """A difference is a mean of profiles as a score is: alone of its profile, a partner would read its own."""
    profiles = {one.profile for one in own.by_respondent}
    leaves = score_may_leave(own.paired, len(profiles), least)
    return PrintedChange(own.axis, own.from_reading, own.difference if leaves else None, own.paired)
