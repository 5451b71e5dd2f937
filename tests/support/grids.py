"""A partner with its open campaign, its invitation, and pages of a grid to try the way in with."""

from typing import Any

from fastapi import FastAPI
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from app.db import Writing
from app.models import Campaign, Invitation, Respondent
from app.web.auth import Right, Router
from app.web.guest import GuestIn
from app.web.templating import redirect
from tests import factories as make

TRIAL = "/ma-grille/{respondent_id}/essai"
OF_RESULTS = "/ma-grille/{respondent_id}/resultats/essai"


def a_grid(session: Session, **given: Any) -> Respondent:
    """`given` goes to the campaign."""
    project = make.a_project(session)
    partner = make.a_partner(session, project)
    campaign = make.a_campaign(session, project, **given)
    return make.a_respondent(
        session, campaign, partner, contact_name="Camille Dupont", contact_email="camille@exemple.fr"
    )


def invited(session: Session, purpose: str = "answer", **given: Any) -> Invitation:
    invitation = make.an_invitation(session, a_grid(session, **given), purpose)
    session.commit()
    return invitation


def campaign_of(session: Session, invitation: Invitation) -> Campaign:
    return session.get_one(Campaign, session.get_one(Respondent, invitation.respondent_id).campaign_id)


def add_trial_pages(app: FastAPI) -> list[str]:
    """A page that says who asks, and one that counts what it is sent."""
    router, done = Router(), list[str]()

    @router.get(OF_RESULTS, right=Right.RESPOND)
    @router.get(TRIAL, right=Right.RESPOND)
    def page(request: Request, guest: GuestIn) -> Response:
        visitor = request.state.visitor
        return PlainTextResponse(f"{guest.respondent_id} {guest.purpose} {guest.may_answer} {visitor}")

    @router.post(TRIAL, right=Right.RESPOND)
    def act(request: Request, guest: GuestIn, session: Writing) -> Response:
        done.append(guest.contact_name)
        return redirect(request, f"{guest.address}/essai")

    app.include_router(router)
    return done
