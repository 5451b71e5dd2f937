"""A letter leaves once at most: never twice, not when it is no longer true, and a doubt is shown as a doubt."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app import clock, mail, post
from app.letters import composing, sending
from app.letters.jobs import send_letter
from app.letters.queries import LetterState, letters_of, state_of
from app.models import CampaignStatus, InvitationToken, LetterKind
from app.settings import settings
from tests.app.letters.conftest import TUESDAY, Clock, Situation, a_situation
from tests.support.jobs import jobs
from tests.support.letters import letters, plain_text
from tests.support.smtp import HANG_UP, TAKEN, Received, mail_server


def states(here: Situation) -> list[tuple[str, str]]:
    return [(row.state.value, row.failure) for row in letters_of(here.session, here.campaign.id)]


def use(server: Received, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "smtp_url", server.url)


def test_a_letter_leaves_once_and_its_row_says_when(here: Situation) -> None:
    here.queue()
    assert states(here) == [("queued", "")]
    assert len(here.run()) == 1
    assert len(here.run()) == 1
    assert states(here) == [("sent", "")]
    assert here.letter().sent_at == TUESDAY


def test_the_same_letter_is_queued_once(here: Situation) -> None:
    assert here.queue(key="invitation:7") is not None
    assert here.queue(key="invitation:7") is None
    assert len(here.run()) == 1


def test_a_letter_vanishes_with_the_transaction_that_asked_for_it(own_engine: Engine, outbox: Path, on: Clock) -> None:
    on.at(TUESDAY)
    with Session(own_engine) as session:
        here = a_situation(session, own_engine, outbox)
        here.queue(commit=False)
        session.rollback()
        assert jobs(own_engine) == []
        assert here.run() == []
        assert letters_of(session, here.campaign.id) == []


def test_a_worker_that_dies_never_makes_a_letter_leave_twice(here: Situation, on: Clock) -> None:
    """Died before or after the server took it: nobody knows."""
    here.queue()
    letter = here.letter()
    letter.started_at = TUESDAY
    here.session.commit()
    assert here.run() == []
    assert states(here) == [("leaving", "")]
    on.at(TUESDAY + timedelta(minutes=11))
    assert [row.state.label for row in letters_of(here.session, here.campaign.id)] == ["envoi incertain"]
    assert here.run() == []


def test_started_is_committed_before_the_letter_is_handed_over(
    own_engine: Engine, outbox: Path, on: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    on.at(TUESDAY)
    seen: list[bool] = []

    def look(sent: mail.Mail) -> None:
        with Session(own_engine) as other:
            seen.append(other.scalar(text("SELECT started_at IS NOT NULL FROM letter")) is True)

    monkeypatch.setattr(post, "send", look)
    with Session(own_engine) as session:
        here = a_situation(session, own_engine, outbox)
        here.queue()
        here.run()
    assert seen == [True]


def test_two_workers_at_once_send_it_once(own_engine: Engine, outbox: Path, on: Clock) -> None:
    on.at(TUESDAY)
    with Session(own_engine) as session:
        here = a_situation(session, own_engine, outbox)
        letter = here.queue()
        assert letter is not None
        letter_id, together = letter.id, Barrier(4)

    def work() -> None:
        together.wait(60)
        send_letter(own_engine, letter_id)

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert len(letters(outbox)) == 1


def test_a_refusal_is_tried_three_times_more_in_an_hour_then_shown(
    here: Situation, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.queue()
    with mail_server({"MAIL": b"451 plus tard"}) as server:
        use(server, monkeypatch)
        here.run()
        assert states(here) == [("retried", mail.REFUSED)]
        here.run(later=True)
        here.run(later=True)
        assert states(here) == [("retried", mail.REFUSED)]
        here.run(later=True, failures=True)
    assert states(here) == [("failed", mail.REFUSED)]
    assert here.run(later=True, failures=True) == []


def test_a_server_back_in_time_receives_it_once(here: Situation, monkeypatch: pytest.MonkeyPatch) -> None:
    here.queue()
    monkeypatch.setattr(settings(), "smtp_url", "smtp://127.0.0.1:1")
    here.run()
    assert states(here) == [("retried", mail.NO_ANSWER)]
    with mail_server() as server:
        use(server, monkeypatch)
        here.run(later=True)
        assert len(server.messages) == 1
    assert states(here) == [("sent", "")]


def test_an_address_refused_for_good_is_not_tried_again(here: Situation, monkeypatch: pytest.MonkeyPatch) -> None:
    here.queue()
    with mail_server({"RCPT": b"550 inconnu"}) as server:
        use(server, monkeypatch)
        here.run()
    assert states(here) == [("failed", mail.REFUSED_ADDRESS)]
    assert jobs(here.bind)[-1] == ("letters.send", "succeeded")


def test_a_server_silent_after_taking_it_leaves_a_doubt_and_no_second_letter(
    here: Situation, on: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.queue()
    with mail_server({TAKEN: HANG_UP}) as server:
        use(server, monkeypatch)
        here.run(failures=True)
        here.run(later=True, failures=True)
        assert len(server.messages) == 1
    assert state_of(here.letter(), TUESDAY + timedelta(minutes=11)) is LetterState.UNCERTAIN


Change = Callable[[Situation], object]
MEANWHILE: dict[str, tuple[LetterKind, Change, str]] = {
    "submitted": (LetterKind.REMINDER, lambda h: setattr(h.respondent, "submitted_at", TUESDAY), sending.SUBMITTED),
    "closed": (LetterKind.INVITATION, lambda h: setattr(h.campaign, "status", CampaignStatus.CLOSED), sending.OVER),
    "revoked": (LetterKind.INVITATION, lambda h: setattr(h.invitation, "revoked_at", TUESDAY), sending.REVOKED),
    "reopened": (LetterKind.RECEIPT, lambda h: setattr(h.respondent, "submitted_at", None), sending.REOPENED),
    "unpublished": (LetterKind.RESULTS, lambda h: setattr(h.campaign, "status", "close"), sending.UNPUBLISHED),
}


@pytest.mark.parametrize("what", MEANWHILE)
def test_a_letter_that_is_no_longer_true_does_not_leave_and_says_why(here: Situation, what: str) -> None:
    kind, change, sentence = MEANWHILE[what]
    here.queue(kind)
    change(here)
    here.session.commit()
    assert here.run() == []
    assert states(here) == [("failed", sentence)]
    assert here.session.scalars(select(InvitationToken)).all() == []


def test_the_last_day_over_an_invitation_does_not_leave(here: Situation, on: Clock) -> None:
    here.queue()
    on.at(TUESDAY.replace(day=13))
    assert here.run() == []
    assert states(here) == [("failed", sending.OVER)]


def test_a_letter_that_cannot_be_written_is_shown_as_such(here: Situation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composing, "subject", lambda *_: 1 / 0)
    here.queue()
    here.run(failures=True)
    assert states(here) == [("failed", sending.UNWRITTEN)]


def test_a_busy_database_is_a_reason_to_try_again(here: Situation, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise OperationalError("", {}, Exception())

    here.queue()
    with monkeypatch.context() as patch:
        patch.setattr(composing, "subject", busy)
        here.run()
    assert states(here) == [("queued", "")]
    assert len(here.run(later=True)) == 1


def test_the_queue_and_the_log_hold_no_secret_and_no_address(
    here: Situation, connection: Connection, capsys: pytest.CaptureFixture[str]
) -> None:
    here.queue()
    (letter,) = here.run()
    token = plain_text(letter).partition("/invitation/")[2].split()[0]
    kept = connection.execute(text("SELECT j::text, e::text FROM procrastinate_jobs j, procrastinate_events e")).all()
    printed = capsys.readouterr()
    for held in (str(kept), printed.out, printed.err):
        assert token not in held
        assert "exemple.fr" not in held
    assert "letters.send" in printed.out
    assert clock.now() == TUESDAY
