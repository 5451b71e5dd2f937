"""What is done from the board to the campaign itself: days of the reminders, a later closing."""

from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.assessments.queries import get_campaign
from app.assessments.service import extend_campaign
from app.db import Writing
from app.followup import service
from app.followup.forms import Extension, ReminderDates
from app.followup.routes_board import draw
from app.followup.routes_letters import board_of
from app.web.auth import Right, Router, SignedIn
from app.web.conflict import check_version
from app.web.filters import date_long, plural
from app.web.forms import Posted, bind, faults_on
from app.web.templating import redirect

router = Router()


@router.post("/campagnes/{campaign_id}/suivi/rappels", right=Right.EVALUATE)
def plan_reminders(request: Request, session: Writing, campaign_id: int, posted: Posted, visitor: SignedIn) -> Response:
    campaign, form = get_campaign(session, campaign_id), bind(ReminderDates, posted)
    kept = []
    if not form.has_errors:
        days = [*form.data.dates, *([form.data.other] if form.data.other else [])]
        with faults_on(form, session):
            kept = service.plan_reminders(
                session, campaign=campaign, dates=days, user=visitor.user, today=clock.today()
            )
    if form.has_errors:
        return draw(request, session, campaign, {"reminders": form}, 422)
    done = f"{plural(len(kept), 'rappel est prévu', 'rappels sont prévus')}." if kept else "Aucun rappel n’est prévu."
    return redirect(request, board_of(campaign), flash=done)


@router.post("/campagnes/{campaign_id}/suivi/prolongation", right=Right.EVALUATE)
def extend(request: Request, session: Writing, campaign_id: int, posted: Posted, visitor: SignedIn) -> Response:
    campaign, form = get_campaign(session, campaign_id), bind(Extension, posted)
    back = board_of(campaign)
    check_version(
        campaign,
        form,
        labels={"closes_on": "Clôture"},
        current={"closes_on": campaign.closes_on},
        action=f"{back}/prolongation",
        back=back,
    )
    if not form.has_errors:
        with faults_on(form, session):
            extend_campaign(
                session,
                campaign=campaign,
                closes_on=form.data.closes_on,
                version=campaign.version,
                user=visitor.user,
                now=clock.now(),
            )
    if form.has_errors:
        return draw(request, session, get_campaign(session, campaign_id), {"extension": form}, 422)
    until = date_long(campaign.closes_on)
    return redirect(request, back, flash=f"La campagne est prolongée jusqu’au {until}\u00a0: les liens suivent.")
