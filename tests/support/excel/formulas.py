"""Formulas: known functions, sheets, tables and names; English separators; of a length that Excel takes."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from openpyxl.utils import FORMULAE

from tests.support.excel.book import MAIN, Book
from tests.support.excel.names import unknown_sheets

LONGEST = 8_192
TEXTS = re.compile(r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')+\'!')
FUNCTION = re.compile(r"([A-Za-z_][\w.]*)\(")
COLUMN = re.compile(r"([A-Za-z_]\w*)\[((?:'.|[^\]'])*)\]")
NEWER = "_xlfn."
"""Before a function that came after Excel 2007."""


class Known(NamedTuple):
    """`columns` of each table."""

    book: Book
    columns: dict[str, set[str]]


def formulas_are_understood(book: Book) -> Iterator[str]:
    known = Known(book, {own.get("name", ""): set(headers_of(own)) for _, own in book.tables})
    for where, text in formulas_of(book):
        if wrong := list(wrongs(text, known)):
            yield f"{where}: {', '.join(wrong)}, in ={text[:120]}"


def headers_of(table: object) -> list[str]:
    return [own.get("name", "") for own in table.iter(f"{MAIN}tableColumn")]  # type: ignore[attr-defined]


def formulas_of(book: Book) -> Iterator[tuple[str, str]]:
    """Of cells, conditions, validations and tables; (where, formula)."""
    for sheet in book.sheets:
        for cell in sheet.root.iter(f"{MAIN}c"):
            if (text := cell.findtext(f"{MAIN}f")) is not None:
                yield f"{sheet.title}!{cell.get('r')}", text
        for name in ("formula", "formula1", "formula2"):
            yield from ((f"{sheet.title}: {name}", own.text or "") for own in sheet.root.iter(f"{MAIN}{name}"))
    for sheet, table in book.tables:
        for own in table.iter(f"{MAIN}calculatedColumnFormula"):
            yield f"{sheet.title}: table", own.text or ""
    yield from ((f"name {own.get('name')}", own.text or "") for own in book.defined)


def wrongs(text: str, known: Known) -> Iterator[str]:
    bare = TEXTS.sub(lambda met: '""' if met[0][0] == '"' else "S!", text)
    plain = COLUMN.sub("T", bare)
    if not text or text.startswith("=") or len(text) > LONGEST:
        yield "empty, begun by = or too long"
    if plain.count("(") != plain.count(")") or plain.count('"') % 2:
        yield "parentheses or quotes do not match"
    if ";" in re.sub(r"\{[^}]*\}", "", plain):
        yield "arguments are separated by commas"
    if "#REF!" in plain or "#NAME?" in plain:
        yield "it holds an error"
    for name in set(FUNCTION.findall(plain)):
        if name not in FORMULAE and not name.startswith(NEWER):
            yield f"{name} has no {NEWER} before it"
    yield from (f"no sheet «{title}»" for title in sorted(unknown_sheets(text, known.book)))
    for table, header in set(COLUMN.findall(bare)):
        if re.sub("'(.)", r"\1", header) not in known.columns.get(table, ()):
            yield f"no column {table}[{header}]"


def charts_read_sheets(book: Book) -> Iterator[str]:
    for part, root in book.parts.items():
        if part.startswith("xl/charts/"):
            texts = (own.text or "" for own in root.iter() if own.tag.endswith("}f"))
            yield from (f"{part}: {text} reads no sheet" for text in texts if not text or unknown_sheets(text, book))


RULES = (formulas_are_understood, charts_read_sheets)
