"""A month with everything in it, and one with nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.assessments import service as assessments
from app.gazette import items, service
from app.gazette.months import Month
from app.gazette.queries import items_of
from app.models import Answer, Gazette, GazetteItem, GazetteSubscriber, Partner, Project, Respondent
from tests import factories as make
from tests.app.results.published import PROFILES, a_published_campaign, cells

MONTH = Month(date(2025, 2, 1))
"""The month in which the campaigns of the tests are published."""
EMPTY = Month(date(2019, 5, 1))
TODAY = date(2026, 11, 27)
NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
WORDS = "Nous avons appris à nous parler."


@dataclass
class Known:
    project: Project
    partners: Sequence[Partner]
    respondents: Sequence[Respondent]


def a_full_month(session: Session, month: Month) -> Known:
    """A project validated, a milestone done late, results published and words allowed, all of that month."""
    project = make.a_project(
        session, title="La ruche", territory_label="Sète", region_code="76", status="en_cours", starts_on=None
    )
    funder = make.an_organisation(session, name="Fondation Horizons", profile_code="fondation")
    day = month.first.replace(day=12)
    investment = make.an_investment(session, project, "24500", copil_on=day, copil_number="12")
    make.an_allocation(session, investment, funder, "24500")
    make.a_milestone(
        session, project, title="Signature de la convention", due_on=month.first.replace(day=5), done_on=day
    )
    partners = [
        make.a_partner(session, project, make.an_organisation(session, name=f"Secret {own}", profile_code=own))
        for own in PROFILES
    ]
    return Known(project, partners, spoken(session, project, partners))


def spoken(session: Session, project: Project, partners: list[Partner], *levels: int) -> list[Respondent]:
    """A campaign published, the first partner having written and agreed to be quoted."""
    campaign, _ = a_published_campaign(session, project, partners, *(levels or (2, 3, 4)))
    found = session.query(Respondent).filter_by(campaign_id=campaign.id).order_by(Respondent.id).all()
    say(session, found[0], WORDS)
    found[0].quotes_allowed = True
    session.flush()
    return found


def published_at(session: Session, project: Project, moment: datetime) -> None:
    """A campaign of three partners, published then."""
    partners = [make.a_partner(session, project, make.an_organisation(session, profile_code=own)) for own in PROFILES]
    campaign = assessments.open_campaign(
        session, project=project, moment="in_itinere", held_on=date(2025, 2, 1), partners=partners, user=None
    )
    for respondent in session.query(Respondent).filter_by(campaign_id=campaign.id).all():
        filled = cells("in_itinere", 3)
        assessments.save_answers(session, respondent=respondent, cells=filled, user=None, now=moment)
    assessments.close_campaign(session, campaign=campaign, user=None, now=moment)
    assessments.publish(session, campaign=campaign, user=None, now=moment)


def say(session: Session, respondent: Respondent, words: str, question: str = "A1.1") -> None:
    own = update(Answer).where(Answer.respondent_id == respondent.id, Answer.question_code == question)
    session.execute(own.values(comment=words))


def a_gazette(session: Session, month: Month) -> Gazette:
    return service.prepare(session, month=month, user=None, today=TODAY)


def a_ready_gazette(session: Session, month: Month) -> Gazette:
    gazette = a_gazette(session, month)
    service.make_ready(session, gazette, user=None)
    return gazette


def a_subscriber(session: Session, email: str = "camille@exemple.fr", **given: object) -> GazetteSubscriber:
    return make.keep(session, GazetteSubscriber(**{"email": email, "name": "Camille", "added_at": NOW} | given))


def texts(session: Session, gazette: Gazette) -> list[str]:
    return [own.text for own in items_of(session, gazette.id)]


def only(session: Session, gazette: Gazette, kind: str) -> GazetteItem:
    (found,) = [own for own in items_of(session, gazette.id) if own.kind == kind]
    return found


def of_a_gazette(session: Session) -> dict[str, object]:
    """One more month, a sentence in it, and someone who receives it: by the names of addresses."""
    count = session.query(Gazette).count()
    gazette = a_gazette(session, Month(date(2018, count % 12 + 1, 1)))
    item = items.add_free(session, gazette, text="Une phrase.", user=None)
    person = a_subscriber(session, f"abonne{count}@exemple.fr")
    return {"gazette_id": gazette.id, "phrases/item_id": item.id, "subscriber_id": person.id}
