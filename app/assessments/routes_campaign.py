"""The page of a campaign: who answered what and how far, and what can be done next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.assessments.forms import Dates, Invitation, Publication, Reason
from app.assessments.gather import Gathered, gather_one, respondent_key
from app.assessments.live import live_scores
from app.assessments.queries import (
    active_partners,
    authors_of,
    campaign_events,
    get_campaign,
    respondents_of,
    results_of,
)
from app.assessments.sheet import progress_of
from app.assessments.words import EVENT_WORDS, late_words, voice_words
from app.db import Reading
from app.models import Campaign, CampaignStatus, Moment
from app.web.auth import Right, Router
from app.web.forms import BoundForm, fresh
from app.web.templating import render

router = Router()
Forms = Mapping[str, BoundForm[Any]]
FORMS: dict[str, type[BaseModel]] = {
    "dates": Dates,
    "invitation": Invitation,
    "reopening": Reason,
    "publication": Publication,
}


@dataclass(frozen=True)
class Line:
    """One partner invited, and how far it is."""

    id: int
    organisation_id: int
    name: str
    profile: str
    role: str
    answered: int
    asked: int
    submitted_at: datetime | None
    tone: str
    state: str
    source: str
    """Who gave its answers."""


@router.get("/campagnes/{campaign_id}", right=Right.CONSULT)
def campaign_page(request: Request, session: Reading, campaign_id: int) -> Response:
    return draw(request, session, get_campaign(session, campaign_id))


def draw(
    request: Request, session: Session, campaign: Campaign, forms: Forms | None = None, status: int = 200
) -> Response:
    """The page; a refused form comes with its faults in `forms`, by the name of its part of the page."""
    gathered = gather_one(session, campaign.id)
    lines = _lines(session, campaign, gathered)
    invited = {line.organisation_id for line in lines}
    state, today = CampaignStatus(campaign.status), clock.today()
    given = forms or {}
    return render(
        request,
        "assessments/campaign.html",
        status=status,
        campaign=campaign,
        project=campaign.project,
        moment=Moment(campaign.moment),
        state=state,
        late=late_words(state, campaign.closes_on, today),
        grid=gathered.grid,
        lines=lines,
        submitted=sum(line.submitted_at is not None for line in lines),
        others=[
            (row.id, f"{row.name} ({row.profile})")
            for row in active_partners(session, campaign.project_id)
            if row.organisation_id not in invited
        ],
        readings=live_scores(gathered) if state is not CampaignStatus.PREPARATION else (),
        events=[(EVENT_WORDS[row.kind], row) for row in campaign_events(session, campaign.id)],
        results=results_of(session, campaign.id),
        forms={name: given.get(name) or _fresh(name, campaign) for name in FORMS},
        form=next((form for form in given.values() if form.has_errors), fresh(Reason)),
    )


def _fresh(name: str, campaign: Campaign) -> BoundForm[Any]:
    dates = {"held_on": campaign.held_on, "opens_on": campaign.opens_on, "closes_on": campaign.closes_on}
    return fresh(FORMS[name], dates if name == "dates" else None, campaign.version)


def _lines(session: Session, campaign: Campaign, gathered: Gathered) -> list[Line]:
    own = {respondent.id: respondent for respondent in gathered.campaign.respondents}
    authors = {row.respondent_id: voice_words(row.own, row.names or ()) for row in authors_of(session, campaign.id)}
    lines = []
    for row in respondents_of(session, campaign.id):
        respondent = own[respondent_key(row.organisation_id)]
        answers = {(answer.reading, answer.question): answer.value for answer in respondent.answers}
        out = {code for code, priority in respondent.priorities.items() if priority == 0}
        answered, asked = progress_of(gathered.grid, campaign.moment, answers, out)
        tone, state = _state(row.submitted_at is not None, len(answers), campaign.status)
        lines.append(
            Line(
                row.id,
                row.organisation_id,
                row.name,
                row.profile,
                row.role,
                answered,
                asked,
                row.submitted_at,
                tone,
                state,
                authors.get(row.id, ""),
            )
        )
    return lines


def _state(is_submitted: bool, answers: int, status: str) -> tuple[str, str]:
    if is_submitted:
        return "done", "soumise"
    if status in (CampaignStatus.CLOSED, CampaignStatus.PUBLISHED):
        return ("due", "non soumise") if answers else ("hatch", "sans réponse")
    return ("info", "en cours") if answers else ("quiet", "pas commencée")
