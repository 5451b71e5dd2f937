"""Many projects through one frame: the latest of each, as it was known that day, in a fixed number of queries."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from app.crosswalk import service
from app.crosswalk.portfolio import ProjectReading, read_portfolio
from app.crosswalk.rows import COLUMNS, notes_of, rows_of
from app.errors import Refused
from app.models import Project, Result
from tests.app.crosswalk.frames import signed
from tests.app.results.published import a_project_with_partners, a_published_campaign
from tests.support.owner import as_owner
from tests.support.queries import counted

TODAY = date(2100, 1, 1)


def a_read_project(session: Session, *levels: int | str | None, **given: date | str) -> Project:
    project, partners = a_project_with_partners(session)
    a_published_campaign(session, project, partners, *(levels or (4, 2, 0)), **given)  # type: ignore[arg-type]
    return project


def found(session: Session, *projects: Project, as_of: date = TODAY, frame: str = "cad") -> list[ProjectReading]:
    return list(read_portfolio(session, [own.id for own in projects], frame, as_of).projects)


def test_each_project_gives_its_items_in_the_order_of_the_frame(session: Session) -> None:
    first, second = a_read_project(session), a_read_project(session, 4, 4, None)
    rows = found(session, second, first)
    assert [own.code for own in rows] == sorted([first.code, second.code])
    assert [own.item.code for own in rows[0].items][:2] == ["pertinence", "coherence"]
    assert {own.score for own in rows[0].items} == {50.0}
    assert (rows[0].moment, rows[0].reading) == ("in_itinere", "observed")


def test_a_project_not_published_is_not_there_and_others_are_not_asked(session: Session) -> None:
    read, (silent, _) = a_read_project(session), a_project_with_partners(session)
    a_read_project(session)
    assert [own.project_id for own in found(session, read, silent)] == [read.id]
    assert found(session) == []


def test_the_latest_campaign_speaks_before_it_what_is_expected(session: Session) -> None:
    project, partners = a_project_with_partners(session)
    a_published_campaign(session, project, partners, 1, 1, 1, moment="ex_ante", held_on=date(2024, 1, 20))
    assert [(own.reading, own.items[0].score) for own in found(session, project)] == [("expected", 25.0)]
    a_published_campaign(session, project, partners, 3, 3, 3)
    assert [(own.reading, own.items[0].score) for own in found(session, project)] == [("observed", 75.0)]


def test_what_was_published_later_is_left_out(session: Session) -> None:
    """Published on the 31st at 23:30 UTC: it is the 1st in Paris."""
    project, partners = a_project_with_partners(session)
    _, first = a_published_campaign(session, project, partners, 1, 1, 1, held_on=date(2025, 1, 10))
    _, second = a_published_campaign(session, project, partners, 3, 3, 3)
    for result, at in ((first, datetime(2025, 1, 20, tzinfo=UTC)), (second, datetime(2025, 3, 31, 23, 30, tzinfo=UTC))):
        redate(session, result, at)
    assert [own.items[0].score for own in found(session, project, as_of=date(2025, 4, 1))] == [75.0]
    assert [own.items[0].score for own in found(session, project, as_of=date(2025, 3, 31))] == [25.0]
    assert found(session, project, as_of=date(2025, 1, 19)) == []


def redate(session: Session, result: Result, at: datetime) -> None:
    with as_owner(session):
        session.execute(text("ALTER TABLE result DISABLE TRIGGER result_is_frozen"))
        session.execute(text("UPDATE result SET published_at = :at WHERE id = :id"), {"at": at, "id": result.id})
        session.execute(text("ALTER TABLE result ENABLE TRIGGER result_is_frozen"))


def test_the_version_in_force_that_day_is_the_one_that_speaks(session: Session) -> None:
    project = a_read_project(session)
    signed(session, lambda frame: service.replace(frame, leaves_out="Autre chose."))
    assert read_portfolio(session, [project.id], "cad", TODAY).version.number == 2
    assert read_portfolio(session, [project.id], "cad", date(2020, 1, 1)).version.number == 1


def test_an_unknown_frame_is_refused(session: Session) -> None:
    with pytest.raises(Refused, match="n’est pas une lecture connue"):
        read_portfolio(session, [], "csrd", TODAY)


def test_the_rows_of_the_sheet_hold_every_item_and_its_notes_what_is_left_out(session: Session) -> None:
    project = a_read_project(session)
    portfolio = read_portfolio(session, [project.id], "dimensions", TODAY)
    rows = [dict(zip((own.header for own in COLUMNS), row, strict=True)) for row in rows_of(portfolio)]
    assert [row["Élément"] for row in rows] == [
        "Quoi",
        "Qui",
        "Combien",
        "Contribution",
        "Risque (haut\u00a0: mieux tenu)",
    ]
    assert (rows[0]["Sur 100"], rows[0]["Questions lues"]) == (50.0, "A1.2, A2.1, A2.2, E2.1")
    assert (rows[2]["Sur 100"], rows[2]["État"]) == (None, "La grille ne le demande pas")
    assert "indicateurs du projet" in str(rows[2]["Ce qui est laissé de côté"])
    notes = " ".join(notes_of(portfolio.version))
    assert "que le Fonds n’a pas encore signée" in notes
    assert "ni classement" in notes
    assert portfolio.version.sha256 in notes
    assert all(own.leaves_out in notes for own in portfolio.version.frame.items)


@pytest.mark.parametrize("frame", ["cad", "impacts"])
def test_more_projects_ask_no_more_queries(session: Session, connection: Connection, frame: str) -> None:
    projects, counts = [], []
    for more in (1, 4):
        projects += [a_read_project(session) for _ in range(more)]
        with counted(connection) as statements:
            assert len(found(session, *projects, frame=frame)) == len(projects)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 4
