"""Alliances that answered, with their comments, to give back."""

import re
from datetime import date

from sqlalchemy.orm import Session

from app.assessments import service
from app.assessments.cells import Content, Typed
from app.models import Campaign, Project, Respondent
from evaluation import READINGS, Moment
from tests.app.assessments.situations import NOW
from tests.app.results.published import GRID
from tests.factories import a_partner, a_project, an_organisation

Level = int | str | None
QUESTIONS = [(axis, question) for axis in GRID.axes for question in axis.questions]


def an_alliance(
    session: Session,
    *profiles: str,
    moment: str = "in_itinere",
    held_on: date = date(2025, 2, 1),
    project: Project | None = None,
) -> tuple[Campaign, list[Respondent]]:
    """An open campaign, one partner by profile given, named « Organisation d’association 1 » and so on."""
    project = project or a_project(session, title="Rivières vivantes")
    partners = [
        a_partner(
            session,
            project,
            an_organisation(session, name=f"Organisation de {profile} {rank}", profile_code=profile),
            contact_name="Camille Dupont",
            contact_email=f"contact{rank}@exemple.fr",
        )
        for rank, profile in enumerate(profiles, 1)
    ]
    campaign = service.open_campaign(
        session, project=project, moment=moment, held_on=held_on, partners=partners, user=None
    )
    respondents = session.query(Respondent).filter_by(campaign_id=campaign.id).order_by(Respondent.id).all()
    return campaign, respondents


def says(
    session: Session,
    respondent: Respondent,
    everywhere: Level = None,
    comments: dict[str, str] | None = None,
    **levels: Level,
) -> None:
    """The same level everywhere but where it is told: `says(session, one, 3, {"A1.1": "Trop tard."}, A1_1=0)`."""
    campaign = session.get_one(Campaign, respondent.campaign_id)
    told = {name.replace("_", "."): level for name, level in levels.items()}
    cells = [
        Typed(reading, question.code, Content(value, 0, (comments or {}).get(question.code, "")), 0)
        for reading in READINGS[Moment(campaign.moment)]
        for axis, question in QUESTIONS
        if axis.is_asked(reading)
        for value in [told.get(question.code, everywhere)]
        if value is not None or question.code in (comments or {})
    ]
    service.save_answers(session, respondent=respondent, cells=cells, user=None, now=NOW)


def published(session: Session, campaign: Campaign) -> Campaign:
    service.close_campaign(session, campaign=campaign, user=None, now=NOW)
    service.publish(session, campaign=campaign, user=None, now=NOW)
    session.commit()
    return campaign


def a_disagreement(session: Session) -> tuple[Campaign, list[Respondent]]:
    """Two associations, a town and a silent company; the town does not see the same thing on three questions."""
    campaign, respondents = an_alliance(session, "association", "association", "collectivite", "entreprise")
    first, second, town, _ = respondents
    says(session, first, 3, comments={"A1.1": "Tout ce qui était prévu s’est fait."}, B1_1=4)
    says(session, second, 3, A1_1=4)
    says(session, town, 3, {"A1.1": "Nous attendons encore la moitié.", "C1.1": "Utile."}, A1_1=0, B1_1=1, C3_1=1)
    return published(session, campaign), respondents


def typeset(text: str) -> str:
    """With plain spaces, to be compared with what a person types."""
    return re.sub("[\u00a0\u202f]", " ", text)
