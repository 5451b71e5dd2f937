"""A partner of a project as the API finds it."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.errors import NotFound
from app.models import Partner, Project

PART = ("role_code", "joined_on", "left_on", "contribution")


def with_code(session: Session, number: int) -> tuple[Partner, str]:
    """With its organisation, and the code of its project."""
    query = select(Partner, Project.code).join(Project, Project.id == Partner.project_id)
    query = query.where(Partner.id == number).options(joinedload(Partner.organisation))
    found = session.execute(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound("Ce partenaire n’existe pas, ou plus.")
    return found[0], found[1]
