"""The page costs the same at thirty-three projects and at a thousand."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, insert, select
from sqlalchemy.orm import Session

from app import clock
from app.models import Instalment, Investment, Milestone, Project
from tests.support.bulk import many_campaigns
from tests.support.client import Client
from tests.support.queries import counted

EACH = ("moi", "equipe")


def fill(session: Session, count: int, first: int, referent_id: int) -> None:
    """Late milestones, tranches of each state, campaigns awaiting answers."""
    many_campaigns(session, count, first)
    codes = [f"ODD17-2025-{first + n}" for n in range(count)]
    projects = session.scalars(select(Project.id).where(Project.code.in_(codes))).all()
    session.query(Project).where(Project.id.in_(projects)).update({"referent_id": referent_id})
    today = clock.today()
    session.execute(
        insert(Milestone),
        [
            {"project_id": project, "kind_code": "lancement", "title": "Jalon", "due_on": today + timedelta(days=gap)}
            for project in projects
            for gap in (-9, 3, 20, 200)
        ],
    )
    investments = session.scalars(select(Investment.id).where(Investment.project_id.in_(projects))).all()
    session.execute(
        insert(Instalment),
        [
            {"investment_id": one, "label": "T", "due_on": today, "amount_eur": 10, "status": status}
            for one in investments
            for status in ("planned", "payable")
        ],
    )
    session.flush()


@pytest.mark.parametrize("view", EACH)
def test_the_number_of_queries_does_not_grow(
    client: Client, session: Session, connection: Connection, view: str
) -> None:
    ada = client.sign_in()
    seen = []
    for count, first in ((3, 30_000), (40, 40_000)):
        fill(session, count, first, ada.id)
        session.commit()
        with counted(connection) as statements:
            assert client.get(f"/mon-travail?vue={view}").status_code == 200
        seen.append(len(statements))
    assert seen[0] == seen[1]
    assert seen[0] <= 20
