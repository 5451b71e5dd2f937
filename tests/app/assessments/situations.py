"""Situations that several tests start from."""

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from app.assessments import service
from app.assessments.cells import Content, Typed
from app.models import Campaign, Respondent
from evaluation import load_grid
from tests import factories as make

NOW = datetime(2025, 2, 10, 9, 42, tzinfo=UTC)
GRID = load_grid(make.GRID)
QUESTIONS = [question.code for axis in GRID.axes for question in axis.questions]


def a_campaign_of(
    session: Session, *profiles: str, moment: str = "in_itinere", start: bool = True
) -> tuple[Campaign, list[Respondent]]:
    """An open campaign with one invited partner per profile."""
    project = make.a_project(session)
    partners = [
        make.a_partner(session, project, make.an_organisation(session, profile_code=profile)) for profile in profiles
    ]
    campaign = service.open_campaign(
        session, project=project, moment=moment, held_on=date(2025, 2, 1), partners=partners, user=None, start=start
    )
    respondents = session.query(Respondent).filter_by(campaign_id=campaign.id).order_by(Respondent.id).all()
    return campaign, respondents


def answer(session: Session, respondent: Respondent, question: str, value: int | str | None, seen: int = 0) -> int:
    return service.save_answer(
        session,
        respondent=respondent,
        reading="observed",
        question_code=question,
        value=value,
        seen_version=seen,
        user=None,
        now=NOW,
    )


def fill(session: Session, respondent: Respondent, value: int | str = 3) -> None:
    cells = [Typed("observed", question, Content(value), 0) for question in QUESTIONS]
    service.save_answers(session, respondent=respondent, cells=cells, user=None, now=NOW)


def a_closed_campaign(session: Session) -> Campaign:
    """Three partners of three profiles answered everything."""
    campaign, respondents = a_campaign_of(session, "association", "collectivite", "entreprise")
    for level, respondent in enumerate(respondents, start=2):
        fill(session, respondent, level)
    return service.close_campaign(session, campaign=campaign, user=None, now=NOW)
