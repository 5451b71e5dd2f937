"""A native chart beside the figures it draws: title, alternative text, colours that hold in print grey."""

from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart as NativeChart

from imports.export.look import INK, LINE, NAVY, NUMBER_FORMATS, SERIES
from imports.export.sheets import Block, Chart, ChartKind, Kind

TYPES = {
    ChartKind.BARS: {"type": "bar"},
    ChartKind.COLUMNS: {"type": "column"},
    ChartKind.STACKED: {"type": "bar", "subtype": "stacked"},
}
PATTERNS = (None, "wide_upward_diagonal", "small_grid", "light_horizontal", "dotted_diamond")
SHARES = (Kind.SCORE, Kind.PERCENT)
LABELS = {
    **NUMBER_FORMATS,
    Kind.MONEY: '[>=1000000]#,##0.0,,\u00a0"M€";[>=10000]#,##0,\u00a0"k€";#,##0\u00a0"€"',
}
"""Of sums, short enough to stand beside its bar: the figures to the cent are in the table."""
FONT = {"name": "Calibri", "size": 9, "color": INK}


@dataclass(frozen=True)
class Place:
    """Where the rows of a block are: the sheet, the first and the last row, counted from zero."""

    sheet: str
    first: int
    last: int

    def column(self, place: int) -> list[object]:
        return [self.sheet, self.first, place, self.last, place]


def native_chart(workbook: Workbook, block: Block, chart: Chart, place: Place) -> NativeChart:
    """A series a column; one alone needs no legend, and its figures are written on it instead of an axis."""
    native = workbook.add_chart(TYPES[chart.kind])
    headers = [column.header for column in block.columns]
    for number, header in enumerate(chart.series):
        at = headers.index(header)
        native.add_series(
            {
                "name": header,
                "categories": place.column(0),
                "values": place.column(at),
                "gap": 45 if len(chart.series) == 1 else 30,
                "data_labels": labels(chart, block.columns[at].kind),
                **fill(number),
            }
        )
    dress(native, chart, block.columns[headers.index(chart.series[0])].kind)
    if chart.kind is ChartKind.COLUMNS:
        native.set_plotarea(
            {"layout": {"x": 0.03, "y": 0.2, "width": 0.94, "height": 0.5 if len(chart.series) > 1 else 0.64}}
        )
    if chart.kind is ChartKind.BARS:
        native.set_plotarea({"layout": room(max(len(str(row[0])) for row in block.rows), len(chart.series))})
    return native


def room(longest: int, series: int) -> dict[str, float]:
    """Where bars are drawn, so that neither their names, at the left, nor their figures, at the right, are cut."""
    left = min(0.45, 0.04 + longest * 0.0125)
    return {"x": left, "y": 0.16, "width": 0.84 - left, "height": 0.64 if series > 1 else 0.76}


def fill(number: int) -> dict[str, object]:
    """The first series is plain, each other has its pattern: colour is never the only sign."""
    colour, pattern = SERIES[number % len(SERIES)], PATTERNS[number % len(PATTERNS)]
    border = {"color": INK, "width": 0.5}
    if pattern is None:
        return {"fill": {"color": colour}, "border": border}
    return {"pattern": {"pattern": pattern, "fg_color": colour, "bg_color": "#FFFFFF"}, "border": border}


def labels(chart: Chart, kind: Kind) -> dict[str, object]:
    if chart.kind is ChartKind.STACKED:
        return {}
    return {"value": True, "font": FONT, "num_format": LABELS.get(kind, "General")}


def dress(native: NativeChart, chart: Chart, kind: Kind) -> None:
    native.set_title(
        {
            "name": chart.title,
            "overlay": False,
            "name_font": {"name": "Calibri", "size": 11, "bold": True, "color": NAVY},
        }
    )
    native.set_legend({"position": "bottom", "font": FONT} if len(chart.series) > 1 else {"none": True})
    names: dict[str, object] = {"num_font": FONT, "line": {"color": LINE}, "major_tick_mark": "none"}
    stacked = chart.kind is ChartKind.STACKED
    figures: dict[str, object] = {
        "num_font": FONT,
        "num_format": LABELS.get(kind, "General"),
        "visible": stacked,
        "min": 0,
        **({"max": 100} if kind in SHARES else {}),
        "major_gridlines": {"visible": stacked, "line": {"color": LINE, "width": 0.5}},
        "line": {"none": True},
    }
    if chart.kind is ChartKind.COLUMNS:
        native.set_x_axis(names)
        native.set_y_axis(figures)
    else:
        native.set_y_axis({**names, "reverse": True, "crossing": "max", "major_gridlines": {"visible": False}})
        native.set_x_axis(figures)
    native.set_chartarea({"border": {"color": LINE}})
