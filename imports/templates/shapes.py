"""How a column looks in a template, known by what reads it: a date, an amount, a number, a list, a code, a text."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from imports.cells import ListParser, day, decimal, money, names, positive_money, project_code, siren, siret
from imports.columns import AnyColumn
from imports.kinds.identity import IDENTITY


class Shape(StrEnum):
    TEXT = "text"
    CODE = "code"
    LIST = "list"
    SEVERAL = "several"
    DATE = "date"
    MONEY = "money"
    NUMBER = "number"


BY_PARSER: dict[Callable[..., Any], Shape] = {
    day: Shape.DATE,
    money: Shape.MONEY,
    positive_money: Shape.MONEY,
    decimal: Shape.NUMBER,
    names: Shape.SEVERAL,
    project_code: Shape.CODE,
    siren: Shape.CODE,
    siret: Shape.CODE,
}
WIDTHS = {
    Shape.TEXT: 30,
    Shape.CODE: 18,
    Shape.LIST: 24,
    Shape.SEVERAL: 34,
    Shape.DATE: 14,
    Shape.MONEY: 16,
    Shape.NUMBER: 14,
}
CALLED = 44
# Un code reste un texte : Excel mangerait ses zéros, et ferait une date de « 3-4 ».
NUMBER_FORMATS = {Shape.DATE: "dd/mm/yyyy", Shape.MONEY: '#,##0.00\u00a0"€"', Shape.NUMBER: "General"}
EXAMPLES = {Shape.DATE: "18/12/2023", Shape.MONEY: "24\u202f500,00", Shape.NUMBER: "12,5"}


def shape_of(column: AnyColumn) -> Shape:
    if isinstance(column.parser, ListParser):
        return Shape.SEVERAL if column.parser.several else Shape.LIST
    return BY_PARSER.get(column.parser, Shape.TEXT)


def is_hidden(column: AnyColumn) -> bool:
    return column in IDENTITY


def heading(column: AnyColumn) -> str:
    """A star says that a row is not read without it."""
    return f"{column.header} *" if column.required else column.header


def width(column: AnyColumn) -> int:
    """A required text is what a row is called: it has more room."""
    shape = shape_of(column)
    own = CALLED if column.required and shape is Shape.TEXT else WIDTHS[shape]
    return max(own, len(heading(column)) + 4)
