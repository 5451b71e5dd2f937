"""One mail leaves: marked as started, committed, then handed over; what came of it, after.

A doubt is left as it is, for someone to see: the gazette does not leave twice to one address by itself.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app import clock
from app.db import Bind, writing
from app.gazette.letter import compose
from app.gazette.queries import items_of
from app.gazette.voices import taken_back
from app.jobs import TryAgain
from app.mail import Mail, NotAccepted, send
from app.models import Gazette, GazetteSending, GazetteSubscriber

UNWRITTEN = "Ce courriel n’a pas pu être écrit\u202f: prévenez la personne qui s’occupe du site."
STOPPED = "Cette personne s’est désinscrite entre-temps\u202f: rien n’est parti."
WITHDRAWN = "Une parole citée n’est plus autorisée\u202f: rien n’est parti. Préparez une version corrigée."


def send_gazette(bind: Bind, sending_id: int) -> None:
    mail = _started(bind, sending_id)
    if mail is None:
        return
    try:
        send(mail)
    except NotAccepted as refusal:
        _put_back(bind, sending_id, refusal)
        if not refusal.lasting:
            raise TryAgain(refusal.sentence) from None
        return
    with writing(bind) as session:
        session.get_one(GazetteSending, sending_id).sent_at = clock.now()


def given_up(bind: Bind, sentence: str, sending_id: int) -> None:
    with writing(bind) as session:
        _fail(session.get_one(GazetteSending, sending_id, with_for_update=True), sentence, clock.now())


def _started(bind: Bind, sending_id: int) -> Mail | None:
    try:
        with writing(bind) as session:
            return _start(session, sending_id, clock.now())
    except OperationalError:  # the worker begins it again in a moment
        raise
    except Exception:
        given_up(bind, UNWRITTEN, sending_id)
        raise


def _start(session: Session, sending_id: int, now: datetime) -> Mail | None:
    """The mail to hand over; none when another worker has begun, or when it must not leave."""
    sending = session.scalar(select(GazetteSending).where(GazetteSending.id == sending_id).with_for_update())
    if sending is None or sending.started_at or sending.sent_at or sending.failed_at:
        return None
    if reason := _why_not(session, sending):
        _fail(sending, reason, now)
        return None
    mail = compose(session, sending, session.get_one(Gazette, sending.gazette_id), now)
    sending.started_at, sending.failure = now, ""
    return mail


def _why_not(session: Session, sending: GazetteSending) -> str:
    if sending.is_trial:
        return ""
    person = session.get(GazetteSubscriber, sending.subscriber_id) if sending.subscriber_id else None
    if person is None or person.stopped_at:
        return STOPPED
    kept = [own for own in items_of(session, sending.gazette_id) if own.is_kept]
    return WITHDRAWN if taken_back(session, kept) else ""


def _put_back(bind: Bind, sending_id: int, refusal: NotAccepted) -> None:
    with writing(bind) as session:
        sending = session.get_one(GazetteSending, sending_id, with_for_update=True)
        sending.started_at, sending.failure = None, refusal.sentence
        if refusal.lasting:
            _fail(sending, refusal.sentence, clock.now())


def _fail(sending: GazetteSending, sentence: str, now: datetime) -> None:
    if sending.sent_at is None and sending.failed_at is None:
        sending.failed_at, sending.failure = now, sentence
