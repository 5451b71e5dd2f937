"""A workbook brought back: untouched, saved again, or with something changed that is named."""

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from app.exchanges.reports.issuing.storing import whole
from app.exchanges.reports.verifying.command import verified
from app.exchanges.reports.verifying.service import Checked, Known, check
from app.exchanges.reports.verifying.telling import UNCOMPUTED, UNKNOWN, told, verdict
from app.models import IssuedFile
from imports.errors import UnreadableFile
from imports.verification import Change, What
from tests.app.exchanges.reports.conftest import Desk

Edit = Callable[[Workbook], Any]


def bytes_of(desk: Desk, issued: IssuedFile) -> bytes:
    assert issued.content_id is not None
    return whole(desk.session, issued.content_id)


def edited(content: bytes, edit: Edit) -> bytes:
    """As someone changes it in a spreadsheet: openpyxl drops the values of formulas, they are put back."""
    book, values = load_workbook(BytesIO(content)), load_workbook(BytesIO(content), data_only=True)
    edit(book)
    out = BytesIO()
    book.save(out)
    return with_values(out.getvalue(), values)


def with_values(content: bytes, values: Workbook) -> bytes:
    """Puts back, in the XML of each sheet, what each formula last gave."""
    book, out = load_workbook(BytesIO(content)), BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for member in source.infolist():
            data = source.read(member)
            found = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", member.filename)
            if found:
                title = book.sheetnames[int(found[1]) - 1]
                sheet = values[title] if title in values.sheetnames else None

                def filled(match: re.Match[str], sheet: Any = sheet) -> str:
                    value = sheet[match[1]].value if sheet is not None else None
                    return (
                        match[0]
                        if value is None
                        else match[0].replace("<v/>", f"<v>{value}</v>").replace("<v></v>", f"<v>{value}</v>")
                    )

                data = re.sub(r'<c r="([A-Z]+\d+)"[^>]*><f>[^<]*</f><v ?/?>(?:</v>)?', filled, data.decode()).encode()
            target.writestr(member, data)
    return out.getvalue()


def checked(desk: Desk, content: bytes, name: str = "reçu.xlsx") -> Checked:
    return check(desk.session, name=name, content=content)


def changes(found: Checked) -> list[Change]:
    assert found.comparison is not None
    return list(found.comparison.made)


def after(desk: Desk, edit: Edit) -> Checked:
    return checked(desk, edited(bytes_of(desk, desk.issue()), edit))


def test_an_untouched_copy_is_recognised_by_its_bytes(desk: Desk) -> None:
    issued = desk.issue()
    found = checked(desk, bytes_of(desk, issued), "renommé.xlsx")
    assert found.issued is not None
    assert (found.issued.id, found.by, found.unchanged) == (issued.id, Known.BYTES, True)


def test_a_copy_written_anew_without_change_is_intact(desk: Desk) -> None:
    found = after(desk, lambda book: None)
    assert (found.by, found.unchanged) == (Known.MARK, True)
    assert verdict(found).startswith("Authentique et intact")


def test_a_number_changed_is_named_with_its_column_and_its_row(desk: Desk) -> None:
    def more(book: Workbook) -> None:
        book["Projets"]["C2"] = 99999

    found = after(desk, more)
    (change,) = changes(found)
    assert (change.what, change.sheet, change.cell) == (What.VALUE, "Projets", "C2")
    assert (change.column, change.after) == ("Engagé", 99999)
    assert change.row.startswith("ODD17-")
    assert not found.unchanged


def test_a_formula_changed_is_named_even_when_it_gives_the_same_value(desk: Desk) -> None:
    def other(book: Workbook) -> None:
        book["Projets"]["D2"] = "=C2+C2"

    (change,) = changes(after(desk, other))
    assert (change.what, change.cell, change.before, change.after) == (What.FORMULA, "D2", "=C2*2", "=C2+C2")


def test_a_formula_replaced_by_its_value_is_named(desk: Desk) -> None:
    def frozen(book: Workbook) -> None:
        book["Synthèse"]["B5"] = 2

    (change,) = changes(after(desk, frozen))
    assert (change.what, change.sheet, change.row) == (What.FORMULA_LOST, "Synthèse", "Projets")


