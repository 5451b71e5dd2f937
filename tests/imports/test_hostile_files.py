"""A file made to harm costs its child process at most, and is answered by a sentence."""

import pytest

from imports.errors import UnreadableFile
from imports.limits import MAX_CELLS
from imports.sandbox import read_in_child
from imports.spreadsheet import CellBudget
from imports.workbook import read_workbook
from tests.imports.hostile import LAUGHS, OUTSIDE, SHEET, lying_about_size, sheet_of, with_flag, with_parts
from tests.imports.support import FOLLOW_UP


def refusal_of(content: bytes) -> str:
    with pytest.raises(UnreadableFile) as refusal:
        read_workbook(content)
    return refusal.value.sentence


def test_a_far_cell_is_harmless() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    first = read_workbook(with_parts({SHEET: sheet_of(rows)})).sheets[0]
    assert [cell.reference for row in first.rows for cell in row.cells.values()] == ["A1", "XFD1048576"]


def test_many_rows_with_a_far_cell_cost_only_their_cells() -> None:
    rows = "".join(f'<row r="{n}"><c r="XFD{n}"><v>{n}</v></c></row>' for n in range(1, 5_001))
    assert len(read_workbook(with_parts({SHEET: sheet_of(rows)})).sheets[0].rows) == 5_000


def test_ten_thousand_columns_are_read() -> None:
    cells = "".join(f"<c><v>{n}</v></c>" for n in range(10_000))
    first = read_workbook(with_parts({SHEET: sheet_of(f'<row r="1">{cells}</row>')})).sheets[0]
    assert len(first.rows[0].cells) == 10_000


def test_too_many_cells_are_refused() -> None:
    budget = CellBudget()
    budget.spend(MAX_CELLS)
    with pytest.raises(UnreadableFile, match="trop de cases"):
        budget.spend(1)


def test_a_bomb_is_refused_before_it_unpacks() -> None:
    assert "trop de place" in refusal_of(with_parts({SHEET: sheet_of(" " * 50_000_000)}))


def test_a_bomb_of_many_members_is_refused() -> None:
    assert "trop de place" in refusal_of(with_parts({f"xl/media/{n}.png": b"x" for n in range(2_001)}))


def test_a_size_that_lies_is_refused() -> None:
    assert "abîmé" in refusal_of(lying_about_size(FOLLOW_UP.read_bytes(), 50))


@pytest.mark.parametrize("part", [SHEET, "xl/styles.xml", "docProps/app.xml"])
@pytest.mark.parametrize("attack", [LAUGHS, OUTSIDE])
def test_entities_are_refused_in_any_part(part: str, attack: str) -> None:
    assert "éléments inattendus" in refusal_of(with_parts({part: attack.encode()}))


def test_entities_are_refused_in_another_encoding() -> None:
    hidden = LAUGHS.replace('version="1.0"', 'version="1.0" encoding="UTF-16"').encode("utf-16")
    assert "éléments inattendus" in refusal_of(with_parts({SHEET: hidden}))


def test_an_encrypted_archive_is_refused() -> None:
    assert "mot de passe" in refusal_of(with_flag(FOLLOW_UP.read_bytes(), 0x1))


def test_macros_are_refused() -> None:
    assert "macros" in refusal_of(with_parts({"xl/vbaProject.bin": b"\xd0\xcf"}))


def test_a_path_that_leaves_the_archive_is_refused() -> None:
    assert "éléments inattendus" in refusal_of(with_parts({"../../etc/cron.d/x.xml": b"<x/>"}))


def test_a_number_of_five_thousand_digits_is_refused() -> None:
    assert "abîmé" in refusal_of(with_parts({SHEET: sheet_of(f'<row r="1"><c r="A1"><v>{"9" * 5_000}</v></c></row>')}))


def test_a_million_nested_elements_are_refused() -> None:
    assert refusal_of(with_parts({SHEET: b"<a>" * 1_000_000}, level=0))


def test_a_child_that_takes_too_long_is_ended() -> None:
    with pytest.raises(UnreadableFile, match="trop long à lire"):
        read_in_child(FOLLOW_UP.read_bytes(), wall_seconds=0.001)
