"""Mail servers that refuse, hang, drip or die: the letter is tried again or shown as in doubt, and no page waits."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app import clock, smtp
from app.invitations.service import invite
from app.mail import Mail, NotAccepted, send
from app.models.letter import Letter
from app.settings import settings
from tests.support.grids import a_grid
from tests.support.jobs import run_jobs
from tests.support.smtp import HANG, HANG_UP, TAKEN, mail_server

A_MAIL = Mail("lea@exemple.fr", "Objet", "Bonjour", "<p>Bonjour</p>")


@contextmanager
def dripping(first: bytes) -> Iterator[str]:
    """Says ``first``, then a letter every tenth of a second, never a whole answer."""
    over = threading.Event()

    def drip(door: socket.socket) -> None:
        with suppress(OSError):
            visitor, _ = door.accept()
            with visitor:
                visitor.sendall(first)
                while not over.wait(0.1):
                    visitor.sendall(b"2")

    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=drip, args=(door,), daemon=True)
        thread.start()
        yield f"smtp://127.0.0.1:{door.getsockname()[1]}"
        over.set()
        thread.join(5)


def use(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "smtp_url", url)


@pytest.mark.parametrize("first", [b"", b"220 bonjour\r\n250 bien\r\n"], ids=["banner", "later"])
def test_a_server_that_drips_its_answer_holds_a_worker_for_a_bounded_time(
    first: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "LONGEST_SECONDS", 0.6)
    with dripping(first) as url:
        use(url, monkeypatch)
        before = time.monotonic()
        with pytest.raises(NotAccepted) as refusal:
            send(A_MAIL)
        assert not refusal.value.lasting
        assert time.monotonic() - before < 5


@pytest.mark.parametrize("answers", [{"HELLO": HANG}, {"RCPT": HANG_UP}, {"HELLO": b"421 plus tard"}], ids=str)
def test_a_letter_not_taken_is_tried_again_and_leaves_once(
    answers: dict[str, bytes], session: Session, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "TIMEOUT_SECONDS", 0.3)
    invite(session, respondent=a_grid(session), user=None, now=clock.now())
    session.commit()
    with mail_server(answers) as broken:
        use(broken.url, monkeypatch)
        run_jobs(connection)
    assert letter(session).failure
    with mail_server() as well:
        use(well.url, monkeypatch)
        run_jobs(connection, later=True)
        run_jobs(connection, later=True)
    assert (len(well.messages), letter(session).sent_at is not None, letter(session).failure) == (1, True, "")


def test_a_server_that_dies_with_the_letter_in_hand_leaves_a_doubt_and_nothing_leaves_twice(
    session: Session, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "TIMEOUT_SECONDS", 0.3)
    invite(session, respondent=a_grid(session), user=None, now=clock.now())
    session.commit()
    with mail_server({TAKEN: HANG_UP}) as dying:
        use(dying.url, monkeypatch)
        run_jobs(connection, failures=True)
        run_jobs(connection, later=True, failures=True)
    kept = letter(session)
    assert (kept.started_at is not None, kept.sent_at, kept.failed_at, len(dying.messages)) == (True, None, None, 1)


def letter(session: Session) -> Letter:
    session.expire_all()
    return session.scalars(select(Letter)).one()
