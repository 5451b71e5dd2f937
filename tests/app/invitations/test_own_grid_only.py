"""A partner sees its own grids: any other answers exactly as one that does not exist."""

import re

import pytest
from fastapi import FastAPI
from httpx2 import Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Answer, Invitation, Respondent, RespondentEvent
from tests.support.client import Client
from tests.support.grids import add_trial_pages, invited
from tests.support.routes import of_partners

NOWHERE = 999_999_999
CHANGING = re.compile(r'nonce="[^"]*"|name="csrf_token"\s+value="[^"]*"|X-CSRF-Token(&quot;|"): (&quot;|")[\w-]*')
USUAL = {"X-Request-Id", "Content-Security-Policy", "Set-Cookie", "Content-Length"}


@pytest.fixture
def grids(app: FastAPI, client: Client, session: Session) -> list[int]:
    """Those of four other partners, with and without a link; the browser holds a grid of its own."""
    add_trial_pages(app)
    others = [invited(session) for _ in range(3)] + [invited(session, "results", status="publiee")]
    client.enter(invited(session))
    return [invitation.respondent_id for invitation in others]


def seen(answer: Response, respondent_id: int) -> tuple[int, str, dict[str, str]]:
    headers = {name: value for name, value in answer.headers.items() if name.title() not in {n.title() for n in USUAL}}
    text = CHANGING.sub("", answer.text).replace(f"/ma-grille/{respondent_id}/", "/ma-grille/…/")
    return answer.status_code, text, headers


def asked(app: FastAPI, client: Client, respondent_id: int, token: str) -> list[tuple[str, tuple[int, str, object]]]:
    found = []
    for method, address in of_partners(app, respondent_id):
        data = {"csrf_token": token, "comment": "un mot"} if method == "POST" else None
        answer = client.request(method, address, data=data)
        found.append((f"{method} {address}".replace(f"/ma-grille/{respondent_id}", "…"), seen(answer, respondent_id)))
    return found


def test_the_grids_of_others_answer_as_those_that_do_not_exist(
    app: FastAPI, client: Client, grids: list[int], session: Session
) -> None:
    client.get("/invitation/nouveau-lien")
    expected = asked(app, client, NOWHERE, client.csrf_token)
    assert {answer[0] for _, answer in expected} == {401}
    for respondent_id in grids:
        assert asked(app, client, respondent_id, client.csrf_token) == expected
    for table in (Answer, RespondentEvent):
        assert session.scalar(select(func.count()).select_from(table)) == 0


@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_number_asked_for(
    app: FastAPI, client: Client, grids: list[int], session: Session, data: st.DataObject
) -> None:
    own = set(session.scalars(select(Invitation.respondent_id))) - set(grids)
    wanted = data.draw(
        st.one_of(st.sampled_from(grids), st.integers(0, 2**63)).filter(lambda number: number not in own)
    )
    method, path = data.draw(st.sampled_from(of_partners(app, "{}")))
    form = {"csrf_token": client.csrf_token} if method == "POST" else None
    answers = [
        seen(client.request(method, path.replace("{}", str(number)), data=form), number) for number in (wanted, NOWHERE)
    ]
    assert answers[0] == answers[1]
    assert answers[0][0] == 401


def test_the_cookie_of_one_s_own_grid_under_the_name_of_another_opens_nothing(
    app: FastAPI, client: Client, grids: list[int], session: Session
) -> None:
    (own,) = set(session.scalars(select(Respondent.id))) - set(grids)
    stolen = client.cookies[f"odd17-grille-{own}"]
    for respondent_id in grids:
        client.cookies.set(f"odd17-grille-{respondent_id}", stolen)
        for method, address in of_partners(app, respondent_id):
            assert client.request(method, address).status_code == 401, f"{method} {address}"
