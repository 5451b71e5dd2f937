"""Programmes: created and changed."""

from typing import Any

from sqlalchemy import func
from sqlalchemy.orm import Session

from app.errors import Conflict
from app.models import Programme, User


def create_programme(session: Session, *, code: str, title: str, user: User | None, **columns: Any) -> Programme:
    programme = Programme(code=code, title=title, updated_by_id=user.id if user else None, **columns)
    session.add(programme)
    session.flush()
    return programme


def update_programme(
    session: Session, programme: Programme, *, version: int | str | None, user: User | None, **columns: Any
) -> Programme:
    if version is not None and str(version) != str(programme.version):
        raise Conflict(link=f"/programmes/{programme.code}/modifier", link_label="Recharger la fiche")
    for name, value in columns.items():
        setattr(programme, name, value)
    programme.updated_by_id = user.id if user else None
    programme.updated_at = func.now()
    session.flush()
    session.refresh(programme)
    return programme
