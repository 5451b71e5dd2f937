"""A project that someone must name: by its code, its title, or a place it covers."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.search.queries import BY_INDEX, Reader, portfolio
from app.search.words import Asked

PROPOSED = 8


class Near(NamedTuple):
    code: str
    title: str


def nearest(session: Session, typed: str, size: int = PROPOSED) -> list[Near]:
    """The very code first, then the titles that begin so; nothing while too little is typed."""
    asked = Asked.of(typed)
    if not asked.is_enough:
        return []
    session.execute(BY_INDEX)
    found = portfolio.projects(asked, Reader()).subquery()
    rows = session.scalars(select(found.c.facts).order_by(found.c.rank, found.c.sort, found.c.key).limit(size))
    return [Near(facts["code"], facts["title"]) for facts in rows]