def test_the_same_formula_written_otherwise_is_no_change(desk: Desk) -> None:
    def rewritten(book: Workbook) -> None:
        book["Projets"]["D2"] = "= c2 * 2.0"
        book["Synthèse"]["B6"] = "=sum( 'Projets'!C2:C1000 )"

    assert after(desk, rewritten).unchanged


def test_a_text_changed_is_named_and_accents_written_otherwise_are_not(desk: Desk) -> None:
    def renamed(book: Workbook) -> None:
        book["Projets"]["B2"] = unicodedata.normalize("NFD", "Rivières du Trégor")
        book["Projets"]["B3"] = "Réseau des amis"

    (change,) = changes(after(desk, renamed))
    assert (change.what, change.before, change.after) == (What.VALUE, "Réseau des catalyseurs", "Réseau des amis")


def test_a_row_taken_away_is_told_alone(desk: Desk) -> None:
    """Not as a change of every row below it, nor of the formulas that follow its going."""

    def shorter(book: Workbook) -> None:
        sheet = book["Projets"]
        sheet.delete_rows(2)
        sheet["D2"] = "=C2*2"
        book["Synthèse"]["B5"] = "=COUNTA(Projets!A2:A999)"
        book["Synthèse"]["B6"] = "=SUM(Projets!C2:C999)"

    (change,) = changes(after(desk, shorter))
    assert (change.what, change.sheet) == (What.ROW_REMOVED, "Projets")
    assert "Rivières du Trégor" in str(change.before)


def test_a_row_added_a_sheet_added_removed_or_renamed_are_told(desk: Desk) -> None:
    def messy(book: Workbook) -> None:
        book["Projets"].append(["ODD17-2099-001", "Projet inventé", 1, 2])
        book["Projets"].title = "Mes projets"
        book.create_sheet("Notes")["A1"] = "à moi"
        del book["Lisez-moi"]

    found = after(desk, messy)
    kinds = {(change.what, change.sheet) for change in changes(found)}
    assert (What.SHEET_RENAMED, "Projets") in kinds
    assert (What.SHEET_ADDED, "Notes") in kinds
    assert (What.SHEET_REMOVED, "Lisez-moi") in kinds
    assert (What.ROW_ADDED, "Projets") in kinds


def test_hidden_rows_columns_and_sheets_are_no_change(desk: Desk) -> None:
    def hidden(book: Workbook) -> None:
        book["Projets"].row_dimensions[2].hidden = True
        book["Projets"].column_dimensions["C"].hidden = True
        book["Lisez-moi"].sheet_state = "hidden"

    assert after(desk, hidden).unchanged


def test_a_stored_result_that_no_longer_follows_is_told_apart(desk: Desk) -> None:
    content = edited(bytes_of(desk, desk.issue()), lambda book: None)
    found = checked(desk, tampered_result(content))
    assert found.comparison is not None
    assert list(found.comparison.made) == []
    assert [change.what for change in found.comparison.followed] == [What.FOLLOWS]
    assert not found.unchanged


def test_a_copy_saved_by_a_program_that_computes_nothing_is_compared_without_results(desk: Desk) -> None:
    book, out = load_workbook(BytesIO(bytes_of(desk, desk.issue()))), BytesIO()
    book.save(out)
    found = checked(desk, out.getvalue())
    assert found.unchanged
    assert UNCOMPUTED in told(found, most=10)
    book["Projets"]["C2"] = 1
    out = BytesIO()
    book.save(out)
    assert [change.cell for change in changes(checked(desk, out.getvalue()))] == ["C2"]


def test_a_formula_that_shows_nothing_is_compared_too(desk: Desk) -> None:
    """No table to import needs it, so that the reader of imports leaves it out."""

    def added(book: Workbook) -> None:
        book["Projets"]["F2"] = '=IF(C2>0,"","vide")'

    found = checked(desk, with_blank_results(edited(bytes_of(desk, desk.issue()), added)))
    assert [(change.what, change.cell) for change in changes(found)] == [(What.ADDED, "F2")]


