"""The status of a project changed by a program."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Project, Role, StatusMove
from app.models.user import Scope
from tests import factories as make
from tests.app.api.writing import Writer
from tests.support.api import bearer, faults_of, refused


def test_a_project_goes_forward_and_it_is_kept_in_its_history(manager: Writer, session: Session) -> None:
    project = make.a_project(session)
    session.commit()
    address = f"/projects/{project.code}"
    answer = manager.post(f"{address}/moves", {"to": "instruction"})
    assert (answer.status_code, answer.json()["project"]["status"]) == (201, "instruction")
    assert manager.etag(address) == answer.headers["ETag"]
    move = session.scalars(select(StatusMove)).one()
    assert (move.from_status, move.to_status) == ("repere", "instruction")
    assert move.moved_by_id is not None


def test_what_is_missing_is_said(manager: Writer, session: Session) -> None:
    project = make.a_project(session, status="instruction")
    session.commit()
    answer = manager.post(f"/projects/{project.code}/moves", {"to": "valide"})
    assert refused(answer) == (422, "invalid")
    assert "COPIL" in answer.json()["detail"]
    assert session.scalar(select(Project.status)) == "instruction"


@pytest.mark.parametrize(
    ("given", "pointer"),
    [({}, "/to"), ({"to": "fini"}, "/to"), ({"to": "abandonne"}, "/reason"), ({"to": "repere"}, "/reason")],
)
def test_a_move_is_refused_as_on_its_page(
    manager: Writer, session: Session, given: dict[str, Any], pointer: str
) -> None:
    project = make.a_project(session, status="instruction")
    session.commit()
    assert list(faults_of(manager.post(f"/projects/{project.code}/moves", given))) == [pointer]


def test_the_same_move_sent_again_with_its_key_is_one(manager: Writer, session: Session) -> None:
    project = make.a_project(session)
    session.commit()
    answers = [manager.post(f"/projects/{project.code}/moves", {"to": "instruction"}, key="pas-1") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert len(session.scalars(select(StatusMove)).all()) == 1


def test_a_move_asks_for_the_scope_that_writes(manager: Writer, session: Session) -> None:
    project = make.a_project(session)
    reader = Writer(manager.client, bearer(session, Role.GESTIONNAIRE, scopes=[Scope.PROJECTS_READ]))
    answer = reader.post(f"/projects/{project.code}/moves", {"to": "instruction"})
    assert refused(answer) == (403, "insufficient-scope")
