"""The follow-up workbook once saved by LibreOffice, as .xlsx and as CSV: it says the same."""

import shutil
import subprocess
from pathlib import Path

import pytest

from imports.child import read
from imports.mapping.proposal import propose
from imports.projects import ProjectRow, gather
from imports.vocabulary import DEFAULT_VOCABULARY
from imports.workbook import workbook_of
from tests.imports.support import FOLLOW_UP

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice n’est pas installé"),
]
# 59 : point-virgule ; 34 : guillemets ; 76 : UTF-8 ; la suite : tel qu’affiché.
FORMATS = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "csv": "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true"}


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_what_libreoffice_saves_says_the_same(tmp_path: Path, ending: str) -> None:
    before = projects(FOLLOW_UP.read_bytes())
    assert projects(saved_as(tmp_path, ending)) == before


def saved_as(folder: Path, ending: str) -> bytes:
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder / 'profil'}", "--headless", "--convert-to", FORMATS[ending],
         "--outdir", str(folder), str(FOLLOW_UP)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (folder / FOLLOW_UP.name).with_suffix(f".{ending}").read_bytes()


def projects(content: bytes) -> tuple[ProjectRow, ...]:
    workbook = workbook_of(read(content), "Suivi")
    gathered = gather(workbook, mapping=propose(workbook, DEFAULT_VOCABULARY))
    assert gathered.findings.faults == []
    return gathered.projects
