"""What is read waits on disk and comes back the same; read two projects at a time, the workbook is the same."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from app.errors import Refused
from app.exchanges.funder import gathered
from app.exchanges.funder.money import PAID, Operation
from app.exchanges.funder.spooled import Spooled
from evaluation import load_grid
from imports.export import tables
from tests.app.exchanges.funder.books import written
from tests.app.exchanges.funder.portfolios import drawn_portfolio
from tests.factories import GRID

LINES = [Operation(f"P{number}", PAID, date(2026, 1, 1), "Solde", "", Decimal("12.50")) for number in range(7)]


def test_lines_come_back_in_their_order_as_often_as_asked() -> None:
    kept: Spooled[Operation] = Spooled()
    for line in LINES:
        kept.add([line])
    assert len(kept) == 7
    assert list(kept) == list(kept) == LINES


def test_two_readings_at_once_do_not_disturb_each_other() -> None:
    kept: Spooled[Operation] = Spooled()
    kept.add(LINES[:3])
    kept.add(LINES[3:])
    assert list(zip(kept, kept, strict=True)) == list(zip(LINES, LINES, strict=True))


def test_read_two_projects_at_a_time_the_workbook_is_the_same(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn_portfolio(session, 3, [load_grid(GRID)], projects=7)
    together = written(session, tmp_path / "one.xlsx").read_bytes()
    monkeypatch.setattr(gathered, "AT_ONCE", 2)
    assert written(session, tmp_path / "other.xlsx").read_bytes() == together


def test_too_many_lines_for_a_sheet_is_said_not_broken(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn_portfolio(session, 3, [load_grid(GRID)], projects=7)
    monkeypatch.setattr(tables, "MOST_ROWS", 5)
    with pytest.raises(Refused, match="a plus de lignes qu’une feuille n’en tient"):
        written(session, tmp_path / "classeur.xlsx")
