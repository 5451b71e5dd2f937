"""Reading accounts."""

from sqlalchemy.orm import Session

from app.errors import NotFound
from app.models.user import User


def account(session: Session, user_id: int) -> User:
    user = session.get(User, user_id)
    if user is None:
        raise NotFound("Ce compte n’existe pas.", "/comptes", "Revenir aux comptes")
    return user
