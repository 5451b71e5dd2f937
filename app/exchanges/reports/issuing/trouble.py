"""The letter that says that a planned export did not leave: its owner counts on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Bind, reading
from app.jobs import enqueue
from app.mail import Mail
from app.models import IssuedFile, SavedExport, User
from app.post import hand_over
from app.settings import settings
from app.web.templating import environment

NO_PROJECT = "Aucun projet ne correspond\u202f: un fichier vide n’est pas envoyé."


@dataclass(frozen=True)
class Words:
    """What the templates may say. `is_owner`: the reader is whoever keeps this export, or an administrator for them."""

    name: str
    export: str
    due_on: date
    reason: str
    address: str
    is_owner: bool


def tell_owner(session: Session, issued: IssuedFile) -> None:
    """Once, with the state that is recorded; a file asked for by hand is seen on its page by whoever waits for it."""
    if issued.due_on is None:
        return
    for user in people_to_tell(session, issued):
        enqueue(session, "exports.tell_trouble", issued_id=issued.id, user_id=user.id)


def people_to_tell(session: Session, issued: IssuedFile) -> Sequence[User]:
    """The owner; when they are gone, the administrators."""
    owner = session.scalar(
        select(User).join(SavedExport, SavedExport.owner_id == User.id).where(SavedExport.id == issued.saved_export_id)
    )
    if owner is not None and owner.active:
        return [owner]
    return session.scalars(select(User).where(User.role == "admin", User.active).order_by(User.id)).all()


def tell(bind: Bind, issued_id: int, user_id: int) -> None:
    with reading(bind) as session:
        mail = compose(session, issued_id, user_id)
    if mail:
        hand_over(mail)


def compose(session: Session, issued_id: int, user_id: int) -> Mail | None:
    """None for an account closed meanwhile."""
    issued, user = session.get(IssuedFile, issued_id), session.get(User, user_id)
    saved = session.get(SavedExport, issued.saved_export_id) if issued and issued.saved_export_id else None
    if issued is None or issued.due_on is None or saved is None or user is None or not user.active:
        return None
    address = f"{settings().base_url.rstrip('/')}/exports/{issued.id}"
    words = Words(
        user.name, saved.name, issued.due_on, issued.failure or NO_PROJECT, address, saved.owner_id == user.id
    )
    return Mail(
        to=user.email,
        subject="Un export planifié n’est pas parti",
        text=environment.get_template("exchanges/reports/letters/trouble.txt").render(words=words).strip() + "\n",
        html=environment.get_template("exchanges/reports/letters/trouble.html").render(words=words),
    )
