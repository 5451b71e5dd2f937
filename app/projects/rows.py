"""Rows of the list, each drawn once for what it shows: after a change, only those it touched are drawn again."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter
from typing import Any

from markupsafe import Markup

from app.projects.columns import Column
from app.projects.portfolio import Line
from app.web.templating import draw

MOST = 2_000
OF_ITS_OWN = attrgetter(*(field.name for field in fields(Line) if field.name != "more"))


def draw_lines(lines: Sequence[Line], columns: tuple[Column, ...], *, choosing: bool, here: Collection[int]) -> Markup:
    """`here`: the projects whose box is ticked."""
    return Markup().join(_row(line, columns, choosing, line.id in here) for line in lines)


def _row(line: Line, columns: tuple[Column, ...], choosing: bool, is_ticked: bool) -> Markup:
    if line.more:
        return _drawn(line, columns, choosing, is_ticked)
    return _kept(OF_ITS_OWN(line), columns, choosing, is_ticked)


@lru_cache(maxsize=MOST)
def _kept(values: tuple[Any, ...], columns: tuple[Column, ...], choosing: bool, is_ticked: bool) -> Markup:
    return _drawn(Line(*values), columns, choosing, is_ticked)


def _drawn(line: Line, columns: tuple[Column, ...], choosing: bool, is_ticked: bool) -> Markup:
    return draw("projects/_row.html", line=line, columns=columns, choosing=choosing, is_ticked=is_ticked)
