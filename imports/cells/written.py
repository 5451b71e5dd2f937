"""The way back: a value as the cell its column's parser would read as that value, and no other."""

from datetime import date
from decimal import Decimal
from typing import Any

from imports.cells.choices import SEPARATORS, ListParser
from imports.cells.texts import joined
from imports.columns import AnyColumn
from imports.limits import MAX_TEXT
from imports.offline.texts import kept
from imports.tables import DASHES
from imports.vocabulary import Terms
from imports.words import cleaned

Written = str | date | Decimal | None
EXACT_DIGITS = 15
"""Excel keeps no more of a number; a longer one leaves as text, which the parsers read to its last digit."""
FIRST_DAY = date(1900, 3, 1)
JOINT = "; "


def written(column: AnyColumn, value: Any) -> Written:
    """None where the cell is to stay empty: nothing, a blank text, a lone dash, which is read as nothing."""
    if isinstance(column.parser, ListParser):
        return _words(column.parser, value)
    if isinstance(value, tuple):
        return joined(map(str, value)) or None
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int | Decimal):
        return _number(Decimal(value))
    if isinstance(value, date):
        return value if value >= FIRST_DAY else _day(value)
    return _text(column, str(value)) if value is not None else None


def written_text(column: AnyColumn, value: Any) -> str:
    """The same as one would type it."""
    found = written(column, value)
    if isinstance(found, Decimal):
        return _in_french(found)
    return _day(found) if isinstance(found, date) else found or ""


def one_line(text: str) -> str:
    """A recorded text as a cell gives it back: no line break, single spaces, no longer than a cell can hold."""
    return cleaned(kept(cleaned(text))[:MAX_TEXT])


def _text(column: AnyColumn, text: str) -> str | None:
    line = one_line(text)
    return None if not column.required and line in DASHES else line or None


def _words(parser: ListParser[Any], value: Any) -> str | None:
    if value in (None, "", ()):
        return None
    codes = value if isinstance(value, tuple) else (value,)
    return JOINT.join(_word(parser.terms, str(code), alone=len(codes) == 1) for code in codes)


def _word(terms: Terms, code: str, *, alone: bool) -> str:
    """Its label, or its code where the label means another, or would be cut in two beside others."""
    label = cleaned(terms.labels.get(code, code))
    is_clear = terms.code_of(label) == code and (alone or not SEPARATORS.search(label))
    return label if is_clear else code


def _number(value: Decimal) -> Written:
    """Always a number for Excel, unless it would lose a digit there."""
    exact = value.normalize()
    return exact if len(exact.as_tuple().digits) <= EXACT_DIGITS else _in_french(exact)


def _in_french(value: Decimal) -> str:
    return format(value.normalize() + 0, "f").replace(".", ",")


def _day(day: date) -> str:
    return f"{day:%d/%m/}{day.year:04d}"
