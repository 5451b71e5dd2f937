"""The calendar in its three views."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, insert, select
from sqlalchemy.orm import Session

from app.models import Milestone, Project
from app.web.rights import Right
from tests.app.agenda.situations import TODAY, a_dated_project
from tests.factories import a_milestone, a_project
from tests.support.bulk import many_projects
from tests.support.client import Client, with_all_rights_but
from tests.support.html import text_of
from tests.support.queries import counted

VIEWS = ("/calendrier", "/calendrier?vue=liste", "/calendrier?vue=projets")


def cells(client: Client) -> dict[str, str]:
    """The days of the month that say something."""
    assert client.page is not None
    table = next(table for table in client.page.iter("table") if table.get("class") == "month")
    found = {}
    for cell in table.iter("td"):
        text = text_of(cell)
        if match := re.search(r"(\d{1,2}|1er) (\w+) (\d{4})", text):
            found[match[0]] = text
    return found


def rows(client: Client) -> list[str]:
    assert client.page is not None
    return [text_of(row) for row in client.page.iter("tr")]


def test_the_month_shows_every_kind_on_its_day(client: Client, session: Session) -> None:
    a_dated_project(session)
    client.sign_in()
    assert client.get("/calendrier").status_code == 200
    month = cells(client)
    for day, words in {
        "2 novembre 2026": "Début de projet",
        "3 novembre 2026": "COPIL n°\u00a012",
        "4 novembre 2026": "Cadrage",
        "5 novembre 2026": "Ouverture, évaluation in itinere",
        "10 novembre 2026": "Convention",
        "27 novembre 2026": "Clôture, évaluation in itinere",
        "30 novembre 2026": "Tranche 1 sur 2, 12\u202f000\u00a0€",
    }.items():
        assert words in month[day], (day, month.get(day))
    assert "en retard de 15\u00a0jours" in month["10 novembre 2026"]
    assert ("aujourd’hui" in month["25 novembre 2026"], "fait" in month["4 novembre 2026"]) == (True, True)


def test_weeks_begin_on_monday_and_are_numbered(client: Client) -> None:
    client.sign_in()
    client.get("/calendrier?du=2026-01")
    assert client.page is not None
    table = next(table for table in client.page.iter("table") if table.get("class") == "month")
    heads = [text_of(head) for head in table.iter("th") if head.get("scope") == "col"]
    weeks = [text_of(head) for head in table.iter("th") if head.get("scope") == "row"]
    assert (heads[1], heads[-1]) == ("lundi", "dimanche")
    assert weeks == ["semaine 1", "semaine 2", "semaine 3", "semaine 4", "semaine 5"]


@pytest.mark.parametrize("address", ["?du=hier", "?du=9999-99-99", "?du=0001-01-01", "?vue=autre", "?genre=x&retard=x"])
def test_an_address_typed_by_hand_shows_the_month_of_today(client: Client, address: str) -> None:
    client.sign_in()
    assert "Novembre 2026" in client.get(f"/calendrier{address}").text


def test_a_full_day_says_how_many_more_and_opens_them(client: Client, session: Session) -> None:
    project = a_project(session, starts_on=None)
    for n in range(7):
        a_milestone(session, project, title=f"Atelier {n}", due_on=date(2026, 11, 12))
    client.sign_in()
    page = client.get("/calendrier").text
    assert "+ 3 autres" in page
    client.get("/calendrier?vue=liste&du=2026-11-12&au=2026-11-12")
    assert sum("Atelier" in row for row in rows(client)) == 7


def test_the_count_of_late_things_is_that_of_the_list_it_opens(client: Client, session: Session) -> None:
    a_dated_project(session)
    a_milestone(session, a_project(session, status="abandonne"), due_on=date(2026, 1, 1))
    client.sign_in()
    page = client.get("/calendrier").text
    assert "En retard (1)" in page
    client.get("/calendrier?vue=liste&retard=oui")
    late = [row for row in rows(client) if "en retard de" in row]
    assert (len(late), "Convention" in late[0]) == (1, True)


def test_filters_are_those_of_the_portfolio_with_the_kind_and_my_projects(client: Client, session: Session) -> None:
    user = client.sign_in()
    a_dated_project(session, title="Le mien", region_code="32", referent_id=user.id)
    a_dated_project(session, title="Un autre", region_code="53")
    for query, seen, unseen in (
        ("region=32", "Le mien", "Un autre"),
        ("miens=oui", "Le mien", "Un autre"),
        ("genre=tranches", "Tranche 1 sur 2", "Point d’étape"),
        ("genre=copil&du=2026-11-01", "COPIL n°", "Tranche 1 sur 2"),
    ):
        shown = "\n".join(rows_of_list(client, query))
        assert (seen in shown, unseen in shown) == (True, False), query


def rows_of_list(client: Client, query: str) -> list[str]:
    client.get(f"/calendrier?vue=liste&{query}")
    return rows(client)


def test_the_list_is_read_page_by_page_each_entry_once(client: Client, session: Session) -> None:
    project = a_project(session, starts_on=None)
    for n in range(120):
        a_milestone(session, project, title=f"Jalon {n:03d}", due_on=TODAY + timedelta(days=n // 3))
    client.sign_in()
    seen: list[str] = []
    address: str | None = "/calendrier?vue=liste"
    for _ in range(3):
        assert address is not None
        client.get(address)
        seen += [match[0] for row in rows(client) if (match := re.search(r"Jalon \d{3}", row))]
        address = link(client, "next")
    assert (len(seen), len(set(seen)), address) == (120, 120, None)


def link(client: Client, rel: str) -> str | None:
    assert client.page is not None
    return next((a.get("href") for a in client.page.iter("a") if a.get("rel") == rel), None)


def test_a_milestone_is_done_from_the_list_and_one_comes_back_to_it(client: Client, session: Session) -> None:
    project = a_dated_project(session)
    client.sign_in()
    here = "/calendrier?vue=liste&retard=oui"
    late = session.scalars(select(Milestone).where(Milestone.title == "Convention")).one()
    address = f"/calendrier/jalons/{late.id}/achevement"
    answer = client.post_form(address, page=here)
    assert (answer.status_code, answer.headers["Location"]) == (303, here)
    session.refresh(late)
    assert (late.done_on, late.project_id) == (TODAY, project.id)
    again = client.post_form(address, {"retour": "https://ailleurs.exemple"})
    assert again.headers["Location"] == "/calendrier"
    assert client.post_form("/calendrier/jalons/999999/achevement").status_code == 404


def test_the_axis_shows_each_project_once_with_what_comes_next(client: Client, session: Session) -> None:
    a_dated_project(session)
    a_project(session, title="Sans date", starts_on=None)
    client.sign_in()
    page = client.get("/calendrier?vue=projets").text
    assert "De T3 2026 à T4 2027" in page
    line = [row for row in rows(client) if "Pacte alimentaire" in row]
    assert (len(line), "Convention" in line[0], "Sans date" in page) == (1, True, False)


@pytest.mark.parametrize("view", VIEWS)
def test_the_calendar_asks_for_its_right(client: Client, monkeypatch: pytest.MonkeyPatch, view: str) -> None:
    client.sign_in(with_all_rights_but(Right.CONSULT, monkeypatch))
    assert client.get(view).status_code == 403


def test_a_reader_sees_but_marks_nothing(client: Client, session: Session) -> None:
    a_dated_project(session)
    client.sign_in("lecteur")
    assert "C’est fait" not in client.get("/calendrier?vue=liste&retard=oui").text
    late = session.scalars(select(Milestone.id).where(Milestone.title == "Convention")).one()
    assert client.post_form(f"/calendrier/jalons/{late}/achevement").status_code == 403


def test_queries_do_not_grow_with_projects(client: Client, session: Session, connection: Connection) -> None:
    client.sign_in()
    with_milestones(session, many_projects(session, 33))
    few = [queries_of(client, connection, view) for view in VIEWS]
    with_milestones(session, many_projects(session, 967, first=30_000))
    session.expire_all()
    assert [queries_of(client, connection, view) for view in VIEWS] == few


def queries_of(client: Client, connection: Connection, view: str) -> int:
    with counted(connection) as statements:
        assert client.get(view).status_code == 200
    return len(statements)


def with_milestones(session: Session, ids: list[int]) -> None:
    rows = [
        {"project_id": project, "kind_code": "lancement", "title": f"Jalon {n}", "due_on": TODAY + timedelta(days=step)}
        for n, project in enumerate(ids)
        for step in range(-60, 60, 40)
    ]
    session.execute(insert(Milestone), rows)
    session.execute(Project.__table__.update().values(ends_on=date(2027, 3, 1)))
