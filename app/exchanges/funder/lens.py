"""The sheet « Lecture »: the projects read through the frame the report was asked in."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.crosswalk.portfolio import read_portfolio
from app.crosswalk.rows import COLUMNS, notes_of, rows_of
from app.exchanges.funder.book import Book
from imports.export.sheets import Column, DataSheet, Kind, Row, Value

TITLE = "Lecture"
KINDS = {
    "text": Kind.TEXT,
    "date": Kind.DATE,
    "score": Kind.SCORE,
    "share": Kind.PERCENT,
    "count": Kind.COUNT,
}


def lens_sheet(session: Session, book: Book) -> DataSheet:
    """Values, not formulas: a reading is an opinion on the same answers. Its notes stand in the help of the sheet."""
    choice = book.record.choice
    portfolio = read_portfolio(session, list(session.scalars(book.record.ids)), choice.frame, choice.as_of)
    columns = tuple(Column(own.header, KINDS[own.kind]) for own in COLUMNS)
    return DataSheet(TITLE, "Lecture", columns, _rows(rows_of(portfolio)), " ".join(notes_of(portfolio.version)))


def _rows(found: Iterator[tuple[object, ...]]) -> Iterator[Row]:
    for row in found:
        yield tuple(_value(value, own.kind) for value, own in zip(row, COLUMNS, strict=True))


def _value(value: object, kind: str) -> Value:
    """A share is shown in percent."""
    if kind == "share" and isinstance(value, float):
        return value * 100
    return value  # type: ignore[return-value]
