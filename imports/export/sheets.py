"""What a sheet to write is: its columns, its rows. The same description serves the help page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Formula(NamedTuple):
    """A live formula, in Excel’s own notation (English names, commas, no leading « = »), and the value computed for it.

    A formula that shows nothing has the value "" and says so itself: ``IFERROR(…,"")``. A function younger than
    Excel 2007 carries its prefix: ``_xlfn.AGGREGATE(…)``.
    """

    text: str
    value: float | int | Decimal | str


Value = str | int | float | Decimal | date | bool | Formula | None
Row = Sequence[Value]


class Kind(StrEnum):
    TEXT = "text"
    CODE = "code"
    LONG = "long"
    DATE = "date"
    MONEY = "money"
    COUNT = "count"
    NUMBER = "number"
    SCORE = "score"
    PERCENT = "percent"


@dataclass(frozen=True)
class Column:
    """`total` asks for the sum below the table; only columns of money and counts have one.

    `again`: beside the first column, printed again on every page of a sheet too wide for one.
    """

    header: str
    kind: Kind = Kind.TEXT
    help: str = ""
    total: bool = False
    width: int = 0
    again: bool = False

    @property
    def characters(self) -> int:
        """Width of the column; long texts wrap."""
        return self.width or WIDTHS[self.kind]


WIDTHS = {
    Kind.TEXT: 26,
    Kind.CODE: 16,
    Kind.LONG: 44,
    Kind.DATE: 12,
    Kind.MONEY: 14,
    Kind.COUNT: 12,
    Kind.NUMBER: 12,
    Kind.SCORE: 10,
    Kind.PERCENT: 12,
}


@dataclass(frozen=True)
class DataSheet:
    """One Excel table from A1. `table` is its name inside the workbook (ASCII, unique).

    `rows` are read once, from first to last: a generator keeps a large sheet out of memory.
    """

    title: str
    table: str
    columns: Sequence[Column]
    rows: Iterable[Row]
    help: str = ""

    @property
    def has_total(self) -> bool:
        return any(column.total for column in self.columns)


class ChartKind(StrEnum):
    BARS = "bars"
    COLUMNS = "columns"
    STACKED = "stacked"


@dataclass(frozen=True)
class Chart:
    """A native chart of a block: `series` are headers of its columns, the first column names the categories."""

    kind: ChartKind
    title: str
    alternative: str
    series: Sequence[str]


@dataclass(frozen=True)
class Block:
    """One titled table of a page. `names`: for each row, the name given to the cell of its second column, or ""."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    note: str = ""
    names: Sequence[str] = ()
    chart: Chart | None = None


@dataclass(frozen=True)
class PageSheet:
    """A sheet to read and to print on one page: blocks one under the other, each chart beside its block.

    `layout.first_rows` says where each block begins, for the formulas that refer to their own page.
    """

    title: str
    heading: str
    blocks: Sequence[Block]
    intro: str = ""
    help: str = ""


@dataclass(frozen=True)
class Cover:
    """The first sheet, « Lisez-moi »: what this file is, when it was made, what it holds and leaves out."""

    title: str
    facts: Sequence[tuple[str, str]]
    notice: str = ""
    definitions: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Report:
    """What a workbook holds. Equal reports give equal bytes.

    `names`: other named cells or ranges, as « total_engage » → « 'Synthèse'!$B$5 ». `accessible`: no colour alone, no
    filter, no frozen pane, charts under their figures. `date_format`: in Excel’s American notation.
    """

    cover: Cover
    sheets: Sequence[DataSheet | PageSheet]
    made_on: date
    names: Mapping[str, str] = field(default_factory=dict)
    accessible: bool = False
    date_format: str = "dd/mm/yyyy"

    def definitions(self) -> Iterable[tuple[str, str, str]]:
        """(sheet, column, what it says) for every column that needs a word."""
        for sheet in self.sheets:
            for column in sheet.columns if isinstance(sheet, DataSheet) else ():
                if column.help:
                    yield sheet.title, column.header, column.help
