"""A project as its answers show it."""

from typing import Any

from sqlalchemy.orm import Session

from app.api.answers_projects import Project
from app.investments.queries import project_card as money_card
from app.milestones.queries import project_card as milestones_card
from app.models import Project as ProjectRecord
from app.partners.card import project_card as partners_card


def project(session: Session, found: ProjectRecord) -> Project:
    """`found` comes whole."""
    return Project.model_validate(
        {
            "project": found,
            "money": money_card(session, found),
            "partners": partners_card(session, found).lines,
            "milestones": milestones_card(session, found).lines,
        }
    )


def shown_codes(found: ProjectRecord) -> dict[str, Any]:
    """What the form holds otherwise than JSON does."""
    return {"programme": found.programme.code if found.programme else None, "region": found.region_code}
