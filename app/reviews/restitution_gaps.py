"""The points of dialogue as they may leave: a question, the viewpoints that may be said, never a voice."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.restitution.disclosure import gap_may_leave, profiles_that_may_leave, range_may_leave
from app.restitution.regards import ProfileView, Regards


@dataclass(frozen=True)
class Gap:
    """`gap`: from the lowest voice to the highest; none when it would tell one of them."""

    code: str
    kind: str
    text: str
    axis_code: str
    axis_label: str
    views: tuple[ProfileView, ...]
    gap: float | None
    viewpoints_gap: float | None

    def view_of(self, viewpoint: str) -> ProfileView | None:
        return next((view for view in self.views if view.profile == viewpoint), None)


def gaps_outside(points: Iterable[Regards], least: int) -> tuple[Gap, ...]:
    """In the order received, from the widest gap to the smallest."""
    return tuple(_outside(one, least) for one in points)


def _outside(one: Regards, least: int) -> Gap:
    counts = {view.profile: view.respondents for view in one.views}
    sayable = profiles_that_may_leave(counts, least)
    return Gap(
        code=one.code,
        kind=one.kind,
        text=one.text,
        axis_code=one.axis_code,
        axis_label=one.axis_label,
        views=tuple(view for view in one.views if view.profile in sayable),
        gap=one.gap if range_may_leave(one.respondents, least) else None,
        viewpoints_gap=one.profile_gap if gap_may_leave(counts, least) else None,
    )