def with_blank_results(content: bytes) -> bytes:
    """As a spreadsheet stores a formula that gives an empty text."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for member in source.infolist():
            data = re.sub(
                rb'<c r="F2"[^>]*>(<f>[^<]*</f>)<v ?/?>(</v>)?', rb'<c r="F2" t="str">\1<v></v>', source.read(member)
            )
            target.writestr(member, data)
    return out.getvalue()


def tampered_result(content: bytes) -> bytes:
    """The value stored beside a formula, rewritten in the XML as no spreadsheet would."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for member in source.infolist():
            data = source.read(member)
            if b"COUNTA(" in data:
                assert b"</f><v>2</v>" in data
                data = data.replace(b"</f><v>2</v>", b"</f><v>3</v>")
            target.writestr(member, data)
    return out.getvalue()


def test_a_file_of_somebody_else_is_said_so(desk: Desk) -> None:
    desk.issue()
    out = BytesIO()
    Workbook().save(out)
    found = checked(desk, out.getvalue())
    assert (found.issued, found.unchanged, verdict(found)) == (None, False, UNKNOWN)


def test_without_its_digest_a_file_is_recognised_by_its_name_and_the_digest_is_among_the_changes(desk: Desk) -> None:
    issued = desk.issue()

    def erased(book: Workbook) -> None:
        book["Synthèse"]["B10"] = None

    content = edited(bytes_of(desk, issued), erased)
    assert checked(desk, content).issued is None
    found = checked(desk, content, issued.file_name)
    assert found.by is Known.NAME
    assert [(change.what, change.cell) for change in changes(found)] == [(What.REMOVED, "B10")]


def test_a_file_that_is_no_workbook_is_recognised_by_its_bytes_only(desk: Desk) -> None:
    assert checked(desk, b"%PDF-1.7 autre chose", "rapport.pdf").issued is None


@pytest.mark.parametrize("content", [b"PK\x03\x04 pas un classeur", b"PK\x03\x04" + bytes(100)])
def test_a_damaged_workbook_is_refused_in_a_sentence(desk: Desk, content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="classeur"):
        checked(desk, content)


def test_the_command_tells_the_cells_and_says_whether_something_changed(desk: Desk, tmp_path: Path) -> None:
    issued = desk.issue()
    file = tmp_path / "rapporté.xlsx"
    file.write_bytes(bytes_of(desk, issued))
    intact = verified(desk.bind, file)  # type: ignore[arg-type]
    assert intact.unchanged
    assert f"Fichier n°\u00a0{issued.id}" in intact.told

    def more(book: Workbook) -> None:
        book["Projets"]["C2"] = 99999

    file.write_bytes(edited(bytes_of(desk, issued), more))
    changed = verified(desk.bind, file)  # type: ignore[arg-type]
    assert not changed.unchanged
    assert "Projets\u00a0: C2 (Engagé, ODD17-" in changed.told
    assert "10\u202f000,5 → 99\u202f999" in changed.told


def test_what_is_told_is_capped_sheet_by_sheet(desk: Desk) -> None:
    def all_over(book: Workbook) -> None:
        for row in range(5, 65):
            book["Projets"].cell(row, 7, "ajout")

    lines = told(after(desk, all_over), most=10).splitlines()
    assert len([line for line in lines if line.startswith("Projets")]) == 11
    assert lines[-1] == "Projets\u00a0: et 50\u00a0autres."


@pytest.mark.office
def test_a_copy_saved_again_by_libreoffice_is_intact(desk: Desk, tmp_path: Path) -> None:
    issued = desk.issue()
    assert checked(desk, saved_by_libreoffice(bytes_of(desk, issued), tmp_path)).unchanged


def saved_by_libreoffice(content: bytes, folder: Path) -> bytes:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice n’est pas sur cette machine")
    (folder / "avant").mkdir()
    file = folder / "avant" / "classeur.xlsx"
    file.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "après"), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "après" / "classeur.xlsx").read_bytes()
