"""Preparing a campaign for a project."""

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.assessments import service
from app.assessments.forms import NewCampaign
from app.assessments.queries import active_partners, newest_grid
from app.assessments.words import MOMENT_HINTS
from app.db import Reading, Writing
from app.errors import Refused
from app.invitations.service import invite_all
from app.models import Campaign, Moment, Partner, Project, Respondent
from app.projects.queries import get_project
from app.web.auth import Right, Router, SignedIn
from app.web.filters import plural
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()


class Row(NamedTuple):
    """One partner of the project on the form, in the order of the names."""

    id: int
    name: str
    words: str


@router.get("/projets/{code}/campagnes/nouvelle", right=Right.EVALUATE)
def new_campaign(request: Request, session: Reading, code: str) -> Response:
    project = get_project(session, code)
    everyone = active_partners(session, project.id)
    values: dict[str, object] = {"held_on": clock.today(), "opens_on": clock.today(), "start": "oui"}
    values["moment"] = request.query_params.get("moment", "")
    values["partners"] = [row.id for row in everyone]
    for place, row in enumerate(everyone):
        values[f"contacts-{place}-contact_name"] = row.contact_name
        values[f"contacts-{place}-contact_email"] = row.contact_email
    return _page(request, session, project, fresh(NewCampaign, values))


@router.post("/projets/{code}/campagnes", right=Right.EVALUATE)
def create_campaign(request: Request, session: Writing, code: str, posted: Posted, visitor: SignedIn) -> Response:
    project = get_project(session, code)
    form = bind(NewCampaign, posted)
    address, said = "", ""
    if not form.has_errors:
        with faults_on(form, session):
            campaign = _create(session, project, form.data, visitor)
            address, said = f"/campagnes/{campaign.id}", "La campagne est créée."
            if form.data.start == "inviter":
                sent = _invite(session, campaign, visitor)
                address, said = f"{address}/suivi", f"{said} {plural(sent, 'courriel part', 'courriels partent')}."
    if form.has_errors:
        return _page(request, session, project, form, 422)
    return redirect(request, address, flash=said)


def _create(session: Session, project: Project, data: NewCampaign, visitor: SignedIn) -> Campaign:
    return service.open_campaign(
        session,
        project=project,
        moment=data.moment,
        held_on=data.held_on,
        opens_on=data.opens_on,
        closes_on=data.closes_on,
        partners=_chosen(session, project, data.partners),
        user=visitor.user,
        start=data.start != "preparation",
        now=clock.now(),
        contacts={row.partner: service.Contact(row.contact_name, row.contact_email) for row in data.contacts},
    )


def _invite(session: Session, campaign: Campaign, visitor: SignedIn) -> int:
    """How many letters leave; partners without an address get none, the follow-up says who they are."""
    query = select(func.count()).where(Respondent.campaign_id == campaign.id, Respondent.contact_email != "")
    if not session.scalar(query):
        raise Refused("Aucun des partenaires cochés n’a d’adresse électronique\u00a0: donnez-en une.", field="start")
    return len(invite_all(session, campaign=campaign, user=visitor.user, now=clock.now()))


def _chosen(session: Session, project: Project, ids: list[int]) -> list[Partner]:
    query = select(Partner).where(Partner.id.in_(ids), Partner.project_id == project.id).order_by(Partner.id)
    return list(session.scalars(query))


def _page(
    request: Request, session: Session, project: Project, form: BoundForm[NewCampaign], status: int = 200
) -> Response:
    return render(
        request,
        "assessments/new.html",
        status=status,
        form=form,
        project=project,
        moments=[(moment.value, moment.label.capitalize(), MOMENT_HINTS[moment]) for moment in Moment],
        partners=[Row(row.id, row.name, f"{row.profile}, {row.role}") for row in active_partners(session, project.id)],
        grid=newest_grid(session),
    )
