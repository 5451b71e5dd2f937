"""One mail leaves: marked as started, committed, then handed over; what came of it is written after.

A doubt is left as it is, for someone to see: nothing leaves twice by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app import clock
from app.db import Bind, writing
from app.errors import DomainError
from app.jobs import TryAgain
from app.mail import Mail, NotAccepted, send
from app.models.base import Leaving

UNWRITTEN = "Ce courriel n’a pas pu être écrit\u202f: prévenez la personne qui s’occupe du site."
Sent = TypeVar("Sent", bound=Leaving)


@dataclass(frozen=True)
class Post(Generic[Sent]):
    """A table of mails: the sentence that keeps one from leaving, empty when it may, and what it says."""

    table: type[Sent]
    why_not: Callable[[Session, Sent], str]
    compose: Callable[[Session, Sent, datetime], Mail]
    unwritten: str = UNWRITTEN

    def given_up(self, bind: Bind, sentence: str, **named: int) -> None:
        """As a worker tells it: `named` holds the number alone, under the name that the task gives it."""
        (number,) = named.values()
        _give_up(bind, number, sentence, self)


def leave(bind: Bind, number: int, post: Post[Sent]) -> None:
    mail = _started(bind, number, post)
    if mail is None or not hand_over(mail, lambda refusal: _put_back(bind, number, refusal, post)):
        return
    with writing(bind) as session:
        session.get_one(post.table, number).sent_at = clock.now()


def hand_over(mail: Mail, refused: Callable[[NotAccepted], None] = lambda refusal: None) -> bool:
    """Whether it left. A refusal is told to `refused`; one that may not last asks for another try.

    Any other failure leaves a doubt: the mail stays « started » and is shown as such.
    """
    try:
        send(mail)
    except NotAccepted as refusal:
        refused(refusal)
        if not refusal.lasting:
            raise TryAgain(refusal.sentence) from None
        return False
    return True


def _started(bind: Bind, number: int, post: Post[Sent]) -> Mail | None:
    try:
        with writing(bind) as session:
            return _start(session, number, post, clock.now())
    except OperationalError:  # the worker begins it again in a moment
        raise
    except Exception:
        _give_up(bind, number, post.unwritten, post)
        raise


def _start(session: Session, number: int, post: Post[Sent], now: datetime) -> Mail | None:
    """The mail to hand over; None when somebody else has begun, or when it must not leave."""
    own = session.get(post.table, number, with_for_update=True)
    if own is None or own.started_at or own.sent_at or own.failed_at:
        return None
    try:
        reason = post.why_not(session, own)
        mail = None if reason else post.compose(session, own, now)
    except DomainError as refusal:
        reason, mail = refusal.sentence, None
    if mail is None:
        _fail(own, reason, now)
    else:
        own.started_at, own.failure = now, ""
    return mail


def _give_up(bind: Bind, number: int, sentence: str, post: Post[Sent]) -> None:
    with writing(bind) as session:
        _fail(session.get_one(post.table, number, with_for_update=True), sentence, clock.now())


def _put_back(bind: Bind, number: int, refusal: NotAccepted, post: Post[Sent]) -> None:
    with writing(bind) as session:
        own = session.get_one(post.table, number, with_for_update=True)
        own.started_at, own.failure = None, refusal.sentence
        if refusal.lasting:
            _fail(own, refusal.sentence, clock.now())


def _fail(own: Leaving, sentence: str, now: datetime) -> None:
    if own.sent_at is None and own.failed_at is None:
        own.failed_at, own.failure = now, sentence
