"""The partners of a project and its measurements, written by a program."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.scopes import READ_SCOPES
from app.models import Measurement, Partner, Role
from tests import factories as make
from tests.app.api.writing import Writer
from tests.support.api import bearer, faults_of, refused
from tests.support.client import Client


def test_an_organisation_joins_a_project_then_leaves_it(manager: Writer, session: Session) -> None:
    project, organisation = make.a_project(session), make.an_organisation(session, name="Les Lins")
    session.commit()
    given = {"organisation": organisation.id, "role": "porteur", "joined_on": "2026-01-01"}
    made = manager.post(f"/projects/{project.code}/partners", given)
    assert made.status_code == 201, made.text
    assert (made.json()["name"], made.json()["role"], made.json()["project"]) == ("Les Lins", "porteur", project.code)
    address = made.headers["Location"]
    assert manager.get(address).json() == made.json()
    left = manager.patch(address, {"left_on": "2026-06-30"}, made.headers["ETag"])
    assert (left.json()["left_on"], left.json()["joined_on"]) == ("2026-06-30", "2026-01-01")
    assert refused(manager.patch(address, {"left_on": None}, made.headers["ETag"])) == (412, "changed-meanwhile")


def test_a_change_keeps_the_contact_and_the_priorities(manager: Writer, session: Session) -> None:
    project = make.a_project(session)
    partner = make.a_partner(session, project, contact_name="Inès Morel", priority_d1=2)
    session.commit()
    address = f"/partners/{partner.id}"
    assert "Inès" not in manager.get(address).text
    assert manager.patch(address, {"contribution": "Un local"}, manager.etag(address)).status_code == 200
    kept = session.scalars(select(Partner).execution_options(populate_existing=True)).one()
    assert (kept.contact_name, kept.priority_d1, kept.contribution) == ("Inès Morel", 2, "Un local")


@pytest.mark.parametrize(
    ("given", "pointer"),
    [
        ({}, "/organisation"),
        ({"organisation": 10**9}, "/organisation"),
        ({"role": "porteur"}, "/role"),
        ({"role": "absent"}, "/role"),
        ({"joined_on": "2026-02-01", "left_on": "2026-01-01"}, "/left_on"),
        ({"contact_email": "ines@exemple.fr"}, "/contact_email"),
    ],
)
def test_a_partner_is_refused_as_on_its_page(
    manager: Writer, session: Session, given: dict[str, Any], pointer: str
) -> None:
    project = make.a_project(session)
    make.a_partner(session, project, role_code="porteur")
    other = make.an_organisation(session)
    session.commit()
    whole = given if not given or "organisation" in given else given | {"organisation": other.id}
    assert list(faults_of(manager.post(f"/projects/{project.code}/partners", whole))) == [pointer]


def test_an_organisation_joins_a_project_once(manager: Writer, session: Session) -> None:
    partner = make.a_partner(session, project := make.a_project(session))
    session.commit()
    answer = manager.post(f"/projects/{project.code}/partners", {"organisation": partner.organisation_id})
    assert "déjà partenaire" in faults_of(answer)["/organisation"]


def test_a_measurement_is_added_and_corrected(manager: Writer, session: Session) -> None:
    indicator = make.an_indicator(session, project := make.a_project(session), baseline=0, target=400)
    session.commit()
    address = f"/projects/{project.code}/indicators/{indicator.id}/measurements"
    made = manager.post(address, {"measured_on": "2026-06-01", "value": 100.1, "evidence": 2})
    assert made.status_code == 201, made.text
    assert (made.json()["value"], made.json()["indicator"], made.json()["evidence"]) == (100.1, indicator.id, 2)
    again = manager.post(address, {"measured_on": "2026-06-01", "value": 3})
    assert "déjà une mesure à cette date" in faults_of(again)["/measured_on"]
    changed = manager.patch(made.headers["Location"], {"value": 120}, made.headers["ETag"])
    assert (changed.json()["value"], changed.json()["measured_on"]) == (120, "2026-06-01")
    lost = manager.patch(made.headers["Location"], {"value": 1}, made.headers["ETag"])
    assert (refused(lost)[0], lost.json()["current"]["value"]) == (412, 120)
    told = manager.get(f"/projects/{project.code}/indicators").json()["indicators"][0]
    assert told["rate"] == pytest.approx(0.3)
    assert session.scalars(select(Measurement.measured_on)).all() == [date(2026, 6, 1)]


@pytest.mark.parametrize(
    ("given", "pointer"),
    [
        ({"value": "12"}, "/value"),
        ({"value": True}, "/value"),
        ({"value": 1e30}, "/value"),
        ({"value": None}, "/value"),
        ({"evidence": 3}, "/evidence"),
        ({"source": "x" * 401}, "/source"),
    ],
)
def test_a_measurement_that_is_none_is_refused(
    manager: Writer, session: Session, given: dict[str, Any], pointer: str
) -> None:
    indicator = make.an_indicator(session, project := make.a_project(session))
    session.commit()
    address = f"/projects/{project.code}/indicators/{indicator.id}/measurements"
    answer = manager.post(address, {"measured_on": "2026-06-01", "value": 3} | given)
    assert list(faults_of(answer)) == [pointer]


def test_the_indicator_of_another_project_is_not_found(manager: Writer, session: Session) -> None:
    indicator, other = make.an_indicator(session, make.a_project(session)), make.a_project(session)
    session.commit()
    address = f"/projects/{other.code}/indicators/{indicator.id}/measurements"
    assert refused(manager.post(address, {"measured_on": "2026-06-01", "value": 3})) == (404, "not-found")


def test_an_indicator_is_added_and_changed(manager: Writer, session: Session) -> None:
    project = make.a_project(session)
    session.commit()
    given = {"label": "Foyers touchés", "unit": "foyers", "baseline": 0, "target": 400, "target_on": "2028-12-31"}
    made = manager.post(f"/projects/{project.code}/indicators", given)
    assert made.status_code == 201, made.text
    assert (made.json()["target"], made.json()["measurements"], made.json()["project"]) == (400, [], project.code)
    address = made.headers["Location"]
    assert manager.get(address).json() == made.json()
    changed = manager.patch(address, {"target": 500.5, "target_on": None}, made.headers["ETag"])
    assert (changed.json()["target"], changed.json()["target_on"], changed.json()["baseline"]) == (500.5, None, 0)
    lost = manager.patch(address, {"target": 1}, made.headers["ETag"])
    assert (refused(lost)[0], lost.json()["current"]["target"]) == (412, 500.5)
    assert list(faults_of(manager.post(f"/projects/{project.code}/indicators", {"unit": "foyers"}))) == ["/label"]


def test_a_contact_is_read_and_changed_apart_from_the_rest(manager: Writer, session: Session) -> None:
    partner = make.a_partner(session, make.a_project(session), contact_name="Inès Morel", contribution="Un local")
    session.commit()
    address = f"/partners/{partner.id}/contact"
    told = manager.get(address)
    assert (told.json()["name"], told.json()["email"]) == ("Inès Morel", "")
    changed = manager.patch(address, {"email": "ines@exemple.fr"}, told.headers["ETag"])
    assert (changed.json()["name"], changed.json()["email"]) == ("Inès Morel", "ines@exemple.fr")
    assert list(faults_of(manager.patch(address, {"email": "ines"}, changed.headers["ETag"]))) == ["/email"]
    assert refused(manager.patch(address, {"name": ""}, told.headers["ETag"])) == (412, "changed-meanwhile")
    assert manager.get(f"/partners/{partner.id}").json()["contribution"] == "Un local"


def test_a_usual_token_reads_no_contact(client: Client, session: Session) -> None:
    partner = make.a_partner(session, make.a_project(session), contact_name="Inès Morel")
    headers = bearer(session, Role.GESTIONNAIRE, scopes=READ_SCOPES)
    answer = client.get(f"/api/v1/partners/{partner.id}/contact", headers=headers)
    assert (refused(answer), answer.json()["scope"]) == ((403, "insufficient-scope"), "contacts:read")
