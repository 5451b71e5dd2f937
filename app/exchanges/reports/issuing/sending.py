"""An issued file leaves to one address: marked as started, committed, then handed over; what came of it, after.

A doubt is left as it is, for someone to see: the file does not leave twice by itself.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.db import Bind, writing
from app.exchanges.reports.issuing.letter import compose
from app.jobs import TryAgain
from app.mail import Mail, NotAccepted, send
from app.models import IssuedFile, IssuedSending

UNWRITTEN = "Ce courriel n’a pas pu être écrit\u202f: prévenez la personne qui s’occupe du site."


def send_file(bind: Bind, sending_id: int) -> None:
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
        session.get_one(IssuedSending, sending_id).sent_at = clock.now()


def given_up(bind: Bind, sentence: str, sending_id: int) -> None:
    with writing(bind) as session:
        _fail(session.get_one(IssuedSending, sending_id, with_for_update=True), sentence, clock.now())


def _started(bind: Bind, sending_id: int) -> Mail | None:
    try:
        with writing(bind) as session:
            return _start(session, sending_id, clock.now())
    except Exception:
        given_up(bind, UNWRITTEN, sending_id)
        raise


def _start(session: Session, sending_id: int, now: datetime) -> Mail | None:
    """The mail to hand over; none when another worker has begun, or when it is over."""
    sending = session.scalar(select(IssuedSending).where(IssuedSending.id == sending_id).with_for_update())
    if sending is None or sending.started_at or sending.sent_at or sending.failed_at:
        return None
    mail = compose(session, sending, session.get_one(IssuedFile, sending.issued_id))
    sending.started_at, sending.failure = now, ""
    sending.is_attached = bool(mail.attachments)
    return mail


def _put_back(bind: Bind, sending_id: int, refusal: NotAccepted) -> None:
    with writing(bind) as session:
        sending = session.get_one(IssuedSending, sending_id, with_for_update=True)
        sending.started_at, sending.failure = None, refusal.sentence
        if refusal.lasting:
            _fail(sending, refusal.sentence, clock.now())


def _fail(sending: IssuedSending, sentence: str, now: datetime) -> None:
    if sending.sent_at is None and sending.failed_at is None:
        sending.failed_at, sending.failure = now, sentence
