"""The marked file opens in a spreadsheet, and comes back from it readable."""

import shutil
from pathlib import Path

import pytest

from imports.marking import mark
from imports.workbook import read_workbook
from tests.imports.marking.books import AMOUNT, MISSING, REGION, opened, rich
from tests.imports.offline.libreoffice import converted

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice n’est pas installé"),
]


def test_the_marked_file_saved_by_libreoffice_is_read_without_its_first_sheet(tmp_path: Path) -> None:
    content = mark(rich(), "suivi.xlsx", [AMOUNT, REGION, MISSING])
    saved = converted(tmp_path, content, "xlsx")
    assert [sheet.title for sheet in read_workbook(saved)] == ["Suivi 2024", "Cachée"]
    book = opened(saved)
    assert "12k€" in book["Suivi 2024"]["B3"].comment.text
    assert book["À corriger"]["B5"].hyperlink.location.replace("'", "") == "Suivi 2024!B3"


def test_the_marked_file_prints(tmp_path: Path) -> None:
    assert converted(tmp_path, mark(rich(), "suivi.xlsx", [AMOUNT]), "pdf").startswith(b"%PDF")
