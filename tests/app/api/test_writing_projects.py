"""Projects created and changed by a program: the rules of the pages, and no lost update."""

from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.models import Project
from tests import factories as make
from tests.app.api.portfolio import TODAY
from tests.app.api.writing import Writer
from tests.support.api import faults_of, refused


@pytest.fixture(autouse=True)
def a_known_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def test_a_project_is_created_where_location_says_and_as_the_pages_would(manager: Writer, session: Session) -> None:
    programme = make.a_programme(session, code="PLAN-7")
    session.commit()
    given = {
        "title": "  Le café des possibles ",
        "programme": "PLAN-7",
        "territories": ["commune-35236"],
        "territory": "Pays de Redon",
        "starts_on": "2026-09-01",
        "ends_on": "2028-08-31",
    }
    answer = manager.post("/projects", given)
    assert answer.status_code == 201, answer.text
    made = session.scalars(select(Project)).one()
    assert answer.headers["Location"] == f"/api/v1/projects/{made.code}"
    assert (made.title, made.programme_id, made.status) == ("Le café des possibles", programme.id, "repere")
    assert made.region_code == "53"  # that of its territory
    assert manager.get(answer.headers["Location"]).json() == answer.json()
    assert manager.etag(answer.headers["Location"]) == answer.headers["ETag"]
    assert answer.json()["project"]["territories"][0]["id"] == "commune-35236"


@pytest.mark.parametrize(
    ("given", "pointer", "said"),
    [
        ({}, "/title", "Renseignez ce champ."),
        ({"title": "  "}, "/title", "Renseignez ce champ."),
        ({"title": 3}, "/title", "Donnez un texte."),
        ({"title": "x" * 201}, "/title", "200 caractères au plus"),
        ({"title": "Un jardin", "titre": "Un jardin"}, "/titre", "Ce champ n’existe pas ici."),
        ({"title": "Un jardin", "starts_on": "01/09/2026"}, "/starts_on", "AAAA-MM-JJ"),
        ({"title": "Un jardin", "starts_on": "2026-02-30"}, "/starts_on", "AAAA-MM-JJ"),
        ({"title": "Un jardin", "starts_on": "2026-09-01", "ends_on": "2026-08-01"}, "/ends_on", "précéder le début"),
        ({"title": "Un jardin", "charter_signed_on": "2026-08-01"}, "/charter_signed_on", "version de la charte"),
        ({"title": "Un jardin", "programme": "ABSENT"}, "/programme", "Aucun programme"),
        ({"title": "Un jardin", "phase": "absente"}, "/phase", "Choisissez"),
        ({"title": "Un jardin", "region": "00"}, "/region", "Choisissez"),
        ({"title": "Un jardin", "domains": ["absent"]}, "/domains", "Valeur inconnue"),
        ({"title": "Un jardin", "domains": "social"}, "/domains", "Donnez une liste."),
        ({"title": "Un jardin", "domains": [3]}, "/domains/0", "Donnez un texte."),
        (["Un jardin"], "", "Donnez un objet JSON."),
    ],
)
def test_a_fault_is_told_where_it_is_and_nothing_is_kept(
    manager: Writer, session: Session, given: Any, pointer: str, said: str
) -> None:
    answer = manager.post("/projects", given)
    errors = answer.json()["errors"]
    assert [one["pointer"] for one in errors] == [pointer]
    assert said in errors[0]["detail"]
    assert refused(answer) == (422, "invalid")
    assert session.scalar(select(func.count()).select_from(Project)) == 0


def test_what_is_not_said_does_not_change_and_null_takes_away(manager: Writer, session: Session) -> None:
    project = make.a_project(session, title="Un jardin", summary="Pour tous", region_code="53")
    session.commit()
    address = f"/projects/{project.code}"
    answer = manager.patch(address, {"title": "Un grand jardin", "starts_on": None}, manager.etag(address))
    assert answer.status_code == 200, answer.text
    told = answer.json()["project"]
    assert (told["title"], told["summary"], told["starts_on"]) == ("Un grand jardin", "Pour tous", None)
    assert told["region"] == {"code": "53", "label": "Bretagne"}
    assert answer.headers["ETag"] == manager.etag(address)


