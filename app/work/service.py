"""What is done from « Mon travail » itself: the verbs of the records, without asking twice."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from app.assessments import service as campaigns
from app.assessments.queries import get_campaign
from app.errors import NotFound
from app.investments import service as investments
from app.milestones import service as milestones
from app.models import Instalment, Milestone, Project, User
from app.projects.service import update_project

BACK = "/mon-travail"


def complete_milestone(session: Session, milestone_id: int, *, today: date, user: User) -> Milestone:
    """Done already, by someone else: it keeps its own day."""
    milestone = session.get(Milestone, milestone_id)
    if milestone is None:
        raise NotFound("Ce jalon n’existe pas, ou plus.", BACK, "Revenir à mon travail")
    if milestone.done_on is None:
        milestones.complete_milestone(session, milestone, done_on=today, user=user)
    return milestone


def make_payable(session: Session, instalment_id: int, *, user: User) -> Instalment:
    instalment = session.get(Instalment, instalment_id)
    if instalment is None:
        raise NotFound("Cette tranche n’existe pas, ou plus.", BACK, "Revenir à mon travail")
    return investments.make_payable(session, instalment, user=user)


def open_campaign(session: Session, campaign_id: int, *, user: User, now: datetime) -> None:
    campaigns.start_campaign(session, campaign=get_campaign(session, campaign_id), user=user, now=now)


def close_campaign(session: Session, campaign_id: int, *, user: User, now: datetime) -> None:
    campaigns.close_campaign(session, campaign=get_campaign(session, campaign_id), user=user, now=now)


def follow(session: Session, project: Project, *, user: User) -> Project:
    return update_project(session, project, version=None, user=user, referent_id=user.id)
