"""A clock that jumps, forward or back: nobody gets in who should not, whoever works goes on, nothing breaks."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app import clock
from app.accounts.service import create_sign_in_link
from app.invitations.service import invite
from app.models import Milestone
from app.models.letter import Letter
from tests import factories as make
from tests.support.client import Client
from tests.support.grids import a_grid
from tests.support.jobs import run_jobs

DAY = timedelta(days=1)


@contextmanager
def jumped(by: timedelta) -> Iterator[None]:
    with time_machine.travel(clock.now() + by):
        yield


@pytest.mark.parametrize("by", [-400 * DAY, -DAY, timedelta(minutes=-5), timedelta(minutes=5)], ids=str)
def test_someone_who_works_goes_on_working(by: timedelta, client: Client, session: Session) -> None:
    client.sign_in("gestionnaire")
    project = make.a_project(session)
    address = f"/projets/{project.code}/jalons/nouveau"
    with jumped(by):
        assert (
            client.post_form(address, {"kind_code": "bilan", "title": "Bilan", "due_on": "1/2/2027"}).status_code == 303
        )
        assert client.get(f"/projets/{project.code}/jalons").status_code == 200
    assert session.scalars(select(Milestone.title)).all() == ["Bilan"]


@pytest.mark.parametrize("by", [DAY, 400 * DAY], ids=str)
def test_a_session_does_not_outlive_a_jump_forward(by: timedelta, client: Client) -> None:
    client.sign_in("gestionnaire")
    with jumped(by):
        answer = client.get("/projets")
        assert (answer.status_code, answer.headers["Location"].startswith("/connexion")) == (303, True)


def test_a_link_once_used_opens_nothing_when_the_clock_goes_back(client: Client, session: Session) -> None:
    token = create_sign_in_link(session, user=make.a_user(session), now=clock.now())
    session.commit()
    address = f"/connexion/lien/{token}"
    assert client.post_form(address, page=address).status_code == 303
    client.sign_out()
    for by in (timedelta(minutes=-1), -DAY):
        with jumped(by):
            client.get(address)
            client.post(address, data={"csrf_token": client.csrf_token})
            assert client.get("/projets").headers.get("Location", "").startswith("/connexion")


@pytest.mark.parametrize("by", [-400 * DAY, 2 * DAY], ids=str)
def test_a_letter_leaves_once_whatever_the_clock_says(
    by: timedelta, session: Session, connection: Connection, outbox: Path
) -> None:
    invite(session, respondent=a_grid(session), user=None, now=clock.now())
    session.commit()
    with jumped(by):
        run_jobs(connection, later=True)
    run_jobs(connection, later=True)
    [letter] = session.scalars(select(Letter).execution_options(populate_existing=True)).all()
    assert (letter.sent_at is not None, letter.failed_at) == (True, None)
