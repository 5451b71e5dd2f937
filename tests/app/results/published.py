"""Campaigns answered, closed and published for real."""

from datetime import date

from sqlalchemy.orm import Session

from app.assessments import service
from app.assessments.cells import Content, Typed
from app.models import Campaign, Partner, Project, Respondent, Result
from evaluation import READINGS, Moment, load_grid
from tests import factories as make
from tests.app.assessments.situations import NOW

GRID = load_grid(make.GRID)
PROFILES = ("association", "collectivite", "entreprise")


def a_project_with_partners(session: Session, *profiles: str) -> tuple[Project, list[Partner]]:
    project = make.a_project(session)
    organisations = [make.an_organisation(session, profile_code=profile) for profile in profiles or PROFILES]
    return project, [make.a_partner(session, project, organisation) for organisation in organisations]


def a_published_campaign(
    session: Session,
    project: Project,
    partners: list[Partner],
    *levels: int | str | None,
    moment: str = "in_itinere",
    held_on: date = date(2025, 2, 1),
) -> tuple[Campaign, Result]:
    """Each partner gives its level everywhere; none is silence."""
    campaign = service.open_campaign(
        session, project=project, moment=moment, held_on=held_on, partners=partners, user=None
    )
    respondents = session.query(Respondent).filter_by(campaign_id=campaign.id).order_by(Respondent.id).all()
    for respondent, level in zip(respondents, levels, strict=True):
        if level is not None:
            service.save_answers(session, respondent=respondent, cells=cells(moment, level), user=None, now=NOW)
    service.close_campaign(session, campaign=campaign, user=None, now=NOW)
    return campaign, service.publish(session, campaign=campaign, user=None, now=NOW)


def cells(moment: str, level: int | str) -> list[Typed]:
    return [
        Typed(reading, question.code, Content(level), 0)
        for reading in READINGS[Moment(moment)]
        for axis in GRID.axes_of(reading)
        for question in axis.questions
    ]
