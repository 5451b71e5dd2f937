"""When an instalment may be made payable: its milestone is done and, for one that evaluates, its evaluation received.

Nothing here makes an instalment payable: a person signs. Read by the page of the money, by « Mon travail » and by
the notices: `is_ready()` as a condition over many instalments, `readiness()` for the facts of each.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, null, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from app.models import (
    Campaign,
    CampaignStatus,
    Instalment,
    InstalmentStatus,
    Milestone,
    Moment,
    Respondent,
)

# The milestones that an evaluation answers for, and at which moment.
MOMENTS: Mapping[str, Moment] = {
    "evaluation_ex_ante": Moment.EX_ANTE,
    "point_etape": Moment.IN_ITINERE,
    "bilan": Moment.EX_POST,
    "evaluation_ex_post": Moment.EX_POST,
}
RECEIVED = (CampaignStatus.CLOSED, CampaignStatus.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Facts:
    """`milestone` is its title, none when the instalment waits for nothing. `moment` is empty when nothing evaluates.

    `submitted` of `expected`: answers of the campaign under way, `campaign_id`, if there is one.
    """

    milestone: str | None = None
    milestone_id: int | None = None
    done_on: date | None = None
    moment: str = ""
    is_received: bool = True
    campaign_id: int | None = None
    submitted: int = 0
    expected: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """`words` follow « attend »; `link` opens what would end the wait."""

    words: str
    link: str
    link_label: str


def waiting(facts: Facts, code: str) -> Waiting | None:
    """What is still missing, the milestone first; None when the instalment may be made payable."""
    if facts.milestone is None:
        return None
    if facts.done_on is None:
        link = f"/projets/{code}/jalons/{facts.milestone_id}"
        return Waiting(f"le jalon «\u00a0{facts.milestone}\u00a0»", link, "Ouvrir le jalon")
    if facts.is_received:
        return None
    moment = Moment(facts.moment).label
    if facts.campaign_id is None:
        return Waiting(f"l’évaluation {moment}, à ouvrir", f"/campagnes?projet={code}", "Voir les campagnes")
    answers = "réponse" if facts.submitted < 2 else "réponses"
    words = f"l’évaluation {moment}, {facts.submitted} {answers} sur {facts.expected}"
    return Waiting(words, f"/campagnes/{facts.campaign_id}", "Ouvrir la campagne")


def is_ready() -> ColumnElement[bool]:
    """A condition on `Instalment` outer joined to its `Milestone`: planned, and nothing is missing any more."""
    done = and_(Milestone.done_on.is_not(None), _is_received())
    return and_(Instalment.status == InstalmentStatus.PLANNED, or_(Instalment.milestone_id.is_(None), done))


def was_waiting() -> ColumnElement[bool]:
    """Ready, and it was tied to a milestone: the day it became so is news."""
    return and_(is_ready(), Instalment.milestone_id.is_not(None))


def readiness(session: Session, *conditions: ColumnElement[bool]) -> dict[int, Facts]:
    """The facts of each instalment kept by these conditions on `Instalment` and `Milestone`, in one query."""
    campaign = _under_way()
    of_campaign = Respondent.campaign_id == campaign
    expected = select(func.count(Respondent.id)).where(of_campaign).correlate(Milestone).scalar_subquery()
    submitted = select(func.count(Respondent.submitted_at)).where(of_campaign).correlate(Milestone).scalar_subquery()
    statement = (
        select(
            Instalment.id,
            Milestone.title,
            Milestone.id.label("milestone_id"),
            Milestone.done_on,
            func.coalesce(_moment(), "").label("moment"),
            _is_received().label("is_received"),
            campaign.label("campaign_id"),
            submitted.label("submitted"),
            expected.label("expected"),
        )
        .outerjoin(Milestone, Milestone.id == Instalment.milestone_id)
        .where(*conditions)
    )
    return {row[0]: Facts(*row[1:]) for row in session.execute(statement)}


def facts_of(session: Session, instalment: Instalment) -> Facts:
    return readiness(session, Instalment.id == instalment.id).get(instalment.id, Facts())


def _moment() -> ColumnElement[str | None]:
    return case(*((Milestone.kind_code == kind, moment.value) for kind, moment in MOMENTS.items()), else_=null())


def _is_received() -> ColumnElement[bool]:
    """The second mid-term review waits for the second campaign in itinere, and so on."""
    before = aliased(Milestone)
    rank = (
        select(func.count())
        .select_from(before)
        .where(before.project_id == Milestone.project_id, before.kind_code == Milestone.kind_code)
        .where(tuple_(before.due_on, before.id) <= tuple_(Milestone.due_on, Milestone.id))
    )
    closed = select(func.count()).select_from(Campaign).where(*_of_moment(), Campaign.status.in_(RECEIVED))
    enough = closed.correlate(Milestone).scalar_subquery() >= rank.correlate(Milestone).scalar_subquery()
    return or_(_moment().is_(None), enough)


def _under_way() -> ColumnElement[int]:
    found = select(Campaign.id).where(*_of_moment(), Campaign.status.not_in(RECEIVED))
    return found.order_by(Campaign.held_on, Campaign.id).limit(1).correlate(Milestone).scalar_subquery()


def _of_moment() -> tuple[ColumnElement[bool], ...]:
    return Campaign.project_id == Milestone.project_id, Campaign.moment == _moment()
