"""The sheet « Réponses » of a workbook made for one respondent: every text locked, every answer a list."""

from collections.abc import Mapping

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.assessments.cells import MAX_COMMENT
from imports.offline.choices import Choices, Lists, words_for
from imports.offline.layout import CODE, FIRST, HEADER_ROW, Closing, Entry, Fixed, Layout, Style
from imports.offline.look import Look
from imports.offline.page import finish
from imports.offline.texts import kept
from imports.workbook import column_letters

WIDTHS = {1: (7, 56, 23, 14, 46), 2: (7, 38, 23, 13, 25, 18, 13, 25)}
HOW = (
    "Remplissez les cases claires\u00a0: cliquez, puis choisissez dans la liste. Une case vide est une question "
    "sans réponse\u202f; une preuve laissée vide vaut «\u00a0déclaré\u00a0»."
)
NOT_LISTED = ("Réponse non prévue", "Choisissez une réponse dans la liste, ou videz la case.")
TOO_LONG = ("Commentaire trop long", "Un commentaire tient en 2\u202f000 caractères.")
WHOLE_ROW, WRAPPED = (Style.HEADER, Style.BAND), (Style.HEADER, Style.TEXT)
HEIGHTS = {Style.BAND: 26.0, Style.CRITERION: 24.0, Style.TEXT: 23.0, Style.HELP: 20.0, Style.HEADER: 24.0}
LINE, SPACE, TWO_LINES, TALLEST = 14.5, 5.0, 30.0, 200.0


def write_answers(
    worksheet: Worksheet,
    look: Look,
    layout: Layout,
    lists: Lists,
    heading: str,
    ranges: Mapping[str, str],
    quotes: bool | None,
) -> None:
    """`ranges` says where the words of each list stand."""
    for column, width in enumerate(WIDTHS[len(layout.readings)]):
        worksheet.set_column(column, column, width)
    worksheet.hide_gridlines(2)
    worksheet.write_string(0, 0, kept(heading), look.heading)
    worksheet.write_string(1, 0, HOW, look.plain)
    for row, height in _heights(layout).items():
        worksheet.set_row(row - 1, height)
    for fixed in layout.fixed:
        _write_fixed(worksheet, look, layout, fixed)
    _write_inputs(_Writer(worksheet, look, lists, ranges), layout, quotes)
    _grey_out(worksheet, look, layout)
    worksheet.freeze_panes(HEADER_ROW, FIRST - 1)
    worksheet.repeat_rows(HEADER_ROW - 1)
    finish(worksheet, heading)


def _write_fixed(worksheet: Worksheet, look: Look, layout: Layout, fixed: Fixed) -> None:
    if fixed.style in WHOLE_ROW and fixed.column == CODE:
        for column in range(CODE, layout.last_column + 1):
            worksheet.write_blank(fixed.row - 1, column - 1, None, look.fixed[fixed.style])
    worksheet.write_string(fixed.row - 1, fixed.column - 1, kept(fixed.text), look.fixed[fixed.style])


def _heights(layout: Layout) -> dict[int, float]:
    """Given for every row: LibreOffice does not work out those of a workbook it did not write."""
    widths = WIDTHS[len(layout.readings)]
    heights = {1: 26.0, 2: 22.0}
    for fixed in layout.fixed:
        least = HEIGHTS.get(fixed.style, 0.0)
        wrapped = _height(fixed.text, widths[fixed.column - 1]) if fixed.style in WRAPPED else 0.0
        heights[fixed.row] = max(heights.get(fixed.row, 0.0), least, wrapped)
    for entry in layout.entries:
        said = _height(entry.cell.stored.content.comment, widths[entry.column + 1])
        heights[entry.row] = min(max(heights[entry.row], TWO_LINES, said), TALLEST)
    return heights


def _height(text: str, width: int) -> float:
    lines = sum(1 + len(part) // width for part in text.split("\n"))
    return LINE * lines + SPACE


def _write_inputs(writer: "_Writer", layout: Layout, quotes: bool | None) -> None:
    for priority in layout.priorities:
        shown = words_for(writer.lists.priorities, priority.criterion.shown_priority)
        writer.choice(priority.row, priority.column, shown, "priorities")
    asked = {entry.row for entry in layout.entries}
    for row in asked:
        for column in range(FIRST, layout.last_column + 1):
            writer.worksheet.write_blank(row - 1, column - 1, None, writer.look.not_asked)
    for entry in layout.entries:
        writer.entry(entry)
    agreed = {None: "", True: "oui", False: "non"}[quotes]
    writer.choice(layout.closing[Closing.QUOTES], FIRST, agreed, "closing")
    writer.choice(layout.closing[Closing.SUBMISSION], FIRST, "", "closing")


def _grey_out(worksheet: Worksheet, look: Look, layout: Layout) -> None:
    """A priority 0 takes the questions of its criterion out, here as on the page."""
    for row, ruler in layout.ruled_by.items():
        worksheet.conditional_format(
            row - 1,
            FIRST - 1,
            row - 1,
            layout.last_column - 1,
            {"type": "formula", "criteria": f'=LEFT(${column_letters(FIRST)}${ruler},1)="0"', "format": look.out},
        )


class _Writer:
    """Writes the cells to fill, with what has already been answered."""

    def __init__(self, worksheet: Worksheet, look: Look, lists: Lists, ranges: Mapping[str, str]) -> None:
        self.worksheet, self.look, self.lists, self.ranges = worksheet, look, lists, ranges

    def entry(self, entry: Entry) -> None:
        content, (level, evidence, comment) = entry.cell.stored.content, entry.places
        answered = _words(self.lists.levels, content.value)
        self.choice(*level, answered, "levels")
        self.choice(*evidence, _words(self.lists.evidence, content.evidence or None), "evidence")
        self._write(*comment, content.comment, self.look.comment)
        self._validate(*comment, {"validate": "length", "criteria": "<=", "value": MAX_COMMENT}, TOO_LONG)

    def choice(self, row: int, column: int, words: str, offered: str) -> None:
        self._write(row, column, words, self.look.choice)
        self._validate(row, column, {"validate": "list", "source": self.ranges[offered]}, NOT_LISTED)

    def _write(self, row: int, column: int, text: str, style: Format) -> None:
        if shown := kept(text):
            self.worksheet.write_string(row - 1, column - 1, shown, style)
        else:
            self.worksheet.write_blank(row - 1, column - 1, None, style)

    def _validate(self, row: int, column: int, rule: Mapping[str, object], refusal: tuple[str, str]) -> None:
        title, message = refusal
        said = {"error_title": title, "error_message": message}
        self.worksheet.data_validation(row - 1, column - 1, row - 1, column - 1, {**rule, **said})


def _words(choices: Choices, value: object) -> str:
    return "" if value is None else words_for(choices, value)
