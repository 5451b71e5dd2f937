"""Our reader of a sheet gives what openpyxl gives, several times faster; and what Excel writes oddly."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imports.child import read
from imports.errors import UnreadableFile
from tests.imports.hostile import MAIN, SHEET, with_parts, with_sheet, with_strings
from tests.imports.support import saved

FILES = sorted(Path(__file__).parent.rglob("*.xlsx"))
Table = dict[tuple[str, int, int], tuple[str, object]]

values = st.one_of(
    st.text(st.characters(blacklist_categories=["Cc", "Cs"]), max_size=30).filter(
        lambda text: not text.startswith("=")
    ),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.dates(date(1900, 3, 1), date(2200, 1, 1)),
    st.datetimes(datetime(1900, 3, 1), datetime(2200, 1, 1)).map(lambda moment: moment.replace(microsecond=0)),  # noqa: DTZ001
    st.timedeltas(timedelta(0), timedelta(days=400)).map(lambda lasting: timedelta(seconds=lasting.seconds)),
    st.sampled_from([time(8, 30), "#N/A", "#DIV/0!", "avant_x000D_après"]),
)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_real_workbooks_are_read_as_openpyxl_reads_them(file: Path) -> None:
    assert ours(file.read_bytes()) == openpyxls(file.read_bytes())


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(1, 60), st.integers(1, 40)), values, min_size=1, max_size=12))
def test_any_workbook_is_read_as_openpyxl_reads_it(cells: dict[tuple[int, int], Any]) -> None:
    book = openpyxl.Workbook()
    for (row, column), value in cells.items():
        book.active.cell(row, column, value)  # type: ignore[union-attr]
    assert ours(saved(book)) == openpyxls(saved(book))


def ours(content: bytes) -> Table:
    sheets: Any = read(content)["sheets"]
    return {
        (sheet["title"], number, column): (kind, value)
        for sheet in sheets
        for number, _, cells in sheet["rows"]
        for column, kind, value, _ in cells
        if value is not None
    }


def openpyxls(content: bytes) -> Table:
    book = openpyxl.load_workbook(BytesIO(content), data_only=True)
    return {
        (sheet.title, cell.row, cell.column): told(cell)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and str(told(cell)[1]).strip()
    }


def told(cell: Any) -> tuple[str, object]:
    kinds: tuple[tuple[type, str, Callable[[Any], object]], ...] = (
        (bool, "boolean", bool),
        (datetime, "date", lambda moment: str(moment.date())),
        ((int, float), "number", lambda number: number),  # type: ignore[arg-type]
    )
    if cell.data_type == "e":
        return "error", cell.value
    for of, kind, shown in kinds:
        if isinstance(cell.value, of):
            return kind, shown(cell.value)
    return "text", str(cell.value).replace("_x000D_", "\r")


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        ('<c r="A1" t="inlineStr"><is><r><t>Fonds </t></r><r><t>ODD</t></r></is></c>', "Fonds ODD"),
        ('<c r="A1" t="inlineStr"><is><t>東京</t><rPh sb="0" eb="1"><t>とうきょう</t></rPh></is></c>', "東京"),
        ('<c r="A1" t="str"><v>a_x000D_b_x0009_c</v></c>', "a\rb\tc"),
        ('<c r="A1" t="str"><v>_x005F_x000D_</v></c>', "_x000D_"),
        ('<c r="A1" t="str"><v>_x0000_</v></c>', "_x0000_"),
        ('<c r="A1" t="d"><v>2024-01-31T10:00:00</v></c>', "2024-01-31"),
        ("<c><v>1.5E3</v></c>", 1500.0),
        ('<c r="A1" t="b"><v>1</v></c>', True),
    ],
)
def test_what_excel_writes_oddly_is_read(xml: str, value: object) -> None:
    content = with_sheet(f"<row>{xml}</row>")
    assert ours(content)["Suivi", 1, 1][1] == value


def test_shared_texts_are_read_with_their_runs_and_without_their_reading_aid() -> None:
    strings = "<si><t>A</t></si><si><r><t>B</t></r><r><t>C</t></r><rPh><t>x</t></rPh></si><si/><si><t>_x000D_</t></si>"
    row = "".join(f'<c t="s"><v>{n}</v></c>' for n in range(4))
    assert [value for _, value in _first(with_strings(strings, f"<row>{row}</row>"))] == ["A", "BC"]


def test_a_prefix_before_every_name_changes_nothing() -> None:
    rows = "<x:sheetData><x:row><x:c><x:v>7</x:v></x:c></x:row></x:sheetData>"
    prefixed = f'<x:worksheet xmlns:x="{MAIN}">{rows}</x:worksheet>'
    assert _first(with_parts({SHEET: prefixed.encode()})) == [("number", 7)]


@pytest.mark.parametrize("number", ["1e999", "9" * 65, "nan", "1,5"])
def test_a_number_that_is_none_is_refused(number: str) -> None:
    with pytest.raises(UnreadableFile, match="abîmé"):
        read(with_sheet(f"<row><c><v>{number}</v></c></row>"))


def _first(content: bytes) -> list[tuple[str, object]]:
    return [told for (title, _, _), told in ours(content).items() if title == "Suivi"]
