"""One Excel table on a sheet: its header, its rows as they come, its totals below.

XlsxWriter draws all but the rows, which would each stay in its memory: they are rendered by us, a thousand at a time.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice, takewhile
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.worksheet import Worksheet

from imports.export.container import Piece, TooLargeError
from imports.export.heights import header_points, heights, width_of
from imports.export.look import Look
from imports.export.names import column_of
from imports.export.packing import Stream
from imports.export.printing import set_up_pages
from imports.export.rendering import ColumnRenderer, lines
from imports.export.sheets import Column, DataSheet, Formula, Row, Value
from imports.export.whole import show_whole_numbers
from imports.export.words import Words

TABLE_STYLE = "Table Style Light 1"
NO_WARNING = ("number_stored_as_text", "formula_differs", "formula_range", "empty_cell_reference")
"""What Excel would mark with a green corner: codes are texts, and a line of totals is not like the others."""
BATCH = 1_000
MOST_ROWS = 1_048_576
ROWS_HERE = "<sheetData/>"


class TableWorksheet(Worksheet):  # type: ignore[misc]
    """A worksheet without its rows: `extent` is what they will fill, `rows` what they are once packed."""

    extent = "A1"
    rows: Piece

    def _write_dimension(self) -> None:
        self._xml_empty_tag("dimension", [("ref", self.extent)])

    def _write_sheet_data(self) -> None:
        self.fh.write(ROWS_HERE)


class TableWriter:
    def __init__(self, worksheet: TableWorksheet, sheet: DataSheet, look: Look, words: Words) -> None:
        self.worksheet, self.sheet, self.look, self.words = worksheet, sheet, look, words
        self.places = range(len(sheet.columns))
        self.totals = [Decimal(0) for _ in sheet.columns]
        styles = [look.cells[column.kind] for column in sheet.columns]
        self.renderers = [self.renderer(place, style) for place, style in enumerate(styles)]

    def renderer(self, place: int, style: object) -> ColumnRenderer:
        kind = self.sheet.columns[place].kind
        return ColumnRenderer(xl_col_to_name(place), style._get_xf_index(), kind, self.words)  # type: ignore[attr-defined]

    def write(self, stream: Stream, *, accessible: bool) -> int:
        """How many rows were written."""
        stream.write(b"<sheetData>" + self.header(filtered=not accessible))
        count = 0
        for batch in batches(self.sheet.rows):
            stream.write(self.batch(batch, count + 2))
            count += len(batch)
            if count + 2 > MOST_ROWS:
                raise TooLargeError(f"«\u00a0{self.sheet.title}\u00a0» a plus de lignes qu’une feuille n’en tient.")
        last = max(count, 1) + 1 + self.sheet.has_total
        stream.write((self.total_line(last) if self.sheet.has_total else b"") + b"</sheetData>")
        self.worksheet.rows = stream.piece()
        self.add_table(last, accessible=accessible)
        return count

    def header(self, *, filtered: bool) -> bytes:
        styles = [self.look.header_of(column.kind, filtered=filtered) for column in self.sheet.columns]
        cells = [
            self.renderer(place, style).words_of((self.sheet.columns[place].header,), ("1",))
            for place, style in enumerate(styles)
        ]
        height = max(header_points(column) for column in self.sheet.columns)
        return lines(cells, ("1",), (f' ht="{height}" customHeight="1"',))

    def batch(self, rows: Sequence[Row], first: int) -> bytes:
        columns = list(zip(*rows, strict=True))
        if len(columns) != len(self.places):
            raise ValueError(f"{self.sheet.title}: {len(columns)} values for {len(self.places)} columns")
        numbers = list(map(str, range(first, first + len(rows))))
        for place, column in enumerate(self.sheet.columns):
            if column.total:
                self.totals[place] += sum_of(columns[place])
        cells = [renderer.cells(values, numbers) for renderer, values in zip(self.renderers, columns, strict=True)]
        return lines(cells, numbers, heights(self.sheet.columns, columns))

    def total_line(self, last: int) -> bytes:
        cells = []
        for place, column in enumerate(self.sheet.columns):
            renderer = self.renderer(place, self.look.totals[column.kind])
            cells.append([renderer.one(self.total(place), str(last)) or renderer.blank(str(last))])
        return lines(cells, (str(last),))

    def total(self, place: int) -> Value:
        column = self.sheet.columns[place]
        if column.total:
            text = f"SUBTOTAL(109,{column_of(self.sheet.table, column.header)})"
            return Formula(text, float(self.totals[place]))
        return "Total" if place == 0 else None

    def add_table(self, last: int, *, accessible: bool) -> None:
        """Of one row for XlsxWriter, which notes every cell of a table; its true extent is written over."""
        sheet, worksheet = self.sheet, self.worksheet
        columns = [self.table_column(place) for place in self.places]
        options = {"name": sheet.table, "style": TABLE_STYLE, "total_row": sheet.has_total, "columns": columns}
        known = worksheet.str_table.count
        worksheet.add_table(0, 0, 1 + sheet.has_total, len(columns) - 1, {**options, "autofilter": not accessible})
        worksheet.str_table.count = known  # the cells it noted are not those written
        table = worksheet.tables[0]
        worksheet.extent = table["range"] = xl_range(0, 0, last - 1, len(columns) - 1)
        if not accessible:
            table["autofilter"] = xl_range(0, 0, last - 1 - sheet.has_total, len(columns) - 1)
            worksheet.freeze_panes(1, 1)
        for place, column in enumerate(sheet.columns):
            worksheet.set_column(place, place, width_of(column), self.look.cells[column.kind])
        show_whole_numbers(worksheet, sheet.columns, last, self.look.whole)
        worksheet.ignore_errors(dict.fromkeys(NO_WARNING, worksheet.extent))
        set_up_pages(worksheet, sheet.title, list(map(width_of, sheet.columns)), again(sheet.columns))

    def table_column(self, place: int) -> dict[str, object]:
        column = self.sheet.columns[place]
        options: dict[str, object] = {"header": column.header, "format": self.look.cells[column.kind]}
        if column.total:
            options["total_function"] = "sum"
        elif place == 0 and self.sheet.has_total:
            options["total_string"] = "Total"
        return options


def again(columns: Sequence[Column]) -> int:
    """How many come again on every printed page: the first one, and those that follow it and ask for it."""
    return 1 + len(list(takewhile(lambda column: column.again, columns[1:])))


def batches(rows: Iterable[Row]) -> Iterator[Sequence[Row]]:
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch


def sum_of(values: Sequence[Value]) -> Decimal:
    """Of the numbers of a column and of the results of its formulas, without the roundings of floats."""
    own: list[Any] = [value.value if value.__class__ is Formula else value for value in values]
    if set(map(type, own)) <= {Decimal, type(None)}:
        return sum(filter(None, own), Decimal(0))
    return sum((Decimal(str(value)) for value in own if isinstance(value, (int, float, Decimal))), Decimal(0))
