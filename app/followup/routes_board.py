"""The follow-up of one campaign: one line per respondent."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.assessments.queries import get_campaign
from app.closing import takes_answers
from app.db import Reading
from app.followup.forms import Extension, ReminderDates
from app.followup.lines import Line, make_lines
from app.followup.queries import read_facts, respondent_ids
from app.followup.reminders import make_reminders
from app.followup.words import State, closing_words
from app.letters.queries import reminders_of
from app.models import Campaign, CampaignStatus, Moment
from app.web.auth import Right, Router
from app.web.forms import BoundForm, fresh, new_key
from app.web.templating import render

router = Router()
Forms = Mapping[str, BoundForm[Any]]


@router.get("/campagnes/{campaign_id}/suivi", right=Right.CONSULT)
def board_page(request: Request, session: Reading, campaign_id: int) -> Response:
    return draw(request, session, get_campaign(session, campaign_id))


def draw(
    request: Request, session: Session, campaign: Campaign, forms: Forms | None = None, status: int = 200
) -> Response:
    """The page; a refused form comes with its faults in `forms`, by the name of its part of the page."""
    lines = lines_of(session, campaign.id)
    reminders, given = make_reminders(campaign, reminders_of(session, campaign.id), clock.today()), forms or {}
    return render(
        request,
        "followup/board.html",
        status=status,
        campaign=campaign,
        project=campaign.project,
        moment=Moment(campaign.moment),
        state=CampaignStatus(campaign.status),
        closing=closing_of(campaign),
        is_over=campaign.status == CampaignStatus.OPEN and not _takes_answers(campaign),
        lines=lines,
        counts=_counts(lines),
        to_invite=[line for line in lines if line.can_invite],
        to_remind=[line for line in lines if line.can_remind],
        reminders=reminders,
        forms={
            "reminders": given.get("reminders") or fresh(ReminderDates, {"dates": reminders.planned}),
            "extension": given.get("extension") or fresh(Extension, None, campaign.version),
        },
        form=next((form for form in given.values() if form.has_errors), fresh(BaseModel)),
        new_key=new_key,
    )


def lines_of(session: Session, campaign_id: int) -> list[Line]:
    return make_lines(session, read_facts(session, respondent_ids(session, campaign_id)), clock.now())


def closing_of(campaign: Campaign) -> State | None:
    return closing_words(campaign.closes_on, campaign.status == CampaignStatus.OPEN, clock.today())


def _takes_answers(campaign: Campaign) -> bool:
    return takes_answers(campaign.status, campaign.closes_on, clock.now())


def _counts(lines: list[Line]) -> list[tuple[str, str]]:
    submitted = sum(line.facts.submitted_at is not None for line in lines)
    silent = sum(not line.answered for line in lines if not line.facts.submitted_at)
    under_way = len(lines) - submitted - silent
    return [
        (str(len(lines)), "réponse attendue" if len(lines) == 1 else "réponses attendues"),
        (str(submitted), "soumise" if submitted < 2 else "soumises"),
        (str(under_way), "en cours"),
        (str(silent), "sans aucune réponse"),
    ]
