"""What the file held is still in the copy, and read as it was."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from imports.marking import mark
from imports.workbook import read_workbook
from tests.imports.hostile import with_sheet
from tests.imports.marking.books import AMOUNT, MISSING, REGION, marked, rich
from tests.imports.support import FOLLOW_UP

FORMULAS = (
    '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>"a"</f><v>a</v></c>'
    '<c r="C1" t="b"><f>TRUE</f><v>1</v></c><c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
)


@pytest.mark.parametrize(
    "content", [FOLLOW_UP.read_bytes(), rich(), rich(with_chart=True)], ids=["suivi", "riche", "graphique"]
)
def test_the_copy_is_read_exactly_as_the_original(content: bytes) -> None:
    assert read_workbook(mark(content, "suivi.xlsx", [AMOUNT, REGION, MISSING])) == read_workbook(content)


def test_formulas_stay_formulas_with_what_they_last_gave() -> None:
    content = with_sheet(FORMULAS)
    cells = read_workbook(mark(content, "x.xlsx", [])).sheets[0].rows[0].cells.values()
    assert [(cell.formula, cell.kind, cell.value) for cell in cells] == [
        ("=1+1", "number", 2),
        ('="a"', "text", "a"),
        ("=TRUE", "boolean", True),
        ("=1/0", "error", "#DIV/0!"),
    ]


def test_hidden_merged_wide_and_ruled_things_stay() -> None:
    sheet = marked(rich(), AMOUNT)["Suivi 2024"]
    assert sheet.row_dimensions[2].hidden
    assert sheet.column_dimensions["D"].hidden
    assert sheet.column_dimensions["C"].width == 33
    assert [str(merge) for merge in sheet.merged_cells.ranges] == ["A7:A9"]
    assert [str(each.sqref) for each in sheet.data_validations.dataValidation] == ["C2:C9"]
    assert [str(each.sqref) for each in sheet.conditional_formatting] == ["B2:B9"]


def test_a_time_of_day_is_not_lost_though_reading_leaves_it_aside() -> None:
    assert marked(rich())["Suivi 2024"]["D2"].value.hour == 10


def test_a_hidden_sheet_stays_hidden_and_one_sheet_alone_is_selected() -> None:
    book = marked(rich(), AMOUNT)
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [
        ("À corriger", "visible"),
        ("Suivi 2024", "visible"),
        ("Cachée", "hidden"),
    ]
    assert [sheet.sheet_view.tabSelected for sheet in book] == [True, False, False]


def test_what_could_not_be_kept_is_told_on_the_first_sheet() -> None:
    content = BytesIO(rich(with_chart=True))
    with ZipFile(content, "a") as archive:
        archive.writestr("xl/media/image1.png", b"\x89PNG")
    told = marked(content.getvalue(), AMOUNT)["À corriger"]["A3"].value
    assert "images, graphiques, dessins sont restés dans votre fichier d’origine" in told


def test_nothing_is_told_when_nothing_is_lost() -> None:
    assert marked(rich(), AMOUNT)["À corriger"]["A3"].value is None
