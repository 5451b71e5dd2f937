"""Who of the fund follows a project."""

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.models import Role, User

may_follow: ColumnElement[bool] = and_(
    User.active, User.role.in_((Role.ADMIN.value, Role.GESTIONNAIRE.value, Role.EVALUATEUR.value))
)
"""Who acts on projects: a reader and a funder do not, a closed account does no longer."""


def check_referent(session: Session, referent_id: int | None, current: int | None = None) -> None:
    """Whoever follows it today stays, even when the account is closed since: it is handed over, not lost."""
    if referent_id is None or referent_id == current:
        return
    if session.scalar(select(User.id).where(User.id == referent_id, may_follow)) is None:
        raise Refused("Choisissez une personne du Fonds dont le compte est ouvert.", field="referent_id")
