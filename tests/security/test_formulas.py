"""Texts that begin as formulas, in every field of every record: in no file that leaves are they more than texts."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from openpyxl import load_workbook
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app import clock
from app.exchanges.journal.rows import as_csv
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.kinds import KINDS
from app.journal.queries import Wanted
from app.models import Project
from app.settings import settings
from tests.security.crawl import Page, Reader
from tests.security.payloads import BEGINNINGS, MARK
from tests.security.test_pages import faults_of

LITERAL = re.compile(r'"(?:[^"]|"")*"')
ACTIVE = ("https://ailleurs", "javascript:", "file:", "\\\\")


@pytest.fixture
def session(hostile: Connection, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setattr(settings(), "fund_siret", "35600000000048")
    monkeypatch.setattr(settings(), "fund_360_prefix", "360G-fondsodd17")
    with Session(hostile, join_transaction_mode="create_savepoint") as session:
        yield session


def check_workbook(content: bytes) -> tuple[int, int]:
    """(texts that begin as formulas, all texts of a hostile hand): none of them a formula, none a link."""
    book, begun, hostile = load_workbook(io.BytesIO(content)), 0, 0
    for sheet in book:
        assert MARK not in sheet.title
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
            if cell.data_type == "f":  # a name looked for is a text between quotes, and nothing of it is left outside
                assert MARK not in LITERAL.sub("", cell.value), f"{sheet.title}!{cell.coordinate}"
            elif MARK in cell.value:
                hostile += 1
                begun += cell.value.startswith(BEGINNINGS)
            target = cell.hyperlink.target if cell.hyperlink else None
            assert not (target or "").lower().startswith(ACTIVE), f"{sheet.title}!{cell.coordinate}"
    return begun, hostile


def written(session: Session, kind: str, suffix: str, tmp_path: Path, project: str = "") -> Path:
    out = tmp_path / f"fichier{suffix}"
    KINDS[kind].make(session, ReportChoice(clock.today(), project=project), "Essai", out)
    return out


@pytest.mark.parametrize("kind", ["classeur", "360giving"])
def test_workbooks_for_funders_hold_no_formula_but_ours(session: Session, kind: str, tmp_path: Path) -> None:
    begun, hostile = check_workbook(written(session, kind, ".xlsx", tmp_path).read_bytes())
    assert 20 < begun < hostile


def test_every_workbook_a_page_gives_holds_none(pages: list[Page]) -> None:
    """Templates, offline grids, the portfolio: whatever was downloaded while the site was read."""
    books = [page for page in pages if "spreadsheetml" in page.answer.headers.get("Content-Type", "")]
    assert len(books) >= 2
    assert any(check_workbook(page.answer.content)[0] for page in books)


def test_texts_of_the_journal_taken_away_are_preceded_by_an_apostrophe(hostile: Connection) -> None:
    cells = cells_of(b"".join(as_csv(hostile, Wanted())))
    assert any(cell.startswith("'") and cell[1:].startswith(BEGINNINGS) for cell in cells)
    assert not [cell for cell in cells if cell.startswith(BEGINNINGS) and MARK in cell]


def test_so_are_those_of_the_register(reader: Reader) -> None:
    cells = cells_of(reader.get("/donnees-personnelles/registre.csv").content)
    assert len(cells) > 20
    assert not [cell for cell in cells if cell.startswith(BEGINNINGS)]


def cells_of(content: bytes) -> list[str]:
    lines = io.StringIO(content.decode("utf-8-sig"), newline="")
    return [cell for row in csv.reader(lines, delimiter=";") for cell in row]


@pytest.mark.parametrize(("kind", "suffix"), [("rapport", ".html"), ("fiche", ".html")])
def test_files_to_print_hold_no_script(session: Session, kind: str, suffix: str, tmp_path: Path) -> None:
    project = ""
    if kind == "fiche":
        project = session.scalars(select(Project.code).order_by(Project.code).limit(1)).one()
    content = written(session, kind, suffix, tmp_path, project).read_text(encoding="utf-8")
    assert MARK in content
    tree = html5lib.parse(content, namespaceHTMLElements=False)
    found = faults_of(tree, "script-src 'nonce-aucun'")
    assert [fault for fault in found if fault != "style"] == []
