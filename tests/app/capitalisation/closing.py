"""A finished project, its deliverables, and a case its alliance agreed to."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.capitalisation.publishing import record_agreement, write_case
from app.models import CaseStudy, Deliverable, Pillar, Project
from tests.factories import a_project, keep

TEXTS = {
    "title": "Une épicerie tenue à plusieurs",
    "summary": "Trois villages ont rouvert un commerce.",
    "lessons": "Écouter d’abord les habitants.",
    "conditions": "Une mairie présente et un local.",
}


def a_deliverable(session: Session, project: Project, pillar: str = "capitaliser", **given: Any) -> Deliverable:
    values = {"title": "Récit de l’alliance", "done_on": date(2025, 3, 4), "kept_at": "https://exemple.fr/recit"}
    return keep(session, Deliverable(**{"project_id": project.id, "pillar_code": pillar} | values | given))


def with_every_pillar(session: Session, project: Project) -> Project:
    """One ticked deliverable by pillar in use."""
    for code in session.scalars(select(Pillar.code).where(Pillar.active).order_by(Pillar.position)):
        a_deliverable(session, project, code, title=f"Livrable {code}")
    return project


def a_finished_project(session: Session, **given: Any) -> Project:
    return a_project(session, **{"status": "termine", "title": "Épicerie partagée"} | given)


def a_case(session: Session, project: Project, **given: Any) -> CaseStudy:
    return write_case(session, project, None, **TEXTS | given, user=None)


def an_agreed_case(session: Session, project: Project, shows_money: bool = False, **given: Any) -> CaseStudy:
    case = a_case(session, project, **given)
    day = date(2025, 5, 6)
    record_agreement(
        session,
        project,
        case,
        agreed_by="Le comité, par Ana",
        agreed_on=day,
        shows_money=shows_money,
        user=None,
        today=day,
    )
    return case
