"""A partner asks for its link again; nobody learns from it who is invited."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import clock
from app.invitations.service.links import LETTERS_ALLOWED, WINDOW
from app.invitations.throttling import ALLOWED
from app.models import Invitation, Letter
from app.settings import settings
from tests.support.client import Client
from tests.support.grids import invited
from tests.support.html import text_of

HERE = "/invitation/nouveau-lien"
CAMILLE = "camille@exemple.fr"


def ask(client: Client, email: str = CAMILLE) -> tuple[int, str]:
    answer = client.post_form(HERE, {"email": email}, page=HERE)
    assert client.page is not None
    return answer.status_code, text_of(client.page)


def sent(session: Session) -> Sequence[tuple[str, int]]:
    return [tuple(row) for row in session.execute(select(Letter.kind, Letter.invitation_id).order_by(Letter.id))]


def test_one_letter_leaves_for_each_grid_the_address_answers_for(client: Client, session: Session) -> None:
    first, second = invited(session), invited(session)
    third = invited(session, "results", status="publiee")
    assert ask(client, " Camille@exemple.fr ")[0] == 200
    assert sent(session) == [("invitation", first.id), ("invitation", second.id), ("results", third.id)]


def test_the_answer_is_the_same_whoever_asks(client: Client, session: Session) -> None:
    invited(session)
    assert ask(client) == ask(client, "inconnue@exemple.fr")
    assert len(sent(session)) == 1


def test_nothing_leaves_for_what_opens_nothing(client: Client, session: Session) -> None:
    invited(session, status="close")
    invited(session, closes_on=clock.today() - timedelta(days=1))
    invited(session).revoked_at = clock.now()
    old = clock.now() - timedelta(days=settings().results_link_days + 1)
    session.execute(update(Invitation).where(Invitation.id == invited(session, "results").id).values(created_at=old))
    session.commit()
    assert ask(client)[0] == 200
    assert sent(session) == []


def test_nobody_can_flood_a_mailbox(client: Client, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    invited(session)
    for _ in range(LETTERS_ALLOWED + 3):
        ask(client)
        moment = clock.now() + timedelta(seconds=61)
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
    assert len(sent(session)) == LETTERS_ALLOWED
    moment = clock.now() + WINDOW
    monkeypatch.setattr(clock, "now", lambda: moment)
    ask(client)
    assert len(sent(session)) == LETTERS_ALLOWED + 1


def test_asking_twice_in_a_minute_sends_one_letter(
    client: Client, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    invited(session)
    moment = clock.now().replace(second=10)
    monkeypatch.setattr(clock, "now", lambda: moment)
    for _ in range(2):
        ask(client)
    assert len(sent(session)) == 1


def test_one_place_cannot_try_address_after_address(client: Client) -> None:
    statuses = [ask(client, f"personne{n}@exemple.fr")[0] for n in range(ALLOWED + 1)]
    assert statuses == [200] * ALLOWED + [429]


def test_what_is_no_address_is_said_on_its_field(client: Client) -> None:
    status, text = ask(client, "camille")
    assert status == 422
    assert "Écrivez une adresse électronique" in text
