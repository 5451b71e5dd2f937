"""LibreOffice opens the portfolio of the demonstration and a report of every sort, and finds each figure again."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.exchanges.service import export_portfolio
from app.projects.filters import PortfolioFilter
from imports.export.writer import write_report
from tests.imports.export.example import example
from tests.imports.export.office import differences, recalculated, values
from tests.support.demonstration import DAY

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice n’est pas installé"),
]


@pytest.fixture
def own_template(demonstration_of: Callable[[date], str]) -> str:
    return demonstration_of(DAY)


def test_libreoffice_finds_every_stored_value_again(own_engine: Engine, tmp_path: Path) -> None:
    with Session(own_engine) as session:
        written = tmp_path / "portefeuille.xlsx"
        written.write_bytes(export_portfolio(session, chosen=PortfolioFilter(), today=DAY, author="Camille Martin"))
    assert len(list(values(written))) > 5_000
    assert differences(written, recalculated(written)[0]) == {}


def test_the_formulas_of_a_page_and_of_a_table_are_computed_again(tmp_path: Path) -> None:
    usual, other = tmp_path / "usuel.xlsx", tmp_path / "accessible.xlsx"
    write_report(example(), usual)
    write_report(example(accessible=True), other)
    for source, again in zip((usual, other), recalculated(usual, other), strict=True):
        assert differences(source, again) == {}


def test_a_wrong_stored_value_would_be_seen(tmp_path: Path) -> None:
    """The check itself can fail: one amount changed by hand moves the total of the table and of the page."""
    source = tmp_path / "change.xlsx"
    write_report(example(), source)
    book = load_workbook(source)
    book["Projets"]["E2"] = 900_000
    changed = tmp_path / "autre.xlsx"
    book.save(changed)
    moved = {cell for sheet, cell in differences(source, recalculated(changed)[0]) if sheet == "Synthèse"}
    assert {"B6", "B8", "B12"} <= moved
