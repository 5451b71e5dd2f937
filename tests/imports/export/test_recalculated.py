"""LibreOffice opens the portfolio of the demonstration and finds every total again."""

import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from app.demo import load_demo
from app.exchanges.service import export_portfolio
from app.projects.filters import PortfolioFilter

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice n’est pas installé"),
]
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""


def recalculated(source: Path) -> Path:
    """The same workbook after LibreOffice has computed every formula anew, whatever value it stores."""
    profile, out = source.parent / "profile", source.parent / "out"
    (profile / "user").mkdir(parents=True)
    (profile / "user/registrymodifications.xcu").write_text(ALWAYS_RECALCULATE)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(source)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return out / source.name


def values(path: Path) -> Iterator[tuple[str, str, object]]:
    """Every cell of the data sheets: (sheet, reference, value)."""
    for sheet in load_workbook(path, data_only=True):
        for row in sheet.iter_rows() if sheet.title != "Lisez-moi" else ():
            yield from ((sheet.title, cell.coordinate, cell.value) for cell in row if cell.value is not None)


def test_libreoffice_finds_every_stored_value_again(session: Session, tmp_path: Path) -> None:
    load_demo(session, today=date(2026, 3, 15))
    written = tmp_path / "portefeuille.xlsx"
    written.write_bytes(
        export_portfolio(session, chosen=PortfolioFilter(), today=date(2026, 3, 15), author="Camille Martin")
    )
    before = list(values(written))
    after = {(sheet, cell): value for sheet, cell, value in values(recalculated(written))}
    assert len(before) > 5_000
    for sheet, cell, value in before:
        found = after[sheet, cell]
        expected = pytest.approx(value, abs=1e-9) if isinstance(value, float) else value
        assert found == expected, (sheet, cell)
