"""What a funder's person sees: the projects its organisation's money is in, and nothing else of anybody."""

import re
from datetime import date
from pathlib import Path

import pytest
from fastapi import FastAPI
from openpyxl import load_workbook
from sqlalchemy import Connection, delete
from sqlalchemy.orm import Session

from app import clock
from app.exchanges.funder.content import closure
from app.funders.files import SHEETS
from app.models import Allocation, Organisation, Project, Role
from app.web.auth import ROLE_RIGHTS, Right
from tests.factories import (
    a_milestone,
    a_paid_instalment,
    a_project,
    a_user,
    an_allocation,
    an_indicator,
    an_instalment,
    an_investment,
    an_organisation,
)
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.jobs import run_jobs
from tests.support.queries import counted
from tests.support.routes import protected

HERE = "/espace-financeur"
TODAY = date(2024, 11, 22)


@pytest.fixture
def funder(session: Session, monkeypatch: pytest.MonkeyPatch) -> Organisation:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    return an_organisation(session, name="Fondation Horizon")


@pytest.fixture
def project(session: Session, funder: Organisation) -> Project:
    """Half of 10 000 € is this funder's; 4 000 € paid, 2 000 € due."""
    project = a_project(session, title="Mobilités du Pays de Redon", status="en_cours")
    investment = an_investment(session, project, "10000")
    an_allocation(session, investment, funder, "5000")
    an_allocation(session, investment, an_organisation(session, name="Autre Fonds"), "5000")
    a_paid_instalment(session, investment, "4000")
    an_instalment(session, investment, "2000", due_on=date(2024, 11, 1))
    an_instalment(session, investment, "4000", due_on=date(2025, 6, 1))
    a_milestone(session, project, title="Ouverture du garage solidaire")
    an_indicator(session, project)
    return project


@pytest.fixture
def other(session: Session) -> Project:
    """A project of another funder."""
    project = a_project(session, title="Jardins du Vexin")
    an_allocation(session, an_investment(session, project), an_organisation(session), "5000")
    return project


def enter(client: Client, funder: Organisation) -> None:
    client.sign_in(Role.FINANCEUR, a_user(client.database, "financeur", funder_id=funder.id))


def seen(client: Client, address: str = HERE) -> str:
    assert client.get(address).status_code == 200
    assert client.page is not None
    return text_of(client.page)


def bare(text: str) -> str:
    """Without what changes at every request."""
    return re.sub(r'(nonce-?="?|value="|hx-nonce="|X-CSRF-Token[^}]*)[^"\s>]*', r"\1", text)


def test_the_home_page_leads_there(client: Client, funder: Organisation) -> None:
    enter(client, funder)
    assert client.get("/").headers["Location"] == HERE


def test_its_projects_and_its_money_in_proportion_of_its_share(
    client: Client, funder: Organisation, project: Project, other: Project
) -> None:
    enter(client, funder)
    page = seen(client)
    assert "Mobilités du Pays de Redon" in page
    assert other.title not in page
    for amount in ("5\u202f000\u00a0€", "2\u202f000\u00a0€", "1\u202f000\u00a0€", "3\u202f000\u00a0€"):
        assert amount in page, amount


def test_the_page_of_a_project_says_where_it_stands(client: Client, funder: Organisation, project: Project) -> None:
    enter(client, funder)
    page = seen(client, f"{HERE}/projets/{project.code}")
    for words in (
        "votre part",
        "Ouverture du garage solidaire",
        "Foyers touchés",
        "Aucun résultat n’est encore publié",
    ):
        assert words in page
    assert "Autre Fonds" not in page


@pytest.mark.parametrize("address", [HERE + "/projets/{}", HERE + "/projets/{}/fiche"])
def test_a_project_of_others_answers_as_one_that_does_not_exist(
    client: Client, funder: Organisation, project: Project, other: Project, address: str
) -> None:
    enter(client, funder)
    client.token()
    act = client.post_form if address.endswith("fiche") else client.get
    answers = [act(address.format(code)) for code in (other.code, "ODD17-1999-999", "x")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert len({bare(answer.text) for answer in answers}) == 1
    assert other.title not in answers[0].text


def test_when_its_money_leaves_it_sees_nothing_more(
    client: Client, session: Session, connection: Connection, funder: Organisation, project: Project
) -> None:
    enter(client, funder)
    sent = client.post_form(f"{HERE}/fichiers", {"document": "classeur"}, page=HERE)
    file = sent.headers["Location"]
    run_jobs(connection)
    assert client.get(f"{file}/telechargement").status_code == 200
    session.execute(delete(Allocation).where(Allocation.funder_id == funder.id))
    session.commit()
    assert project.title not in seen(client)
    assert client.get(f"{HERE}/projets/{project.code}").status_code == 404
    assert client.get(f"{file}/telechargement").status_code == 404
    assert client.post_form(f"{HERE}/fichiers", {"document": "classeur"}).status_code == 404


def test_everything_else_is_refused(app: FastAPI, client: Client, funder: Organisation, project: Project) -> None:
    """Every address of the site, with the number of a project it funds: its own pages, its account, nothing more."""
    enter(client, funder)
    token = client.token()
    for method, address, right in protected(app):
        if right in ROLE_RIGHTS[Role.FINANCEUR] or address.startswith("/api/"):
            continue
        answer = client.request(
            method, address.replace("/projets/1", f"/projets/{project.code}"), headers={"X-CSRF-Token": token}
        )
        assert answer.status_code == 403, f"{method} {address}"


def test_it_has_no_right_of_the_fund_and_no_one_of_the_fund_has_its_right() -> None:
    assert ROLE_RIGHTS[Role.FINANCEUR] == {Right.PUBLIC, Right.ACCOUNT, Right.FUNDED}
    assert [role for role in Role if Right.FUNDED in ROLE_RIGHTS[role]] == [Role.FINANCEUR]


def test_the_workbook_holds_its_projects_and_no_answer(
    client: Client, connection: Connection, tmp_path: Path, funder: Organisation, project: Project, other: Project
) -> None:
    enter(client, funder)
    file = client.post_form(f"{HERE}/fichiers", {"document": "classeur"}, page=HERE).headers["Location"]
    assert "se prépare" in client.get(file).text
    run_jobs(connection)
    assert "prêt" in client.get(file).text
    answer = client.get(f"{file}/telechargement")
    assert "attachment" in answer.headers["Content-Disposition"]
    (tmp_path / "c.xlsx").write_bytes(answer.content)
    book = load_workbook(tmp_path / "c.xlsx")
    cells = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert project.code in cells
    assert other.code not in cells
    assert not [name for name in book.sheetnames if "Réponses" in name or "Calcul" in name or "Scores" in name]


def test_no_sheet_it_takes_reads_an_answer() -> None:
    assert not closure(SHEETS) & {"Réponses", "Calcul", "Scores"}


@pytest.mark.parametrize("address", ["{}", "{}/telechargement"])
def test_the_files_of_others_answer_as_those_that_do_not_exist(
    client: Client, session: Session, funder: Organisation, project: Project, address: str
) -> None:
    """Another person of the same funder, a person of the fund, nobody."""
    enter(client, funder)
    mine = client.post_form(f"{HERE}/fichiers", {"document": "rapport"}, page=HERE).headers["Location"]
    enter(client, funder)
    missing = re.sub(r"\d+$", "999999", mine)
    answers = [client.get(address.format(file)) for file in (mine, missing)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert len({bare(answer.text) for answer in answers}) == 1


def test_queries_do_not_grow_with_projects(
    client: Client, session: Session, connection: Connection, funder: Organisation, project: Project
) -> None:
    enter(client, funder)
    client.get(HERE)
    counts = []
    for _ in range(2):
        with counted(connection) as statements:
            client.get(HERE)
        counts.append(len(statements))
        for _ in range(12):
            an_allocation(session, an_investment(session, a_project(session)), funder, "100")
    assert counts[0] == counts[1]


def test_pages_follow_one_another(client: Client, session: Session, funder: Organisation) -> None:
    for _ in range(53):
        an_allocation(session, an_investment(session, a_project(session)), funder, "100")
    enter(client, funder)
    assert "50 sur 53" in client.get(HERE).text
    assert client.page is not None
    following = next(link.get("href", "") for link in client.page.iter("a") if link.get("rel") == "next")
    assert "3 sur 53" in client.get(following).text
