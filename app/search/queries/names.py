"""The names a word may be a misspelling of: a bounded number, all of them shown to everyone of the fund."""

from collections.abc import Iterator

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session

from app.models import Organisation, Programme, Project, Territory, project_territory

EACH = 4000


def known_names(session: Session) -> Iterator[str]:
    """Titles of projects and programmes, organisations, places covered, regions and départements."""
    covered = select(project_territory.c.territory_id)
    wide = Territory.kind.in_(["region", "departement"])
    sources = (
        select(Project.title).order_by(Project.id.desc()).limit(EACH),
        select(Project.territory_label).where(Project.territory_label != "").order_by(Project.id.desc()).limit(EACH),
        select(Programme.title).limit(EACH),
        select(Organisation.name).order_by(Organisation.id.desc()).limit(EACH),
        select(Territory.label).where(wide | Territory.id.in_(covered)).limit(EACH),
    )
    yield from session.scalars(union_all(*(select(source.subquery().columns[0]) for source in sources)))
