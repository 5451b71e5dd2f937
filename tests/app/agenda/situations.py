"""Dated things of every kind, around a known day."""

from datetime import date

from sqlalchemy.orm import Session

from app.models import Project
from tests.factories import a_campaign, a_milestone, a_project, an_instalment, an_investment

TODAY = date(2026, 11, 25)


def a_dated_project(session: Session, **given: object) -> Project:
    """Starts and ends, a committee, a late milestone, one done, one to come, a tranche and a campaign."""
    values = {"title": "Pacte alimentaire", "starts_on": date(2026, 11, 2), "ends_on": date(2027, 11, 1)}
    project = a_project(session, **values | given)
    investment = an_investment(session, project, copil_number="12", copil_on=date(2026, 11, 3))
    a_milestone(session, project, title="Convention", due_on=date(2026, 11, 10))
    a_milestone(session, project, title="Cadrage", due_on=date(2026, 11, 1), done_on=date(2026, 11, 4))
    a_milestone(session, project, title="Point d’étape", due_on=date(2026, 11, 25))
    an_instalment(session, investment, "12000", label="Tranche 1 sur 2", due_on=date(2026, 11, 30))
    a_campaign(session, project, opens_on=date(2026, 11, 5), closes_on=date(2026, 11, 27))
    return project
