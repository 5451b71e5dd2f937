"""What a cell of a template accepts when typed: a list to choose from, a date, an amount; and the help beside it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from xlsxwriter.worksheet import Worksheet

from imports.cells import ListParser, positive_money
from imports.cells.dates import DAY, EARLIEST, LATEST
from imports.cells.numbers import CEILING, LARGEST, MONEY, NUMBER, POSITIVE
from imports.columns import AnyColumn
from imports.templates.help import message, shortened
from imports.templates.shapes import Shape, shape_of
from imports.vocabulary import People

LONGEST_TITLE = 32
WORD = "un mot de la liste"
Rule = dict[str, Any]
Lists = Mapping[tuple[str, ...], str]
"""Words of a list → the defined name that leads to them."""


def add_rule(worksheet: Worksheet, column: AnyColumn, place: int, last_row: int, lists: Lists) -> None:
    told = message(column)
    told_of = {"input_title": shortened(column.header, LONGEST_TITLE), "input_message": told} if told else {}
    rule = _rule(column, lists) | told_of
    if rule != {"validate": "any"}:
        worksheet.data_validation(1, place, last_row, place, rule)


def _rule(column: AnyColumn, lists: Lists) -> Rule:
    shape = shape_of(column)
    if shape is Shape.DATE:
        return _bounds("date", EARLIEST, LATEST, DAY)
    if shape is Shape.MONEY:
        return _amount(column)
    if shape is Shape.NUMBER:
        return _bounds("decimal", -LARGEST, LARGEST, NUMBER)
    words = words_of(column)
    if shape is Shape.LIST and words:
        return {"validate": "list", "source": f"={lists[words]}"} | _refused_word(column)
    return {"validate": "any"}


def _refused_word(column: AnyColumn) -> Rule:
    """A person may also be named by an e-mail, which no list shows: told, and typed all the same."""
    is_person = isinstance(column.parser, ListParser) and isinstance(column.parser.terms, People)
    return _refusal("un nom de la liste, ou un courriel") | {"error_type": "warning"} if is_person else _refusal(WORD)


def words_of(column: AnyColumn) -> tuple[str, ...]:
    return tuple(column.parser.terms.labels.values()) if isinstance(column.parser, ListParser) else ()


def _amount(column: AnyColumn) -> Rule:
    if column.parser is positive_money:
        return {"validate": "decimal", "criteria": ">", "value": 0} | _refusal(POSITIVE)
    return _bounds("decimal", 0, int(CEILING), MONEY)


def _bounds(validate: str, least: float | date, most: float | date, expected: str) -> Rule:
    return {"validate": validate, "criteria": "between", "minimum": least, "maximum": most} | _refusal(expected)


def _refusal(expected: str) -> Rule:
    return {"error_title": "Valeur inattendue", "error_message": f"Attendu\u00a0: {expected}."}
