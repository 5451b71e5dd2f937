"""How tall the pages of a sheet will be, so that what overflows is cut rather than pushed to a third page.

In points, of the 765 that its margins leave, with the widest typeface the installation may fall back to: an
estimate a little too tall costs a line of text, one too short a page.
"""

from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.exchanges.printing.sheet import Sheet

FULL = 745
TEXT_LINE = 11
HEADS, MAP, PATH, MORE = 95, 212, 62, 13
"""The head with its figures; the small map, beside the texts; the line of the years; « et 3 autres »."""
AXES, UNREAD, APPROACHES, METHOD = 295, 40, 125, 80
"""Of the second page: its head with the five axes and their index, or without; the approaches; how to read it all."""


def fits(sheet: "Sheet") -> bool:
    return first_page(sheet) <= FULL


def fits_behind(sheet: "Sheet") -> bool:
    return second_page(sheet) <= FULL


def first_page(sheet: "Sheet") -> float:
    texts = lines(sheet.summary, 88) + lines(sheet.need, 92) + lines(sheet.answer, 92)
    beside = max(MAP, texts * TEXT_LINE + 150)
    return HEADS + 19 * lines(sheet.title, 42) + beside + max(_partners(sheet), _money(sheet)) + PATH + _course(sheet)


def lines(text: str, characters: int) -> int:
    return ceil(len(text) / characters)


def _partners(sheet: "Sheet") -> float:
    return (
        22 + MORE * bool(sheet.partners.more) + sum(27 if len(line.name) > 36 else 24 for line in sheet.partners.items)
    )


def _money(sheet: "Sheet") -> float:
    names = [name for name, _ in sheet.funders.items] + [line.organisation for line in sheet.cofinancings.items]
    more = sheet.funders.more + sheet.cofinancings.more
    return 22 + MORE * bool(more) + sum(35 if len(name) > 40 else 24 for name in names)


def _course(sheet: "Sheet") -> float:
    milestones = [27 if len(own.title) > 28 or len(own.state.label) > 14 else 16 for own in sheet.milestones.items]
    instalments = [27 if len(own.state.label) > 18 or len(own.label) > 15 else 16 for own in sheet.instalments.items]
    tallest = max(
        sum(milestones) + MORE * bool(sheet.milestones.more), sum(instalments) + MORE * bool(sheet.instalments.more)
    )
    return 20 + tallest


def second_page(sheet: "Sheet") -> float:
    read = max(_indicators(sheet), APPROACHES if sheet.facts.evaluation else 0)
    head = AXES if sheet.facts.evaluation else UNREAD
    return head + METHOD + read + max(_gained(sheet), _levers(sheet)) + max(_spoken(sheet), _missing(sheet))


def _indicators(sheet: "Sheet") -> float:
    more = MORE * bool(sheet.indicators.more) + MORE
    return 40 + more + sum(13 + 11 * lines(own.label[:70], 30) for own in sheet.indicators.items)


def _gained(sheet: "Sheet") -> float:
    if not sheet.facts.gained.is_told:
        return 0
    return 48 + MORE * bool(sheet.gained.more) + sum(19 + 11 * lines(own.method, 34) for own in sheet.gained.items)


def _levers(sheet: "Sheet") -> float:
    texts = [text for own in sheet.levers for text in (own.before, own.after)]
    return 22 * bool(texts) + sum(5 + TEXT_LINE * lines(text, 50) for text in texts)


def _spoken(sheet: "Sheet") -> float:
    return 22 + MORE * bool(sheet.spoken.more) + sum(20 + 11 * lines(own.text, 48) for own in sheet.spoken.items)


def _missing(sheet: "Sheet") -> float:
    return 22 + MORE * bool(sheet.missing.more) + sum(3 + 11 * lines(own, 52) for own in sheet.missing.items)
