"""The letters of a door: what they say, each once, none that is no longer true."""

import re
from datetime import date, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app import clock, post
from app.doctor.queue import letters as finding
from app.doors import letters as words
from app.doors import service
from app.doors.queries import live_door
from app.doors.service.letters import OVER
from app.letters.queries import LetterState
from app.letters.restored import hold_everything
from app.mail import NotAccepted
from app.models import Door, DoorLetter, User
from tests import factories as make
from tests.app.doors.conftest import TUESDAY, Clock
from tests.support.client import Client
from tests.support.doors import KIND, SENTENCE, Subjects
from tests.support.jobs import run_jobs
from tests.support.letters import letters, plain_text

LINK = re.compile(r"http://127\.0\.0\.1:8000(/acces/lien/[\w-]{43})")


class Desk:
    def __init__(self, session: Session, connection: Connection, outbox: Path, user: User) -> None:
        self.session, self.connection, self.outbox, self.user = session, connection, outbox, user

    def invite(self, name: str = "Camille Dupont") -> Door:
        door = service.invite(
            self.session,
            kind=KIND,
            subject_id=7,
            name=name,
            email="camille@exemple.fr",
            expires_on=date(2026, 12, 15),
            user=self.user,
            now=clock.now(),
        )
        self.session.commit()
        return door

    def remind(self) -> None:
        service.remind(self.session, kind=KIND, subject_id=7, user=self.user, now=clock.now())
        self.session.commit()

    def run(self, *, failures: bool = False) -> list[EmailMessage]:
        run_jobs(self.connection, later=True, failures=failures)
        self.session.expire_all()
        return letters(self.outbox)

    def states(self) -> list[tuple[bool, str]]:
        rows = self.session.execute(select(DoorLetter.sent_at, DoorLetter.failure).order_by(DoorLetter.id))
        return [(sent is not None, failure) for sent, failure in rows]


@pytest.fixture
def desk(session: Session, connection: Connection, outbox: Path, on: Clock) -> Desk:
    user = make.a_user(session, name="Claire Martin", email="claire@fonds.exemple.fr")
    session.commit()
    return Desk(session, connection, outbox, user)


def test_an_invitation_says_what_is_asked_until_when_and_lets_in(desk: Desk, client: Client, done: list[str]) -> None:
    door = desk.invite()
    (letter,) = desk.run()
    assert letter["To"] == "camille@exemple.fr"
    assert letter["Reply-To"] == "claire@fonds.exemple.fr"
    assert str(letter["Subject"]) == "Qualification de vos pratiques\u00a0: «\u00a0Les Amis du Lac\u00a0»"
    said = plain_text(letter)
    for part in (
        "Bonjour Camille Dupont,",
        SENTENCE,
        "Les Amis du Lac",
        "une vingtaine de minutes",
        "15 décembre 2026",
    ):
        assert part in said
    found = LINK.search(said)
    assert found is not None
    client.post_form(found[1], page=found[1])
    assert client.get(f"/acces/{door.id}/essai").status_code == 200
    assert desk.states() == [(True, "")]


def test_without_a_name_nobody_is_called(desk: Desk) -> None:
    desk.invite(name="")
    (letter,) = desk.run()
    assert plain_text(letter).startswith("Bonjour,\r\n")


def test_a_reminder_has_a_link_of_its_own_and_both_open(desk: Desk, client: Client, on: Clock) -> None:
    desk.invite()
    desk.run()
    on.at(TUESDAY + timedelta(days=3))
    desk.remind()
    found = [LINK.search(plain_text(letter)) for letter in desk.run()]
    links = {link[1] for link in found if link}
    assert len(links) == 2
    assert {client.get(link).status_code for link in links} == {200}
    subjects = [str(letter["Subject"]) for letter in letters(desk.outbox)]
    assert any("jusqu’au mardi 15 décembre 2026" in subject for subject in subjects)


def test_it_leaves_once_whatever_the_worker_does(desk: Desk) -> None:
    desk.invite()
    assert len(desk.run()) == 1
    letter = desk.session.scalars(select(DoorLetter)).one()
    post.leave(desk.connection, letter.id, words.POST)
    assert len(desk.run()) == 1


def test_what_is_no_longer_true_does_not_leave(desk: Desk, on: Clock, subjects: Subjects) -> None:
    desk.invite()
    service.revoke(desk.session, kind=KIND, subject_id=7, user=desk.user, now=clock.now())
    desk.session.commit()
    assert desk.run() == []
    assert desk.states() == [(False, words.REVOKED)]
    on.at(TUESDAY + timedelta(days=1))
    desk.invite()
    desk.run()
    on.at(TUESDAY + timedelta(days=2))
    desk.remind()
    subjects.closed.add(7)
    desk.run()
    assert desk.states()[-1] == (False, words.ANSWERED)


def test_a_letter_that_comes_after_the_last_day_stays(desk: Desk, on: Clock) -> None:
    desk.invite()
    on.at(TUESDAY + timedelta(days=20))
    assert desk.run() == []
    assert desk.states() == [(False, OVER)]


def test_a_refusal_of_the_mail_server_is_said_and_tried_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise NotAccepted("Le serveur de courriel ne répond pas.")

    desk.invite()
    with monkeypatch.context() as patch:
        patch.setattr(post, "send", refuse)
        run_jobs(desk.connection)
    desk.session.expire_all()
    found = live_door(desk.session, KIND, 7)
    assert found is not None
    assert found.letter is not None
    assert found.letter.state is LetterState.RETRIED
    assert len(desk.run()) == 1


def test_a_letter_in_doubt_is_shown_and_told_by_the_diagnosis(desk: Desk, on: Clock) -> None:
    desk.invite()
    letter = desk.session.scalars(select(DoorLetter)).one()
    letter.started_at = clock.now() - timedelta(days=400)
    desk.session.commit()
    found = live_door(desk.session, KIND, 7)
    assert found is not None
    assert found.letter is not None
    assert found.letter.state.label == "envoi incertain"
    assert "1\u00a0lettre est peut-être partie" in finding(desk.session).sentence


def test_after_a_restoration_nothing_leaves_by_itself(desk: Desk) -> None:
    desk.invite()
    hold_everything(desk.session, now=clock.now())
    desk.session.commit()
    assert desk.run() == []
    assert "restaurée" in desk.states()[0][1]
