"""Asking for the gazette to be mailed: a trial to oneself, then once to each address."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.errors import Refused
from app.gazette.addresses import Recipient
from app.gazette.queries import address_of, items_of
from app.gazette.subscribers import known
from app.gazette.voices import taken_back
from app.jobs import enqueue
from app.models import Gazette, GazetteSending, GazetteStatus, GazetteSubscriber, User

NOT_READY = "Relisez la gazette et déclarez-la prête avant de l’envoyer."
NOBODY = "Choisissez au moins un destinataire."
SERVED = "Toutes ces adresses l’ont déjà reçue."
WITHDRAWN = "Une parole citée n’est plus autorisée par son auteur\u00a0: reprenez la rédaction et laissez-la de côté."


def send_out(
    session: Session,
    gazette: Gazette,
    *,
    to_subscribers: bool,
    others: Sequence[Recipient],
    user: User | None,
    now: datetime,
) -> int:
    """How many mails leave once this transaction is committed; the first time, the gazette is frozen as it is."""
    session.refresh(gazette, with_for_update=True)
    check(session, gazette)
    people = [*known(session, others, user=user, now=now), *(_living(session) if to_subscribers else ())]
    if not people:
        raise Refused(NOBODY, field="others")
    if gazette.status != GazetteStatus.SENT:
        gazette.status, gazette.sent_at = GazetteStatus.SENT, now
        gazette.sent_by_id = gazette.updated_by_id = user.id if user else None
        session.flush()
    numbers = _queue(session, gazette, people, user, now)
    if not numbers:
        raise Refused(SERVED, field="others")
    return len(numbers)


def try_out(session: Session, gazette: Gazette, *, user: User, now: datetime) -> GazetteSending:
    """To oneself, as often as one likes: it counts for nothing."""
    trial = GazetteSending(
        gazette_id=gazette.id, email=user.email, name=user.name, is_trial=True, queued_at=now, queued_by_id=user.id
    )
    session.add(trial)
    session.flush()
    enqueue(session, "gazette.send", sending_id=trial.id)
    return trial


def check(session: Session, gazette: Gazette) -> None:
    """Whatever keeps it from leaving."""
    if gazette.status == GazetteStatus.DRAFT:
        raise Refused(NOT_READY, address_of(gazette), "Revenir à la gazette")
    kept = [own for own in items_of(session, gazette.id) if own.is_kept]
    if taken_back(session, kept):
        raise Refused(WITHDRAWN, address_of(gazette), "Revenir à la gazette")


def _living(session: Session) -> Sequence[GazetteSubscriber]:
    wanted = select(GazetteSubscriber).where(GazetteSubscriber.is_kept, GazetteSubscriber.stopped_at.is_(None))
    return session.scalars(wanted.order_by(GazetteSubscriber.id)).all()


def _queue(
    session: Session, gazette: Gazette, people: Sequence[GazetteSubscriber], user: User | None, now: datetime
) -> Sequence[int]:
    """Those that the gazette had not been sent to yet."""
    by = user.id if user else None
    rows = [
        {
            "gazette_id": gazette.id,
            "subscriber_id": own.id,
            "email": own.email,
            "name": own.name,
            "queued_at": now,
            "queued_by_id": by,
        }
        for own in {person.id: person for person in people}.values()
    ]
    added = insert(GazetteSending).values(rows).on_conflict_do_nothing().returning(GazetteSending.id)
    numbers = session.scalars(added).all()
    for number in numbers:
        enqueue(session, "gazette.send", sending_id=number)
    return numbers