def test_a_region_is_given_taken_from_the_places_or_left_out(manager: Writer, session: Session) -> None:
    project = make.a_project(session)
    session.commit()
    address, found = f"/projects/{project.code}", []
    for change in ({"territories": ["commune-35236"]}, {"region": "32"}, {"region": "interregional"}, {"region": None}):
        told = manager.patch(address, change, manager.etag(address)).json()["project"]["region"]
        found.append(told and told["code"])
    assert found == ["53", "32", None, "53"]


def test_a_merge_patch_may_say_its_name(manager: Writer, session: Session) -> None:
    project = make.a_project(session)
    session.commit()
    address = f"/api/v1/projects/{project.code}"
    headers = manager.headers | {"If-Match": manager.etag(address), "Content-Type": "application/merge-patch+json"}
    assert manager.client.patch(address, content=b'{"title": "Un verger"}', headers=headers).status_code == 200


@pytest.mark.parametrize("etag", [None, "*", ""])
def test_a_change_that_does_not_say_what_it_read_is_refused(
    manager: Writer, session: Session, etag: str | None
) -> None:
    project = make.a_project(session, title="Un jardin")
    session.commit()
    answer = manager.patch(f"/projects/{project.code}", {"title": "Un verger"}, etag)
    assert refused(answer) == (428, "version-needed")
    assert session.scalar(select(Project.title)) == "Un jardin"


@pytest.mark.parametrize("etag", ['"0"', 'W/"1"', "1", '"1-gzip"'])
def test_an_etag_that_is_not_that_of_the_record_writes_nothing_and_gets_both_versions(
    manager: Writer, session: Session, etag: str
) -> None:
    project = make.a_project(session, title="Un jardin")
    session.commit()
    address = f"/projects/{project.code}"
    answer = manager.patch(address, {"title": "Un verger", "region": "53"}, etag)
    assert refused(answer) == (412, "changed-meanwhile")
    told = answer.json()
    assert told["given"] == {"title": "Un verger", "region": "53"}
    assert (told["current"]["title"], told["current"]["region"]) == ("Un jardin", None)
    assert told["etag"] == answer.headers["ETag"] == manager.etag(address)
    assert manager.patch(address, {"title": "Un verger"}, told["etag"]).status_code == 200


def test_of_two_programs_that_read_the_same_version_one_is_told(manager: Writer, session: Session) -> None:
    project = make.a_project(session)
    session.commit()
    address = f"/projects/{project.code}"
    seen = manager.etag(address)
    assert manager.patch(address, {"title": "Un verger"}, seen).status_code == 200
    answer = manager.patch(address, {"summary": "Pour tous"}, f'"99", {seen}')
    assert refused(answer) == (412, "changed-meanwhile")
    assert session.scalar(select(Project.summary)) == ""


def test_a_project_that_does_not_exist_is_not_changed(manager: Writer) -> None:
    assert refused(manager.patch("/projects/ODD17-2030-001", {"title": "Un verger"}, '"1"')) == (404, "not-found")


def test_each_fault_of_a_request_is_told_at_once(manager: Writer) -> None:
    answer = manager.post("/projects", {"title": "", "starts_on": "demain", "goals": None})
    assert list(faults_of(answer)) == ["/title", "/goals", "/starts_on"]


def test_who_follows_a_project_is_told_and_handed_over(manager: Writer, session: Session) -> None:
    follower, reader = make.a_user(session, name="Zoé Martin"), make.a_user(session, "lecteur")
    project = make.a_project(session)
    session.commit()
    address = f"/projects/{project.code}"
    told = manager.patch(address, {"referent": follower.id}, manager.etag(address))
    assert told.json()["project"]["referent"] == follower.id
    assert "Zoé" not in told.text
    refused_one = manager.patch(address, {"referent": reader.id}, told.headers["ETag"])
    assert list(faults_of(refused_one)) == ["/referent"]
    assert manager.patch(address, {"referent": None}, told.headers["ETag"]).json()["project"]["referent"] is None
