"""What a workbook says, formulas whole, whatever way a spreadsheet stores them; what is made to harm is refused."""

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from imports.errors import UnreadableFile
from imports.verification import Value, compare, read_figures

SHARED = (
    rb'<c r="B2"><f t="shared" ref="B2:B4" si="0">A2*$A$1+SUM(A$2:A2)</f><v>1</v></c>',
    rb'<c r="B3"><f t="shared" si="0"/><v>1</v></c>',
    rb'<c r="B4"><f t="shared" si="0"/><v>1</v></c>',
)


def workbook() -> bytes:
    book, out = Workbook(), BytesIO()
    sheet = book["Sheet"]
    for row in range(1, 5):
        sheet.cell(row, 1, row * 10)
        if row > 1:
            sheet.cell(row, 2, f"=A{row}*$A$1+SUM(A$2:A{row})")
    book.create_sheet("Autre")["A1"] = "texte"
    book.defined_names["total"] = DefinedName("total", attr_text="Sheet!$B$4")
    book.save(out)
    return rewritten(out.getvalue(), lambda row, cell: re.sub(rb"<v ?/?>(</v>)?", b"<v>1</v>", cell))


def rewritten(content: bytes, change: Callable[[int, bytes], bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for member in source.infolist():
            data = source.read(member)
            if member.filename == "xl/worksheets/sheet1.xml":
                for row in (2, 3, 4):
                    cell = re.search(rb'<c r="B%d".*?</c>' % row, data)
                    assert cell is not None
                    data = data.replace(cell[0], change(row, cell[0]))
            target.writestr(member, data)
    return out.getvalue()


def test_a_formula_shared_between_cells_is_written_out_in_each() -> None:
    plain = read_figures(workbook())
    shared = read_figures(rewritten(workbook(), lambda row, _: SHARED[row - 2]))
    assert shared.sheets["Sheet"][4][2] == Value(1, "=A4*$A$1+SUM(A$2:A4)")
    assert compare(plain, shared).unchanged


def test_a_shared_formula_that_someone_changed_is_found_in_every_cell_it_stands_in() -> None:
    other = (SHARED[0].replace(b"$A$1", b"$A$2"), *SHARED[1:])
    found = compare(read_figures(workbook()), read_figures(rewritten(workbook(), lambda row, _: other[row - 2])))
    assert [change.cell for change in found.made] == ["B2", "B3", "B4"]


def test_only_the_sheets_of_named_cells_are_read_when_no_more_is_asked() -> None:
    figures = read_figures(workbook(), only_named=True)
    assert list(figures.sheets) == ["Sheet"]
    assert figures.named("total") == Value(1, "=A4*$A$1+SUM(A$2:A4)")
    assert figures.named("absent") is None


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"rien", b"x" * (10 * 1024 * 1024 + 1)])
def test_what_cannot_be_read_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_figures(content)
    assert refusal.value.sentence.endswith(".")


def test_a_workbook_with_an_entity_is_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>'
    out = BytesIO()
    with ZipFile(BytesIO(workbook())) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for member in source.infolist():
            data = source.read(member)
            target.writestr(member, bomb + data if member.filename == "xl/worksheets/sheet1.xml" else data)
    with pytest.raises(UnreadableFile):
        read_figures(out.getvalue())
