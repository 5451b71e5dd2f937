"""The money of a project written by a program: the same verbs, refusals and locks as the pages."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Allocation, Investment, Project
from tests import factories as make
from tests.app.api.writing import Writer
from tests.support.api import faults_of, refused


@pytest.fixture
def project(session: Session) -> Project:
    found = make.a_project(session)
    session.commit()
    return found


def test_an_investment_is_added_then_corrected_from_the_version_read(manager: Writer, project: Project) -> None:
    given = {"amount_eur": "12000.50", "copil_on": "2026-02-03", "copil_number": "2026-1"}
    made = manager.post(f"/projects/{project.code}/investments", given, key="investir")
    assert made.status_code == 201, made.text
    again = manager.post(f"/projects/{project.code}/investments", given, key="investir")
    assert (again.status_code, again.json()) == (201, made.json())
    address, etag = made.headers["Location"], made.headers["ETag"]
    assert manager.get(address).json() == made.json()
    changed = manager.patch(address, {"amount_eur": "13000", "copil_number": ""}, etag)
    assert (changed.json()["amount_eur"], changed.json()["copil_on"]) == ("13000.00", "2026-02-03")
    lost = manager.patch(address, {"amount_eur": "1"}, etag)
    assert (refused(lost), lost.json()["current"]["amount_eur"]) == ((412, "changed-meanwhile"), "13000.00")
    assert refused(manager.patch(address, {"amount_eur": "1"}, None)) == (428, "version-needed")
    told = manager.get(f"/projects/{project.code}").json()["money"]
    assert (told["committed_eur"], len(told["investments"])) == ("13000.00", 1)


def test_the_shares_of_funders_never_pass_the_investment(manager: Writer, session: Session, project: Project) -> None:
    investment = make.an_investment(session, project, "1000")
    funders = [make.an_organisation(session, name=name) for name in ("Lune", "Soleil")]
    session.commit()
    address = f"/investments/{investment.id}/allocations"
    made = manager.post(address, {"organisation": funders[0].id, "amount_eur": "600"})
    assert (made.status_code, made.json()["name"], made.json()["amount_eur"]) == (201, "Lune", "600.00")
    beyond = manager.post(address, {"organisation": funders[1].id, "amount_eur": "400.01"})
    assert list(faults_of(beyond)) == ["/amount_eur"]
    twice = manager.post(address, {"organisation": funders[0].id, "amount_eur": "1"})
    assert "a déjà une part" in faults_of(twice)["/organisation"]
    changed = manager.patch(made.headers["Location"], {"amount_eur": "1000"}, made.headers["ETag"])
    assert changed.json()["amount_eur"] == "1000.00"
    below = manager.patch(
        f"/investments/{investment.id}", {"amount_eur": "999"}, manager.etag(f"/investments/{investment.id}")
    )
    assert list(faults_of(below)) == ["/amount_eur"]
    assert [str(share) for share in session.scalars(select(Allocation.amount_eur))] == ["1000.00"]


def test_a_cofinancing_is_added_and_corrected(manager: Writer, session: Session, project: Project) -> None:
    mill, bank = make.an_organisation(session, name="Le Moulin"), make.an_organisation(session, name="La Banque")
    session.commit()
    given = {"organisation_id": mill.id, "kind": "competences", "days": 12.5}
    made = manager.post(f"/projects/{project.code}/cofinancings", given)
    assert made.status_code == 201, made.text
    assert (made.json()["organisation"], made.json()["days"], made.json()["amount_eur"]) == ("Le Moulin", 12.5, None)
    address = made.headers["Location"]
    changed = manager.patch(
        address, {"organisation_id": bank.id, "amount_eur": "300", "confirmed": True}, made.headers["ETag"]
    )
    assert (changed.json()["organisation"], changed.json()["confirmed"]) == ("La Banque", True)
    nothing = manager.patch(address, {"amount_eur": None, "days": None}, changed.headers["ETag"])
    assert list(faults_of(nothing)) == ["/amount_eur"]
    assert manager.get(f"/projects/{project.code}").json()["money"]["cofinancings"][0]["organisation_id"] == bank.id


@pytest.mark.parametrize(
    ("given", "pointer"),
    [
        ({}, "/amount_eur"),
        ({"amount_eur": 12000}, "/amount_eur"),
        ({"amount_eur": "12 000"}, "/amount_eur"),
        ({"amount_eur": "0"}, "/amount_eur"),
        ({"amount_eur": "-5"}, "/amount_eur"),
        ({"amount_eur": "5.001"}, "/amount_eur"),
        ({"amount_eur": "5", "copil_on": "03/02/2026"}, "/copil_on"),
        ({"amount_eur": "5", "copil_number": "x" * 201}, "/copil_number"),
        ({"amount_eur": "5", "project": "x"}, "/project"),
    ],
)
def test_an_amount_that_is_none_is_refused(
    manager: Writer, session: Session, project: Project, given: dict[str, Any], pointer: str
) -> None:
    assert list(faults_of(manager.post(f"/projects/{project.code}/investments", given))) == [pointer]
    assert session.scalars(select(Investment.id)).all() == []


def test_amounts_of_a_closed_project_are_kept_but_by_an_administrator_who_says_why(
    manager: Writer, administrator: Writer, session: Session
) -> None:
    project = make.a_project(session, status="termine")
    investment = make.an_investment(session, project, "1000")
    session.commit()
    address = f"/investments/{investment.id}"
    assert refused(manager.patch(address, {"amount_eur": "900"}, '"1"')) == (403, "forbidden")
    assert list(faults_of(administrator.patch(address, {"amount_eur": "900"}, '"1"'))) == ["/reason"]
    given = {"amount_eur": "900", "reason": "Solde rendu"}
    assert administrator.patch(address, given, '"1"').json()["amount_eur"] == "900.00"


def test_what_is_not_there_is_not_found(manager: Writer) -> None:
    for address in ("investments", "allocations", "instalments", "cofinancings", "indicators"):
        assert refused(manager.patch(f"/{address}/999999", {}, '"1"')) == (404, "not-found")
    assert refused(manager.post("/investments/999999/allocations", {"organisation": 1, "amount_eur": "1"}))[0] == 404


def test_an_organisation_that_is_not_known_is_told_where_it_was_given(
    manager: Writer, session: Session, project: Project
) -> None:
    investment = make.an_investment(session, project)
    session.commit()
    share = manager.post(f"/investments/{investment.id}/allocations", {"organisation": 10**9, "amount_eur": "1"})
    assert list(faults_of(share)) == ["/organisation"]
    given = {"organisation_id": 10**9, "kind": "nature", "days": 1}
    assert list(faults_of(manager.post(f"/projects/{project.code}/cofinancings", given))) == ["/organisation_id"]
