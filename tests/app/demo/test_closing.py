"""The demonstration closes its projects as the fund would."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.capitalisation.pillars import missing_pillars
from app.capitalisation.readiness import readiness
from app.models import Project


@pytest.fixture
def session(demo_engine: Engine) -> Iterator[Session]:
    with Session(demo_engine) as session:
        yield session


@pytest.fixture
def finished(session: Session) -> dict[str, list[Project]]:
    found = {
        status: list(session.scalars(select(Project).where(Project.status == status).order_by(Project.code)))
        for status in ("termine", "capitalise")
    }
    assert all(found.values())
    return found


def test_a_closed_project_has_a_deliverable_by_pillar(session: Session, finished: dict[str, list[Project]]) -> None:
    assert [list(missing_pillars(session, own.id)) for own in finished["capitalise"]] == [[]] * len(
        finished["capitalise"]
    )
    assert all(len(missing_pillars(session, own.id)) == 2 for own in finished["termine"])


def test_some_cases_are_ready_to_leave_and_one_waits_for_its_alliance(
    session: Session, finished: dict[str, list[Project]]
) -> None:
    waiting = [len(readiness(session, own).missing) for own in finished["capitalise"]]
    assert sorted(set(waiting)) == [0, 1]
