"""What is under the filters, part by part: each is made again when a table it was made from has changed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from markupsafe import Markup
from sqlalchemy.orm import Session

from app.benchmarks.shares import Shares, read_shares
from app.dashboard.axes import axes
from app.dashboard.indicators import attained
from app.dashboard.key import key_figures
from app.dashboard.money import Dimension, money_by
from app.dashboard.page import Asked
from app.dashboard.pictures import of_axes, of_indicators, of_money, of_schedule, of_territories
from app.dashboard.schedule import schedule
from app.dashboard.territories import coverage
from app.parts import Parts
from app.projects.filters import matching_projects
from app.projects.portfolio import Totals
from app.web.templating import draw, draw_macro
from evaluation import Moment

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Drawn:
    """The same for all who may read it."""

    totals: Totals
    content: Markup


class Said(NamedTuple):
    """The axes as they are drawn: their scores are as many as the projects. `few`: least for a median."""

    axes: Markup
    shares: Shares
    few: int


def drawn_of(session: Session, parts: Parts, asked: Asked) -> Drawn:
    """No part that an empty choice does not show is read for it."""
    chosen, today = asked.chosen, asked.today

    def part(name: str, make: Callable[[Session], Value], *more: object) -> Value:
        return parts.made(("dashboard", name, chosen, today, *more), session, make)

    key = part("key", lambda own: key_figures(own, chosen, today))
    if not key.totals.projects:
        return Drawn(key.totals, Markup())
    said = part("said", lambda own: said_of(own, asked), asked)
    values: dict[str, Any] = {
        "key": key,
        "money": of_money(asked, key, part("money", lambda own: money_by(own, asked.by, chosen, today), asked.by)),
        "territories": of_territories(part("territories", lambda own: coverage(own, chosen, today))),
        "milestones": of_schedule(part("milestones", lambda own: schedule(own, chosen, today))),
        "axes": said.axes,
        "shares": said.shares,
        "indicators": part("indicators", lambda own: indicators_of(own, asked, said.few), asked, said.few),
    }
    return Drawn(key.totals, draw("dashboard/_figures.html", asked=asked, dimensions=list(Dimension), **values))


def said_of(session: Session, asked: Asked) -> Said:
    spoken = axes(session, asked.moment, asked.chosen, asked.today)
    labels = {line.code: line.label for line in spoken.lines if not line.is_index}
    kept = matching_projects(asked.chosen, asked.today)
    shares = read_shares(session, asked.moment, kept, labels, spoken.few)
    picture = draw_macro("dashboard/_axes.html", "axes_picture", asked, of_axes(spoken), list(Moment))
    return Said(picture, shares, spoken.few)


def indicators_of(session: Session, asked: Asked, few: int) -> Markup:
    found = of_indicators(attained(session, asked.chosen, asked.today, few))
    return draw_macro("dashboard/_indicators.html", "indicators_picture", asked, found)
