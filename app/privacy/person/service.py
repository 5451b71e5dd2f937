"""Forgetting one person, once it was shown what that means."""

import secrets
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.journal.context import because
from app.models import Erasure, Role, User
from app.privacy.matching import Identity, by_name, digest
from app.privacy.person.erasing import Forgetting, forget, forget_files
from app.privacy.person.searching import held
from app.privacy.replay import Known, write_down

SALT_BYTES = 32
TOO_WIDE = "Un seul mot désigne trop de monde\u00a0: écrivez le prénom et le nom, ou l’adresse électronique."
YOURSELF = "C’est votre propre compte\u00a0: une autre personne de l’administration peut l’effacer."
LAST_ADMIN = "C’est le dernier compte d’administration\u00a0: ouvrez-en un autre d’abord."
NOTHING = "Rien ne nomme cette personne\u00a0: il n’y a rien à effacer."


def erase(
    session: Session,
    person: Identity,
    *,
    spared: Collection[str] = (),
    withdrawn: Collection[int] = (),
    reason: str,
    user: User | None,
    now: datetime,
) -> Erasure:
    """``spared``: records of a namesake. The name is written nowhere: not here, not in the journal, not in a log."""
    if not person.can_be_erased:
        raise Refused(TOO_WIDE, field="names")
    found = held(session, person)
    if found.is_empty:
        raise Refused(NOTHING, field="names")
    _check_accounts(session, {one for one in found.accounts() if f"user:{one}" not in spared}, user)
    erasure = _numbered(session, person, reason, user, now)
    because(session, f"Effacement n°\u00a0{erasure.id}")
    forgetting = Forgetting(by_name(person), erasure.id, person, frozenset(spared))
    done = forget(session, forgetting, now=now) + forget_files(session, found.files, withdrawn=withdrawn)
    known = Known(now, erasure.salt, tuple(erasure.digests), tuple(sorted(spared)), tuple(sorted(withdrawn)))
    erasure.places = {**known.choices(), "changes": dict(done)}
    session.flush()
    _once_committed(session, lambda: _outside(known, found.files.mails))
    return erasure


def _check_accounts(session: Session, accounts: set[int], user: User | None) -> None:
    if user is not None and user.id in accounts:
        raise Refused(YOURSELF, field="names")
    admins = set(session.scalars(select(User.id).where(User.role == Role.ADMIN, User.active)))
    if admins and admins <= accounts:
        raise Refused(LAST_ADMIN, field="names")


def _numbered(session: Session, person: Identity, reason: str, user: User | None, now: datetime) -> Erasure:
    """One salt for all: an old copy is read once, whatever the number of those forgotten."""
    salt = session.scalar(select(Erasure.salt).order_by(Erasure.id).limit(1)) or secrets.token_bytes(SALT_BYTES)
    erasure = Erasure(salt=salt, digests=[digest(salt, key) for key in person.every_key()], reason=reason)
    erasure.happened_at, erasure.user_id = now, user.id if user else None
    session.add(erasure)
    session.flush()
    return erasure


def _once_committed(session: Session, then: Callable[[], None]) -> None:
    def committed(_: Any) -> None:
        then()

    event.listen(session, "after_commit", committed, once=True)


def _outside(known: Known, mails: Collection[Path]) -> None:
    """What no transaction holds: the list that outlives the database, the mails that were never sent."""
    write_down([known])
    for mail in mails:
        mail.unlink(missing_ok=True)
