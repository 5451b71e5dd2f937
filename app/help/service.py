"""Verbs on how one person sees the site."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models import User
from app.models.user import Theme


def set_theme(session: Session, *, user_id: int, theme: Theme) -> None:
    session.get_one(User, user_id).theme = theme


def set_display(session: Session, *, user_id: int, theme: Theme, single_keys: bool) -> None:
    user = session.get_one(User, user_id)
    user.theme, user.single_keys = theme, single_keys


def end_first_visit(session: Session, *, user_id: int, now: datetime) -> None:
    """Done, or put away: it stays readable from the menu."""
    user = session.get_one(User, user_id)
    user.welcomed_at = user.welcomed_at or now
