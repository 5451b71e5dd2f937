"""A workbook asked in a reading holds it, with whose opinion it is."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from app.crosswalk import portfolio
from app.crosswalk.queries import frame_codes
from app.errors import NotFound, Refused
from evaluation import load_grid
from tests.app.exchanges.funder.books import book, lines, written
from tests.app.exchanges.funder.portfolios import drawn_portfolio
from tests.factories import GRID


def test_the_reading_asked_has_its_sheet(session: Session, tmp_path: Path) -> None:
    drawn_portfolio(session, 9, [load_grid(GRID)], projects=3)
    for frame in frame_codes(session):
        workbook = book(session, tmp_path, frame=frame)
        read = lines(workbook, "Lecture")
        assert len({line["Projet"] for line in read}) == 3
        help = next(row[2] for row in workbook["Lisez-moi"].iter_rows(values_only=True) if row[0] == "Lecture")
        assert "ni classement" in help
        assert "laisse de côté" in help


def test_read_two_projects_at_a_time_the_workbook_is_the_same(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn_portfolio(session, 9, [load_grid(GRID)], projects=5)
    frame = frame_codes(session)[0]
    together = written(session, tmp_path / "one.xlsx", frame=frame).read_bytes()
    monkeypatch.setattr(portfolio, "BATCH", 2)
    assert written(session, tmp_path / "other.xlsx", frame=frame).read_bytes() == together


def test_without_a_reading_there_is_no_such_sheet(session: Session, tmp_path: Path) -> None:
    assert "Lecture" not in book(session, tmp_path).sheetnames


def test_an_unknown_reading_is_refused(session: Session, tmp_path: Path) -> None:
    with pytest.raises((NotFound, Refused)):
        book(session, tmp_path, frame="horoscope")
