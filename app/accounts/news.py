"""What an administrator changed in an account, told to its person."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.accounts.sealing import seal
from app.jobs import enqueue
from app.models.user import User

PURPOSE = "ancienne-adresse"


class Change(NamedTuple):
    """`former_email` is empty when the address stays."""

    role: bool
    former_email: str


def tell_change(session: Session, *, account: User, change: Change, now: datetime) -> None:
    """A former address travels sealed: the queue can be read without learning anything of anybody."""
    if not change.role and not change.former_email:
        return
    sealed = seal(change.former_email.encode(), purpose=PURPOSE, now=now).decode() if change.former_email else ""
    enqueue(
        session,
        "accounts.tell_change",
        user_id=account.id,
        asked_at=now.isoformat(),
        role=change.role,
        former=sealed,
    )
