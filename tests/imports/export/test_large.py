"""Sheets of many rows: read once, written as they come, in the memory of a thousand of them."""

import os
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import count
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from imports.export import rendering, tables
from imports.export.container import TooLargeError, joined_crc
from imports.export.sheets import Column, Cover, DataSheet, Formula, Kind, Report, Row, Value
from imports.export.writer import write_report
from tests.imports.export.example import PROJECTS, project

HASHES = ("0", "1", "4017")
WRITE_TWICE = """
import hashlib
from tests.imports.export.example import example
from imports.export.writer import write_report
print(hashlib.sha256(write_report(example(2_500))).hexdigest())
"""
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=30)
ANY_DAY = st.one_of(st.none(), ANY_TEXT, st.dates(date(1901, 1, 1), date(2200, 1, 1)))
ANY_VALUE = st.one_of(
    st.none(),
    ANY_TEXT,
    st.sampled_from(["=1+1", "+33", "-5", "@a", "=cmd|' /C calc'!A0", "_x0041_", " a ", "é\u00a0!"]),
    st.integers(-(10**14), 10**14),
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(-(10**9), 10**9, places=2),
    st.booleans(),
    st.dates(date(1901, 1, 1), date(2200, 1, 1)),
)


def report(columns: tuple[Column, ...], rows: Iterator[Row] | list[Row]) -> Report:
    return Report(Cover("Essai", ()), (DataSheet("Feuille", "Feuille", columns, rows),), date(2024, 5, 1))


def opened(columns: tuple[Column, ...], rows: Iterator[Row] | list[Row], *, values: bool = False) -> Worksheet:
    return load_workbook(BytesIO(write_report(report(columns, rows))), data_only=values)["Feuille"]


def test_rows_may_come_one_by_one_and_their_number_be_known_at_the_end() -> None:
    book = load_workbook(BytesIO(write_report(report(PROJECTS, (project(number) for number in range(2_345))))))
    sheet = book["Feuille"]
    assert (sheet.tables["Feuille"].ref, sheet.tables["Feuille"].autoFilter.ref) == ("A1:I2347", "A1:I2346")
    assert sheet["A2346"].value == "ODD17-2024-2344"
    assert "2345 lignes" in [cell.value for cell in book["Lisez-moi"]["B"]]


def test_a_total_adds_every_batch_and_the_results_of_formulas() -> None:
    columns = (Column("Code", Kind.CODE), Column("Montant", Kind.MONEY, total=True))
    rows: list[Row] = [(f"P{n}", Decimal("0.10") if n % 2 else Formula("0.2", 0.2)) for n in range(3_000)]
    assert opened(columns, rows, values=True)["B3002"].value == 450.0


def test_memory_does_not_grow_with_the_rows() -> None:
    def peak(rows: int) -> int:
        tracemalloc.start()
        with Path(os.devnull).open("wb") as nowhere:
            write_report(report(PROJECTS, (project(number) for number in range(rows))), nowhere)
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    peak(10)
    assert peak(20_000) < 1.6 * peak(4_000)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(ANY_VALUE, ANY_VALUE, ANY_VALUE, ANY_DAY), min_size=1, max_size=12))
def test_any_value_comes_back_by_the_kind_of_its_column_and_none_is_a_formula(rows: list[Row]) -> None:
    columns = (
        Column("Code", Kind.CODE),
        Column("Texte", Kind.LONG),
        Column("Nombre", Kind.NUMBER),
        Column("Jour", Kind.DATE),
    )
    sheet = opened(columns, rows)
    for line, row in enumerate(rows, start=2):
        for place, value in enumerate(row):
            cell = sheet.cell(line, place + 1)
            assert cell.data_type != "f"
            assert cell.value == back(value, columns[place].kind)


def back(value: Value, kind: Kind) -> object:
    """What openpyxl reads of a value."""
    if value is None or value == "":
        return None
    if kind is Kind.DATE and isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001
    if kind is Kind.NUMBER and isinstance(value, (int, float, Decimal)):
        return float(value)
    return str(value)


@pytest.mark.parametrize("repeated", [False, True])
@pytest.mark.parametrize("typed", [" marge ", "a & b < c > d", "deux\nlignes", "\ttab", "_x0041_", "\u202fé\u00a0: 🌍"])
def test_texts_come_back_whether_written_once_or_in_each_cell(typed: str, repeated: bool) -> None:
    rows: list[Row] = [(typed if repeated else f"{typed}{n}{typed}",) for n in range(20)]
    sheet = opened((Column("Texte", Kind.LONG),), rows)
    assert [sheet.cell(n + 2, 1).value for n in range(20)] == [row[0] for row in rows]


@pytest.mark.parametrize("repeated", [False, True])
def test_characters_that_xml_forbids_do_not_spoil_the_file(repeated: bool) -> None:
    rows: list[Row] = [(f"a\x00b\x1f\ufffe{'' if repeated else n}",) for n in range(10)]
    content = write_report(report((Column("Texte", Kind.LONG),), rows))
    assert load_workbook(BytesIO(content))["Feuille"]["A2"].value
    whole = "".join(ZipFile(BytesIO(content)).read(name).decode() for name in ZipFile(BytesIO(content)).namelist())
    assert "a_x0000_b_x001F__xFFFE_" in whole


def test_half_a_character_is_replaced() -> None:
    assert opened((Column("Texte", Kind.LONG),), [("a\ud800",), ("b\udfffc",)])["A2"].value in ("a\ufffd", "a_xD800_")


def test_a_text_too_long_for_a_cell_ends_with_an_ellipsis() -> None:
    sheet = opened((Column("Texte", Kind.LONG),), [("x" * 40_000,), ("🌍" * 20_000,), ("court",)])
    first, second = sheet["A2"].value, sheet["A3"].value
    assert (len(first), first[-2:]) == (32_767, "x…")
    assert len(second.encode("utf-16-le")) // 2 <= 32_767
    assert second.endswith("🌍…")


