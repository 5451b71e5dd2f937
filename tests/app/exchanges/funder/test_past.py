"""« À la date »: what came later is left out, and what was true that day is said."""

from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from app.models import StatusMove
from evaluation import load_grid
from tests import factories as make
from tests.app.exchanges.funder.books import book, lines
from tests.app.exchanges.funder.portfolios import drawn_portfolio
from tests.factories import GRID

DAY = date(2025, 3, 31)


def test_money_that_moved_later_is_left_out(session: Session, tmp_path: Path) -> None:
    project = make.a_project(session)
    first = make.an_investment(session, project, "10000", copil_on=None)
    make.an_investment(session, project, "5000", copil_on=date(2025, 4, 1))
    make.a_paid_instalment(session, first, "2000", due_on=date(2025, 1, 1), paid_on=date(2025, 3, 31))
    make.a_paid_instalment(session, first, "3000", due_on=date(2025, 2, 1), paid_on=date(2025, 4, 2))
    make.an_instalment(session, first, "1000", due_on=date(2025, 4, 1))
    (then,) = lines(book(session, tmp_path, DAY), "Financements")
    assert (then["Engagé"], then["Versé"], then["Dû"]) == (10000, 2000, 3000)
    (now,) = lines(book(session, tmp_path), "Financements")
    assert (now["Engagé"], now["Versé"], now["Dû"]) == (15000, 5000, 1000)


def test_status_milestones_and_measurements_are_those_of_the_day(session: Session, tmp_path: Path) -> None:
    project = make.a_project(session, status="termine")
    make.keep(
        session,
        StatusMove(
            project_id=project.id, from_status="en_cours", to_status="termine",
            moved_at=datetime(2025, 6, 1, tzinfo=UTC),
        ),
    )  # fmt: skip
    make.a_milestone(session, project, done_on=date(2025, 5, 1))
    indicator = make.an_indicator(session, project, target=100)
    make.a_measurement(session, indicator, 20, measured_on=date(2025, 3, 1))
    make.a_measurement(session, indicator, 90, measured_on=date(2025, 5, 1))
    then = book(session, tmp_path, DAY)
    (line,) = lines(then, "Projets")
    assert (line["Statut"], line["Jalons faits"], line["Jalons en retard"], line["Atteinte"]) == ("En cours", 0, 1, 20)
    (now,) = lines(book(session, tmp_path), "Projets")
    assert (now["Statut"], now["Jalons faits"], now["Jalons en retard"], now["Atteinte"]) == ("Terminé", 1, 0, 90)


def test_what_is_published_later_is_not_there(session: Session, tmp_path: Path) -> None:
    drawn_portfolio(session, 1, [load_grid(GRID)], projects=3)
    before, after = book(session, tmp_path, date(2025, 4, 30)), book(session, tmp_path, date(2025, 5, 1))
    assert lines(before, "Scores") == lines(before, "Réponses") == []
    assert lines(after, "Scores")
    assert "À cette date" in {row[0] for row in before["Lisez-moi"].iter_rows(values_only=True)}
