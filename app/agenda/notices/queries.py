"""What was told of a milestone, to whom and when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.agenda.notices.finding import ESCALATED
from app.models import Digest, Notice, NoticeSubject, User


@dataclass(frozen=True, slots=True)
class Told:
    name: str
    at: datetime


def escalations_of(session: Session, milestone_ids: Collection[int]) -> dict[int, list[Told]]:
    """The colleagues told that a milestone is late, for mails that left."""
    statement = (
        select(Notice.subject_id, User.name, Digest.sent_at)
        .join(Digest, Digest.id == Notice.digest_id)
        .join(User, User.id == Notice.user_id)
        .where(Notice.subject == NoticeSubject.MILESTONE, Notice.subject_id.in_(milestone_ids))
        .where(Notice.mark == ESCALATED, Digest.sent_at.is_not(None))
        .order_by(Digest.sent_at, Notice.id)
    )
    found: dict[int, list[Told]] = {}
    for milestone, name, at in session.execute(statement):
        if at is not None:
            found.setdefault(milestone, []).append(Told(name, at))
    return found


def told_late(
    session: Session, milestone_ids: Collection[int], user_ids: Collection[int]
) -> dict[tuple[int, int], datetime]:
    """(milestone, person) → when that person was first told that it is late."""
    statement = (
        select(Notice.subject_id, Notice.user_id, func.min(Digest.sent_at))
        .join(Digest, Digest.id == Notice.digest_id)
        .where(Notice.subject == NoticeSubject.MILESTONE, Notice.subject_id.in_(milestone_ids))
        .where(Notice.user_id.in_(user_ids), Notice.mark.startswith("retard-"), Digest.sent_at.is_not(None))
        .group_by(Notice.subject_id, Notice.user_id)
    )
    return {(milestone, user): at for milestone, user, at in session.execute(statement) if at}


def notices_of(session: Session, digest_id: int) -> Sequence[Notice]:
    return session.scalars(select(Notice).where(Notice.digest_id == digest_id).order_by(Notice.id)).all()
