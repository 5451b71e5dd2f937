"""Whoever lost the link asks for another one, on the one page that serves every link; nobody learns who is invited."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.doors.service.letters import LETTERS_ALLOWED, WINDOW
from app.models import DoorLetter, Letter
from tests.app.doors.conftest import Clock
from tests.support.client import Client
from tests.support.doors import Subjects, a_door
from tests.support.grids import invited
from tests.support.html import text_of

HERE = "/invitation/nouveau-lien"


def ask(client: Client, email: str = " Camille@exemple.fr ") -> tuple[int, str]:
    answer = client.post_form(HERE, {"email": email}, page=HERE)
    assert client.page is not None
    return answer.status_code, text_of(client.page)


def sent(session: Session) -> Sequence[int]:
    return session.scalars(select(DoorLetter.door_id).order_by(DoorLetter.id)).all()


def test_one_letter_leaves_for_each_door_and_each_grid_of_the_address(client: Client, session: Session) -> None:
    one, other = a_door(session), a_door(session, 8)
    invitation = invited(session)
    assert ask(client)[0] == 200
    assert sent(session) == [one.id, other.id]
    assert session.scalars(select(Letter.invitation_id)).all() == [invitation.id]


def test_the_answer_is_the_same_whoever_asks(client: Client, session: Session) -> None:
    a_door(session)
    assert ask(client) == ask(client, "inconnue@exemple.fr")
    assert len(sent(session)) == 1


def test_nothing_leaves_for_what_opens_nothing(client: Client, session: Session) -> None:
    a_door(session, expires_on=clock.today() - timedelta(days=1))
    a_door(session, 8, revoked_at=clock.now())
    assert ask(client)[0] == 200
    assert sent(session) == []


def test_one_s_answers_are_read_again_by_a_link_asked_for_once_sent(
    client: Client, session: Session, subjects: Subjects
) -> None:
    door = a_door(session)
    subjects.closed.add(7)
    ask(client)
    assert sent(session) == [door.id]


def test_nobody_can_flood_a_mailbox(client: Client, session: Session, on: Clock) -> None:
    a_door(session)
    for _ in range(LETTERS_ALLOWED + 3):
        ask(client)
        on.at(clock.now() + timedelta(minutes=2))
    assert len(sent(session)) == LETTERS_ALLOWED
    on.at(clock.now() + WINDOW)
    ask(client)
    assert len(sent(session)) == LETTERS_ALLOWED + 1
