"""Mails that failed and surely did not leave, asked for once more; a doubt stays a doubt."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.gazette.mailing import check
from app.gazette.queries import address_of
from app.gazette.restored import HELD
from app.gazette.sending import STOPPED
from app.jobs import enqueue
from app.models import Gazette, GazetteSending, GazetteStatus, GazetteSubscriber, User

NOTHING = "Aucun envoi en échec ne peut être réessayé."


def count_retriable(session: Session, gazette_id: int) -> int:
    return session.scalar(select(func.count()).select_from(GazetteSending).where(*_failed(gazette_id))) or 0


def retry(session: Session, gazette: Gazette, *, user: User | None, now: datetime) -> int:
    """How many leave again once this transaction is committed; two presses at once send once."""
    check(session, gazette)
    if gazette.status != GazetteStatus.SENT:
        raise Refused(NOTHING, f"{address_of(gazette)}/envoi", "Revenir aux envois")
    found = session.scalars(
        select(GazetteSending).where(*_failed(gazette.id)).order_by(GazetteSending.id).with_for_update()
    ).all()
    if not found:
        raise Refused(NOTHING, f"{address_of(gazette)}/envoi", "Revenir aux envois")
    for sending in found:
        sending.failed_at, sending.failure = None, ""
        sending.queued_at, sending.queued_by_id = now, user.id if user else None
        enqueue(session, "gazette.send", sending_id=sending.id)
    session.flush()
    return len(found)


def _failed(gazette_id: int) -> tuple[ColumnElement[bool], ...]:
    """Never handed over, never held by a restoration, to people who still want it."""
    own = GazetteSending
    living = select(GazetteSubscriber.id).where(GazetteSubscriber.stopped_at.is_(None))
    return (
        own.gazette_id == gazette_id,
        ~own.is_trial,
        own.failed_at.is_not(None),
        own.sent_at.is_(None),
        own.started_at.is_(None),
        own.failure.not_in((HELD, STOPPED)),
        own.subscriber_id.in_(living),
    )
