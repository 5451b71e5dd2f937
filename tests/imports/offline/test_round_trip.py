"""What is written is read again: any answers, any text; through our own hands, then through LibreOffice's."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from app.assessments.cells import Content
from imports.offline.layout import Mark
from imports.offline.reading import marks_of
from imports.offline.texts import kept
from imports.workbook import read_workbook
from tests.imports.offline.support import at, edited, filled, grid, places, written

KEYS = {
    moment: [(entry.cell.reading, entry.cell.question) for entry in places(grid(moment=moment)).entries]
    for moment in ("ex_ante", "in_itinere")
}
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
contents = st.builds(Content, st.sampled_from([None, 0, 1, 2, 3, 4, "NA", "NSP"]), st.integers(0, 2), texts)
HOSTILE = '=HYPERLINK("http://exemple.fr")\n<b>&amp;</b> _x0041_ \'+33 é\u00a0:\u202f«\u00a0😀'


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_any_set_of_answers_comes_back_the_same(data: st.DataObject) -> None:
    moment = data.draw(st.sampled_from(sorted(KEYS)))
    given_answers = data.draw(st.dictionaries(st.sampled_from(KEYS[moment]), contents))
    priorities = data.draw(st.dictionaries(st.sampled_from(["D1", "D2", "D3", "D4"]), st.integers(0, 2)))
    sheet = grid(given_answers, priorities, moment=moment)
    found = filled(written(sheet), sheet)
    assert found.faults == ()
    usual = {"D1": 1, "D2": 1, "D3": 1, "D4": 1}
    assert found.priorities == usual | priorities
    for key in KEYS[moment]:
        before = given_answers.get(key, Content())
        assert found.cells[key] == Content(before.value, before.evidence, kept(before.comment))


@pytest.mark.parametrize("comment", [HOSTILE, "=1+1", "-5", "+33 1", "@SOMME(A1)", "{=A1}", "x" * 2_000])
def test_a_hostile_comment_comes_back_as_the_text_it_is(comment: str) -> None:
    sheet = grid({("observed", "A1.1"): Content(3, 0, comment)})
    assert filled(written(sheet), sheet).cells["observed", "A1.1"].comment == comment


def saved_by_libreoffice(folder: Path, *contents: bytes) -> list[bytes]:
    """The same workbooks opened and written again by LibreOffice."""
    sources = [folder / f"classeur-{number}.xlsx" for number, _ in enumerate(contents)]
    for source, content in zip(sources, contents, strict=True):
        source.write_bytes(content)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder / 'profile'}", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"), *map(str, sources)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return [(folder / "out" / source.name).read_bytes() for source in sources]


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice n’est pas installé")
def test_libreoffice_keeps_the_answers_the_lists_the_protection_and_the_names(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet[at("A1.1")], sheet[at("A1.2")] = "4 – Très fort", 2
        sheet["C6"] = "0 – Sans objet pour nous"

    left = written(grid({("observed", "A1.1"): Content(3, 0, HOSTILE)}))
    (back,) = saved_by_libreoffice(tmp_path, edited(left, fill))
    found = filled(back)
    assert found.faults == ()
    assert found.cells["observed", "A1.1"] == Content(4, 0, HOSTILE)
    assert (found.cells["observed", "A1.2"], found.priorities["D1"]) == (Content(2), 0)
    marks = marks_of(read_workbook(back))
    assert marks is not None
    assert marks.token == "jeton"
    book = openpyxl.load_workbook(BytesIO(back))
    assert set(book.defined_names) >= set(Mark)
    assert book["Repères"].sheet_state != "visible"
    assert_still_protected(book["Réponses"])


def assert_still_protected(sheet: Worksheet) -> None:
    assert sheet.protection.sheet
    unlocked = {(cell.row, cell.column) for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == places().inputs
    listed = {f"{column}{row}" for column, row in lists_of(sheet)}
    assert {at("A1.1"), at("A1.1", 1), "C6"} <= listed
    assert sheet.print_title_rows == "$3:$3"


def lists_of(sheet: Worksheet) -> set[tuple[str, int]]:
    rules = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    ranges = [area for rule in rules for area in rule.sqref.ranges]
    return {
        (openpyxl.utils.get_column_letter(column), row)
        for area in ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }
