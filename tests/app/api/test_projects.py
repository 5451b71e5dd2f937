"""The portfolio read by program says what the pages say."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app import clock
from app.projects.filters import PortfolioFilter
from app.projects.portfolio import Portfolio, read_portfolio
from app.projects.sorting import Sort
from tests import factories as make
from tests.app.api.portfolio import TODAY, a_whole_project
from tests.support.api import bearer, faults_of, read, refused
from tests.support.client import Client
from tests.support.queries import counted


@pytest.fixture(autouse=True)
def a_known_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def headers(session: Session) -> dict[str, str]:
    return bearer(session)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "region=53",
        "region=Bretagne",
        "region=interregional",
        "statut=en_cours",
        "q=cafe",
        "q=cafe&region=53",
        "suivi=retard",
        "suivi=versements",
        "financeur=Fondation du Lin",
        "programme=PLAN-A",
        "phase=inconnue",
    ],
)
def test_each_filter_keeps_what_the_list_on_screen_keeps(
    client: Client, session: Session, headers: dict[str, str], query: str
) -> None:
    a_portfolio(session)
    client.sign_in()
    shown = on_screen(session, query)
    found = read(client, f"/projects?{query}", headers)
    assert [one["code"] for one in found["projects"]] == [line.code for line in shown.lines]
    assert money(found["totals"]) == money(shown.totals._asdict(), "")
    assert found["totals"]["projects"] == shown.totals.projects
    page = client.get(f"/projets?{query}").text
    assert [one["code"] for one in found["projects"] if one["code"] not in page] == []


def test_amounts_are_text_with_cents_and_days_are_iso(
    client: Client, session: Session, headers: dict[str, str]
) -> None:
    project = a_whole_project(session)
    (line,) = read(client, "/projects", headers)["projects"]
    assert (line["committed_eur"], line["paid_eur"], line["due_eur"]) == ("12250.50", "5000.10", "7000.00")
    assert (line["starts_on"], line["region"], line["territory"]) == ("2024-01-15", "Bretagne", "")
    assert line["next_due_on"] == "2024-02-01"
    whole = read(client, f"/projects/{project.code}", headers)
    assert {name: whole["money"][name] for name in ("committed_eur", "paid_eur", "due_eur")} == {
        name: line[name] for name in ("committed_eur", "paid_eur", "due_eur")
    }
    (investment,) = whole["money"]["investments"]
    assert [part["amount_eur"] for part in investment["instalments"]] == ["5000.10", "7000.00"]
    assert [part["amount_eur"] for part in investment["funders"]] == ["2250.50"]
    assert whole["project"]["region"] == {"code": "53", "label": "Bretagne"}


def test_contacts_never_leave(client: Client, session: Session, headers: dict[str, str]) -> None:
    project = make.a_project(session)
    make.a_partner(session, project, contact_name="Inès Morel", contact_email="ines@exemple.fr")
    session.commit()
    answer = client.get(f"/api/v1/projects/{project.code}", headers=headers)
    assert answer.status_code == 200
    assert "Inès" not in answer.text
    assert "ines@" not in answer.text


@pytest.mark.parametrize("limit", [1, 3, 200])
def test_page_after_page_each_project_comes_once_by_code(
    client: Client, session: Session, headers: dict[str, str], limit: int
) -> None:
    codes = [make.a_project(session, code=f"ODD17-2024-{n}").code for n in (999, 1000, 101, 102, 103, 104, 105)]
    session.commit()
    found, after = [], ""
    for _ in range(len(codes)):
        page = read(client, f"/projects?limit={limit}&after={after}", headers)
        found += [one["code"] for one in page["projects"]]
        assert page["totals"]["projects"] == len(codes)
        after = page["next"]
        if after is None:
            break
    assert found == [*sorted(codes[2:]), codes[0], codes[1]]


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=dix", "limit"),
        ("status=en_cours", "status"),
        ("suivi=tout", "suivi"),
        ("after=n’importe", "after"),
        ("after=WyJhIl0", "after"),
        ("region=Atlantide", "Atlantide"),
        ("statut=fini", "fini"),
    ],
)
def test_a_mistyped_request_is_refused_and_says_what(
    client: Client, session: Session, headers: dict[str, str], query: str, named: str
) -> None:
    make.a_project(session)
    answer = client.get(f"/api/v1/projects?{query}", headers=headers)
    (fault,) = faults_of(answer).items()
    assert fault[0] == query.split("=")[0]
    assert named in fault[1]


def test_the_same_number_of_queries_for_two_projects_as_for_thirty(
    client: Client, session: Session, headers: dict[str, str]
) -> None:
    project, sent = a_whole_project(session), []
    for more in (1, 29):
        for _ in range(more):
            make.an_investment(session, make.a_project(session))
            make.an_instalment(session, make.an_investment(session, project))
            make.a_partner(session, project)
            make.a_milestone(session, project)
        session.commit()
        for address in ("/projects?limit=200", f"/projects/{project.code}"):
            read(client, address, headers)
            with counted(session.connection()) as statements:
                read(client, address, headers)
            sent.append(len(statements))
    assert sent[:2] == sent[2:]
    assert sent[0] <= 6


def test_the_workbook_is_that_of_the_exports_page(client: Client, session: Session, headers: dict[str, str]) -> None:
    a_whole_project(session)
    answer = client.get("/api/v1/export/portfolio.xlsx?region=53", headers=headers)
    assert answer.content.startswith(b"PK")
    assert answer.headers["Content-Type"].endswith("spreadsheetml.sheet")
    refusal = client.get("/api/v1/export/portfolio.xlsx?limit=3", headers=headers)
    assert refused(refusal) == (422, "invalid")


def a_portfolio(session: Session) -> None:
    a_whole_project(session)
    a_whole_project(session, None, "Un réseau national")
    programme = make.a_programme(session, code="PLAN-A")
    planned = make.a_project(session, programme_id=programme.id, region_code="32", title="Le café d’à côté")
    funder = make.an_organisation(session, name="Fondation du Lin")
    make.an_allocation(session, make.an_investment(session, planned), funder, "1000")
    session.commit()


def on_screen(session: Session, query: str) -> Portfolio:
    asked = dict(part.split("=") for part in query.split("&") if part)
    return read_portfolio(session, PortfolioFilter.from_query(asked), Sort("code", False), today=TODAY)


def money(totals: dict[str, Any], ending: str = "_eur") -> list[Decimal]:
    return [Decimal(totals[f"{name}{ending}"]) for name in ("committed", "paid", "due")]
