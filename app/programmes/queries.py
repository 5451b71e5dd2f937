"""Programmes, and what has been committed under each."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.models import Investment, Programme, Project, User

NEWEST_FIRST = (Programme.starts_on.desc().nulls_last(), Programme.code)


class Line(NamedTuple):
    code: str
    title: str
    starts_on: date | None
    ends_on: date | None
    envelope_eur: Decimal | None
    envelope_source: str
    envelope_dated_on: date | None
    projects: int
    committed: Decimal

    @property
    def share(self) -> Decimal | None:
        """What part of the envelope is committed."""
        return self.committed / self.envelope_eur if self.envelope_eur else None


def programmes(session: Session) -> list[Line]:
    """The newest first; those without dates last."""
    projects = select(func.count()).select_from(Project).where(Project.programme_id == Programme.id)
    committed = (
        select(func.coalesce(func.sum(Investment.amount_eur), 0))
        .join(Project, Project.id == Investment.project_id)
        .where(Project.programme_id == Programme.id)
    )
    rows = session.execute(
        select(
            Programme.code,
            Programme.title,
            Programme.starts_on,
            Programme.ends_on,
            Programme.envelope_eur,
            Programme.envelope_source,
            Programme.envelope_dated_on,
            projects.scalar_subquery(),
            committed.scalar_subquery(),
        ).order_by(*NEWEST_FIRST)
    )
    return [Line(*row) for row in rows]


def programme_choices(session: Session) -> list[tuple[str, str]]:
    """(code, title), in the same order."""
    rows = session.execute(select(Programme.code, Programme.title).order_by(*NEWEST_FIRST))
    return [(code, title) for code, title in rows]


def get_programme(session: Session, code: str) -> Programme:
    found = session.scalar(select(Programme).where(Programme.code == code))
    if found is None:
        raise NotFound("Ce programme n’existe pas.", link="/programmes", link_label="Voir les programmes")
    return found


def editor_name(session: Session, programme: Programme) -> str:
    user = session.get(User, programme.updated_by_id) if programme.updated_by_id else None
    return user.name if user else ""
