"""Projects at each place of a trajectory, whatever the day of the test."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.milestones.proposal import months_after
from app.models import ModelLever, Project
from tests import factories as make
from tests.app.regions.test_figures import publish


def aged(session: Session, months: int, **given: Any) -> Project:
    """Started that many whole months ago, on a day that every month has."""
    return make.a_project(session, starts_on=start(months), status="en_cours", **given)


def start(months: int) -> date:
    return months_after(clock.today() - timedelta(days=clock.today().day - 1), -months)


def held(project: Project, months: int) -> date:
    assert project.starts_on
    return months_after(project.starts_on, months)


def ex_post(session: Session, project: Project, months: int, **scores: float) -> int:
    """Published that many months after the start."""
    return publish(session, project, scores, held(project, months), moment="ex_post")


def a_lever(session: Session, project: Project, lever: str = "alliances", **given: Any) -> ModelLever:
    values = {"before": "Un partenaire historique.", "before_on": date(2024, 1, 15)}
    return make.keep(session, ModelLever(project_id=project.id, lever=lever, **values | given))
