"""The pictures of the page, each with its title, its sentence, and what its drawing needs when it leaves alone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.assessments.gather import grid_of
from app.assessments.queries import newest_grid
from app.dashboard.axes import Axes, axes
from app.dashboard.columns import HEIGHT, Drawn, columns
from app.dashboard.families import Attained
from app.dashboard.indicators import attained
from app.dashboard.key import Key, key_figures
from app.dashboard.lines import Bars, MoneyLine
from app.dashboard.money import money_by
from app.dashboard.page import Asked
from app.dashboard.schedule import Schedule, schedule
from app.dashboard.territories import Coverage, coverage
from app.dashboard.words import (
    axes_sentence,
    indicators_sentence,
    money_sentence,
    schedule_sentence,
    territories_sentence,
)


@dataclass(frozen=True)
class Picture:
    """`name`: of its template, its file and its place in the page; `height` of its drawing alone, in pixels."""

    name: str
    title: str
    sentence: str
    height: int
    data: Any
    width: int = 960


LINE, GAP = 46, 34


def money_picture(session: Session, asked: Asked) -> Picture:
    return of_money(asked, key_figures(session, asked.chosen, asked.today), _lines(session, asked))


def of_money(asked: Asked, key: Key, lines: tuple[MoneyLine, ...]) -> Picture:
    title = f"L’argent, par {asked.by.label.lower()}"
    return Picture("argent", title, money_sentence(key, asked.by, lines), LINE * len(lines) + 24, Bars(lines))


def _lines(session: Session, asked: Asked) -> tuple[MoneyLine, ...]:
    return money_by(session, asked.by, asked.chosen, asked.today)


def territories_picture(session: Session, asked: Asked) -> Picture:
    return of_territories(coverage(session, asked.chosen, asked.today))


def of_territories(found: Coverage) -> Picture:
    return Picture("territoires", "Les territoires", territories_sentence(found), 642, found, 640)


def schedule_picture(session: Session, asked: Asked) -> Picture:
    return of_schedule(schedule(session, asked.chosen, asked.today))


def of_schedule(found: Schedule) -> Picture:
    return Picture(
        "jalons", "Les jalons tenus", schedule_sentence(found), HEIGHT + 34, Drawn(found, tuple(columns(found)))
    )


def axes_picture(session: Session, asked: Asked) -> Picture:
    return of_axes(axes(session, asked.moment, asked.chosen, asked.today))


def of_axes(found: Axes) -> Picture:
    height = sum(line.spread.height + GAP for line in found.lines) + 24
    title = f"Les axes, {found.moment.label.lower()}"
    return Picture("axes", title, axes_sentence(found), height, found)


def indicators_picture(session: Session, asked: Asked) -> Picture:
    grid = grid_of(session, newest_grid(session, asked.today).reference)
    return of_indicators(attained(session, asked.chosen, asked.today, grid.regions.detail_max + 1))


def of_indicators(found: Attained) -> Picture:
    height = sum(family.spread.height + GAP for family in found.families) + 24
    return Picture("indicateurs", "Les cibles des indicateurs", indicators_sentence(found), height, found)


PICTURES: dict[str, Callable[[Session, Asked], Picture]] = {
    "argent": money_picture,
    "territoires": territories_picture,
    "jalons": schedule_picture,
    "axes": axes_picture,
    "indicateurs": indicators_picture,
}
