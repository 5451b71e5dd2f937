"""The states a respondent may be in, as conditions, and the choice carried by an address."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select

from app.choice import Choice
from app.models import (
    Answer,
    Campaign,
    CampaignStatus,
    Invitation,
    InvitationPurpose,
    Letter,
    LetterKind,
    Organisation,
    Programme,
    Project,
    Respondent,
)

SOON = timedelta(days=7)
INTERREGIONAL = "interregional"
MAX_WORDS = 8

is_open = Campaign.status == CampaignStatus.OPEN
is_submitted = Respondent.submitted_at.is_not(None)
is_awaited = and_(is_open, Respondent.submitted_at.is_(None))
has_answered = exists().where(
    Answer.respondent_id == Respondent.id, or_(Answer.level.is_not(None), Answer.no_level.is_not(None))
)
is_to_come = Campaign.status.in_((CampaignStatus.OPEN, CampaignStatus.PREPARATION))
is_unreachable = and_(
    is_to_come,
    Respondent.submitted_at.is_(None),
    Respondent.contact_email == "",
)
live_invitation = (
    select(Invitation.id)
    .where(
        Invitation.respondent_id == Respondent.id,
        Invitation.purpose == InvitationPurpose.ANSWER,
        Invitation.revoked_at.is_(None),
    )
    .correlate(Respondent)
)


def has_failed() -> ColumnElement[bool]:
    """The last letter that asked never left."""
    last = (
        select(Letter.failed_at)
        .where(
            Letter.respondent_id == Respondent.id,
            Letter.kind.in_((LetterKind.INVITATION, LetterKind.REMINDER)),
            Letter.invitation_id.in_(live_invitation),
        )
        .order_by(Letter.id.desc())
        .limit(1)
        .correlate(Respondent)
        .scalar_subquery()
    )
    return and_(is_awaited, last.is_not(None))


STATES: dict[str, Callable[[date], ColumnElement[bool]]] = {
    "silencieux": lambda _: and_(is_awaited, ~has_answered),
    "en-cours": lambda _: and_(is_awaited, has_answered),
    "soumis": lambda _: is_submitted,
    "sans-adresse": lambda _: is_unreachable,
    "non-parti": lambda _: has_failed(),
    "bientot": lambda today: and_(is_awaited, Campaign.closes_on.between(today, today + SOON)),
    "retard": lambda today: and_(is_awaited, Campaign.closes_on < today),
}
STATE_LABELS = {
    "silencieux": "Silencieux",
    "en-cours": "En cours",
    "soumis": "Soumis",
    "sans-adresse": "Sans adresse",
    "non-parti": "Courriel non parti",
    "bientot": "Clôture dans 7 jours",
    "retard": "Clôture dépassée",
}


@dataclass(frozen=True, slots=True)
class FollowUpFilter(Choice):
    """Empty means « all »."""

    q: str = ""
    etat: str = ""
    moment: str = ""
    region: str = ""
    programme: str = ""

    def conditions(self, today: date) -> list[ColumnElement[bool]]:
        """On Respondent joined to its campaign, project and organisation."""
        found = [CONDITIONS[name](value) for name, value in self.chosen.items() if name in CONDITIONS]
        if self.etat:
            found.append(STATES[self.etat](today) if self.etat in STATES else false())
        return found


def _searched(text: str) -> ColumnElement[bool]:
    words = [func.normalise(word) for word in text.split()[:MAX_WORDS]]
    return and_(
        *(or_(func.strpos(Project.search, word) > 0, func.strpos(Organisation.sort_name, word) > 0) for word in words)
    )


def _of_region(code: str) -> ColumnElement[bool]:
    return Project.region_code.is_(None) if code == INTERREGIONAL else Project.region_code == code


CONDITIONS: dict[str, Callable[[str], ColumnElement[bool]]] = {
    "q": _searched,
    "moment": lambda moment: Campaign.moment == moment,
    "region": _of_region,
    "programme": lambda code: Project.programme_id.in_(select(Programme.id).where(Programme.code == code)),
}
