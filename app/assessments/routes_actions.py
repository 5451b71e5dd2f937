"""What is done to a campaign: each action is a noun that is posted."""

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.assessments import service
from app.assessments.forms import Dates, Invitation, Publication, Reason
from app.assessments.queries import get_campaign, get_respondent
from app.assessments.routes_campaign import draw
from app.db import Writing
from app.errors import Refused
from app.models import Campaign, Partner
from app.web.auth import Right, Router, SignedIn
from app.web.conflict import check_version
from app.web.forms import Posted, bind, faults_on
from app.web.templating import redirect

router = Router()
DATE_LABELS = {"held_on": "Date de référence", "opens_on": "Ouverture", "closes_on": "Clôture prévue"}


@router.post("/campagnes/{campaign_id}/ouverture", right=Right.EVALUATE)
def open_it(request: Request, session: Writing, campaign_id: int, visitor: SignedIn) -> Response:
    campaign = get_campaign(session, campaign_id)
    service.start_campaign(session, campaign=campaign, user=visitor.user, now=clock.now())
    return redirect(
        request, _address(campaign), flash="La campagne est ouverte\u202f: les réponses peuvent être saisies."
    )


@router.post("/campagnes/{campaign_id}/cloture", right=Right.EVALUATE)
def close_it(request: Request, session: Writing, campaign_id: int, visitor: SignedIn) -> Response:
    campaign = get_campaign(session, campaign_id)
    service.close_campaign(session, campaign=campaign, user=visitor.user, now=clock.now())
    return redirect(request, _address(campaign), flash="La campagne est close\u202f: les réponses ne changent plus.")


@router.post("/campagnes/{campaign_id}/reouverture", right=Right.PUBLISH)
def reopen_it(request: Request, session: Writing, campaign_id: int, posted: Posted, visitor: SignedIn) -> Response:
    def act(campaign: Campaign, data: Reason) -> None:
        service.reopen_campaign(session, campaign=campaign, reason=data.reason, user=visitor.user, now=clock.now())

    return _act(request, session, campaign_id, "reopening", Reason, posted, act, "La campagne est rouverte.")


@router.post("/campagnes/{campaign_id}/publication", right=Right.PUBLISH)
def publish_it(request: Request, session: Writing, campaign_id: int, posted: Posted, visitor: SignedIn) -> Response:
    def act(campaign: Campaign, data: Publication) -> None:
        service.publish(session, campaign=campaign, user=visitor.user, now=clock.now(), reason=data.reason)

    return _act(request, session, campaign_id, "publication", Publication, posted, act, "Les résultats sont publiés.")


@router.post("/campagnes/{campaign_id}/dates", right=Right.EVALUATE)
def change_dates(request: Request, session: Writing, campaign_id: int, posted: Posted, visitor: SignedIn) -> Response:
    campaign = get_campaign(session, campaign_id)
    current = {name: getattr(campaign, name) for name in DATE_LABELS}
    form = bind(Dates, posted)
    address = _address(campaign)
    check_version(campaign, form, labels=DATE_LABELS, current=current, action=f"{address}/dates", back=address)
    seen = campaign.version

    def act(campaign: Campaign, data: Dates) -> None:
        service.update_dates(session, campaign, version=seen, user=visitor.user, **data.model_dump())

    return _act(request, session, campaign_id, "dates", Dates, posted, act, "Les dates sont enregistrées.")


@router.post("/campagnes/{campaign_id}/repondants", right=Right.EVALUATE)
def invite(request: Request, session: Writing, campaign_id: int, posted: Posted, visitor: SignedIn) -> Response:
    def act(campaign: Campaign, data: Invitation) -> None:
        partner = session.get(Partner, data.partner)
        if partner is None:
            raise Refused("Choisissez un partenaire du projet.", field="partner")
        service.add_respondent(session, campaign=campaign, partner=partner, user=visitor.user)

    return _act(
        request,
        session,
        campaign_id,
        "invitation",
        Invitation,
        posted,
        act,
        "Le partenaire est ajouté\u202f: il peut être invité depuis le suivi.",
    )


@router.post("/campagnes/{campaign_id}/repondants/{respondent_id}/retrait", right=Right.EVALUATE)
def withdraw(request: Request, session: Writing, campaign_id: int, respondent_id: int, visitor: SignedIn) -> Response:
    campaign = get_campaign(session, campaign_id)
    respondent = get_respondent(session, campaign_id, respondent_id)
    service.remove_respondent(session, respondent=respondent, campaign=campaign, user=visitor.user)
    return redirect(request, _address(campaign), flash="Le partenaire est retiré de la campagne.")


def _act(
    request: Request,
    session: Session,
    campaign_id: int,
    part: str,
    model: type[BaseModel],
    posted: FormData,
    act: Callable[[Campaign, Any], None],
    done: str,
) -> Response:
    """Read the form, act, say it; a refusal comes back on the page of the campaign, at the form it is about."""
    campaign = get_campaign(session, campaign_id)
    form = bind(model, posted)
    if not form.has_errors:
        with faults_on(form, session):
            act(campaign, form.data)
    if form.has_errors:
        return draw(request, session, get_campaign(session, campaign_id), {part: form}, 422)
    return redirect(request, _address(campaign), flash=done)


def _address(campaign: Campaign) -> str:
    return f"/campagnes/{campaign.id}"
