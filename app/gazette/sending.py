"""A gazette leaves to one address: not to someone who stopped it, nor with words nobody agrees to any more."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.gazette.letter import compose
from app.gazette.queries import items_of
from app.gazette.voices import taken_back
from app.mail import Mail
from app.models import Gazette, GazetteSending, GazetteSubscriber
from app.post import Post

STOPPED = "Cette personne s’est désinscrite entre-temps\u202f: rien n’est parti."
WITHDRAWN = "Une parole citée n’est plus autorisée\u202f: rien n’est parti. Préparez une version corrigée."


def _why_not(session: Session, sending: GazetteSending) -> str:
    if sending.is_trial:
        return ""
    person = session.get(GazetteSubscriber, sending.subscriber_id) if sending.subscriber_id else None
    if person is None or person.stopped_at:
        return STOPPED
    kept = [own for own in items_of(session, sending.gazette_id) if own.is_kept]
    return WITHDRAWN if taken_back(session, kept) else ""


def _compose(session: Session, sending: GazetteSending, now: datetime) -> Mail:
    return compose(session, sending, session.get_one(Gazette, sending.gazette_id), now)


POST = Post(GazetteSending, _why_not, _compose)
