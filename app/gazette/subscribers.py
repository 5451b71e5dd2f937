"""Who receives the gazette: added by someone of the fund, stopped by anyone, without an account."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.accounts.sealing import BrokenSeal, seal, unseal
from app.errors import NotFound, Refused
from app.gazette.addresses import Recipient
from app.models import GazetteSubscriber, User
from app.settings import settings

PURPOSE = "arret-de-la-gazette"
PEOPLE = "/gazette/abonnes"
ALREADY = "Cette adresse reçoit déjà la gazette."
STOPPED = "Cette adresse ne veut plus recevoir la gazette\u00a0: c’est à elle de nous le redemander."


def add_subscriber(
    session: Session, *, email: str, name: str, asked_again: bool = False, user: User | None, now: datetime
) -> GazetteSubscriber:
    """``asked_again``: a person who had stopped asked for it again."""
    found = session.scalar(select(GazetteSubscriber).where(GazetteSubscriber.email == email).with_for_update())
    if found is None:
        found = GazetteSubscriber(email=email, name=name, added_at=now, added_by_id=user.id if user else None)
        session.add(found)
    elif found.stopped_at and not asked_again:
        raise Refused(STOPPED, field="asked_again")
    elif found.is_kept and not found.stopped_at:
        raise Refused(ALREADY, field="email")
    else:
        found.is_kept, found.stopped_at, found.name = True, None, name or found.name
        found.added_at, found.added_by_id = now, user.id if user else None
    session.flush()
    return found


def known(session: Session, typed: Iterable[Recipient], *, user: User | None, now: datetime) -> list[GazetteSubscriber]:
    """Those typed for one sending, each with its own way out; refused when one of them wanted no more."""
    wanted = {own.email: own for own in typed}
    if not wanted:
        return []
    by = user.id if user else None
    rows = [
        {"email": own.email, "name": own.name, "is_kept": False, "added_at": now, "added_by_id": by}
        for own in wanted.values()
    ]
    session.execute(insert(GazetteSubscriber).values(rows).on_conflict_do_nothing())
    query = select(GazetteSubscriber).where(GazetteSubscriber.email.in_(wanted)).order_by(GazetteSubscriber.id)
    found = list(session.scalars(query))
    if gone := [own.email for own in found if own.stopped_at]:
        raise Refused(
            f"{', '.join(gone)} ne veut plus recevoir la gazette\u00a0: retirez cette adresse.", field="others"
        )
    return found


def stop(session: Session, subscriber: GazetteSubscriber, *, now: datetime) -> None:
    """Said once or ten times, the first one counts; the address is kept only so as not to be written to again."""
    own = update(GazetteSubscriber).where(GazetteSubscriber.id == subscriber.id, GazetteSubscriber.stopped_at.is_(None))
    session.execute(own.values(stopped_at=now))


def get_subscriber(session: Session, subscriber_id: int) -> GazetteSubscriber:
    found = session.get(GazetteSubscriber, subscriber_id) if subscriber_id < 2**63 else None
    if found is None:
        raise NotFound("Cette personne n’est pas dans la liste.", PEOPLE, "Voir les abonnés")
    return found


def stop_address(subscriber_id: int, now: datetime) -> str:
    sealed = seal(str(subscriber_id).encode(), purpose=PURPOSE, now=now).decode()
    return f"{settings().base_url.rstrip('/')}/gazette/desinscription/{sealed}"


def who_stops(session: Session, sealed: str, now: datetime) -> GazetteSubscriber | None:
    """Whose mail it came with; none for an address made up, or of someone forgotten since."""
    try:
        number = int(unseal(sealed.encode(), purpose=PURPOSE, now=now))
    except (BrokenSeal, ValueError):
        return None
    return session.get(GazetteSubscriber, number)