def test_beyond_so_many_words_texts_are_written_in_their_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "MOST_WORDS", 3)
    rows: list[Row] = [(f"mot {n % 7}", f"autre {n % 7}") for n in range(70)]
    content = write_report(report((Column("Mot", Kind.TEXT), Column("Autre", Kind.TEXT)), rows))
    assert b"inlineStr" in ZipFile(BytesIO(content)).read("xl/worksheets/sheet2.xml")
    assert [cell.value for cell in load_workbook(BytesIO(content))["Feuille"][71]] == ["mot 6", "autre 6"]


def test_numbers_keep_their_last_digit() -> None:
    figures = (0.1 + 0.2, 1 / 3, 1e-300, 123456789.12345679, -0.0)
    sheet = opened((Column("Nombre", Kind.SCORE),), [(figure,) for figure in figures])
    assert tuple(sheet.cell(n + 2, 1).value for n in range(5)) == figures
    formulas = opened((Column("Nombre", Kind.SCORE),), [(Formula("1/3", 1 / 3),), (Formula("1", 1),)], values=True)
    assert (formulas["A2"].value, formulas["A3"].value) == (1 / 3, 1)


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity")])
def test_a_number_that_is_none_is_refused(wrong: float | Decimal) -> None:
    with pytest.raises(ValueError, match="infinite"):
        write_report(report((Column("Nombre", Kind.SCORE),), [(wrong,)]))


def test_the_result_of_a_formula_is_a_text_when_it_is_one_even_empty() -> None:
    rows: list[Row] = [(Formula('IF(1>2,"a","b & c")', "b & c"),), (Formula('""', ""),), (Formula("1<2", 1.0),)]
    content = write_report(report((Column("Avis", Kind.TEXT),), rows))
    xml = ZipFile(BytesIO(content)).read("xl/worksheets/sheet2.xml").decode()
    assert ' t="str"><f>IF(1&gt;2,"a","b &amp; c")</f><v>b &amp; c</v>' in xml
    assert ' t="str"><f>""</f><v></v>' in xml
    assert "<f>1&lt;2</f><v>1.0</v>" in xml


def test_rows_are_as_high_as_their_longest_text() -> None:
    columns = (Column("Code", Kind.CODE), Column("Texte", Kind.LONG))
    sheet = opened(columns, [("P1", "court"), ("P2", "long " * 40), ("P3", "deux\nlignes")])
    assert [sheet.row_dimensions[row].height for row in (2, 3, 4)] == [None, 75.0, 30.0]


def test_a_word_carried_to_the_next_line_has_its_room() -> None:
    name = "Communauté de communes Racines, Tavaux, n° 1771 (fictif)"
    sheet = opened((Column("Code", Kind.CODE), Column("Porteur")), [("P1", name)])
    assert sheet.row_dimensions[2].height == 45.0


def test_a_sheet_too_wide_to_be_read_on_one_page_takes_several_with_the_code_again() -> None:
    columns = tuple(Column(f"Colonne {number}", Kind.TEXT) for number in range(30))
    sheet = opened(columns, [tuple("x" * 30)])
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (3, 0)
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", "$A:$A")


def test_no_word_of_a_header_is_cut_in_two() -> None:
    columns = (Column("Code", Kind.CODE), Column("Impact performance – couverture", Kind.SCORE))
    sheet = opened(columns, [("P1", 1.0)])
    assert sheet.column_dimensions["B"].width >= len("performance")
    assert sheet.row_dimensions[1].height >= 3 * 15


def test_excel_marks_no_code_with_a_green_corner() -> None:
    content = write_report(report((Column("SIREN", Kind.CODE),), [("005520135",)]))
    xml = ZipFile(BytesIO(content)).read("xl/worksheets/sheet2.xml").decode()
    assert '<ignoredError sqref="A1:A2" numberStoredAsText="1"/>' in xml


def test_a_row_of_another_width_is_refused() -> None:
    with pytest.raises(ValueError, match=r"2 values for 1|longer|shorter"):
        write_report(report((Column("A"),), [("a", "b")]))


def test_more_rows_than_a_sheet_holds_are_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 1_500)
    with pytest.raises(TooLargeError, match="Feuille"):
        write_report(report((Column("A"),), ((str(number),) for number in count())))


def test_a_header_with_any_sign_has_a_total_that_is_read_again() -> None:
    columns = (Column("Code", Kind.CODE), Column("Reste [à payer] #1 l'an", Kind.MONEY, total=True))
    assert opened(columns, [("P1", Decimal(3))])["B3"].value == "=SUBTOTAL(109,Feuille[Reste '[à payer'] '#1 l''an])"


def test_equal_data_gives_equal_bytes_in_any_process() -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", WRITE_TWICE], env={**os.environ, "PYTHONHASHSEED": seed}, check=True,
            capture_output=True, text=True, timeout=60,
        ).stdout
        for seed in HASHES
    }  # fmt: skip
    assert len(told) == 1


def test_the_zip_is_sound_and_dated_from_no_clock(tmp_path: Path) -> None:
    out = tmp_path / "classeur.xlsx"
    write_report(report(PROJECTS, (project(number) for number in range(1_001))), out)
    archive = ZipFile(out)
    assert archive.testzip() is None
    assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert archive.namelist()[0] == "[Content_Types].xml"


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_the_sum_of_two_pieces_is_that_of_the_whole(one: bytes, other: bytes) -> None:
    from zlib import crc32

    assert joined_crc(crc32(one), crc32(other), len(other)) == crc32(one + other)
