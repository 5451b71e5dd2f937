"""Many records at once, to see what grows with them."""

from datetime import date, timedelta

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.models import Campaign, Investment, Project, Respondent
from tests import factories as make


def many_projects(session: Session, count: int, first: int = 20_000) -> list[int]:
    """Projects with an investment each; their ids."""
    rows = [{"code": f"ODD17-2025-{first + n}", "title": f"Série {n % 7}", "status": "en_cours"} for n in range(count)]
    ids = list(session.scalars(insert(Project).returning(Project.id), rows))
    money = [{"project_id": identifier, "amount_eur": 1000, "copil_on": date(2025, 1, 1)} for identifier in ids]
    session.execute(insert(Investment), money)
    return ids


def many_campaigns(session: Session, count: int, first: int = 20_000) -> list[int]:
    """An open campaign a project, with one organisation invited in each; their ids."""
    organisation = make.an_organisation(session)
    rows = [
        {
            "project_id": project,
            "moment": "in_itinere",
            "status": "ouverte",
            "held_on": date(2025, 1, 1) + timedelta(days=n % 90),
            "grid_reference": make.GRID,
        }
        for n, project in enumerate(many_projects(session, count, first))
    ]
    ids = list(session.scalars(insert(Campaign).returning(Campaign.id), rows))
    invited = {"organisation_id": organisation.id, "profile_code": "association", "role_code": "partenaire"}
    session.execute(insert(Respondent), [{"campaign_id": identifier} | invited for identifier in ids])
    return ids
