"""Reading accounts."""

from collections.abc import Sequence

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.models.user import User


def account(session: Session, user_id: int) -> User:
    user = session.get(User, user_id)
    if user is None:
        raise NotFound("Ce compte n’existe pas.", "/comptes", "Revenir aux comptes")
    return user


def accounts(session: Session) -> Sequence[Row[int, str, str, str, bool]]:
    """Active people first, then by name."""
    query = select(User.id, User.name, User.email, User.role, User.active)
    return session.execute(query.order_by(User.active.desc(), User.name, User.id)).all()
