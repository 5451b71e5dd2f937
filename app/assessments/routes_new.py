"""Preparing a campaign for a project."""

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.assessments import service
from app.assessments.forms import NewCampaign
from app.assessments.queries import active_partners, newest_grid
from app.assessments.words import MOMENT_HINTS
from app.db import Reading, Writing
from app.models import Moment, Partner, Project
from app.projects.queries import get_project
from app.web.auth import Right, Router, SignedIn
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()


@router.get("/projets/{code}/campagnes/nouvelle", right=Right.EVALUATE)
def new_campaign(request: Request, session: Reading, code: str) -> Response:
    project = get_project(session, code)
    everyone = [row.id for row in active_partners(session, project.id)]
    values = {"held_on": clock.today(), "opens_on": clock.today(), "partners": everyone, "start": True}
    return _page(request, session, project, fresh(NewCampaign, values))


@router.post("/projets/{code}/campagnes", right=Right.EVALUATE)
def create_campaign(request: Request, session: Writing, code: str, posted: Posted, visitor: SignedIn) -> Response:
    project = get_project(session, code)
    form = bind(NewCampaign, posted)
    address = ""
    if not form.has_errors:
        with faults_on(form, session):
            campaign = service.open_campaign(
                session,
                project=project,
                moment=form.data.moment,
                held_on=form.data.held_on,
                opens_on=form.data.opens_on,
                closes_on=form.data.closes_on,
                partners=_chosen(session, project, form.data.partners),
                user=visitor.user,
                start=form.data.start is not None,
                now=clock.now(),
            )
            address = f"/campagnes/{campaign.id}"
    if form.has_errors:
        return _page(request, session, project, form, 422)
    return redirect(request, address, flash="La campagne est créée.")


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
        partners=[(row.id, row.name, f"{row.profile}, {row.role}") for row in active_partners(session, project.id)],
        grid=newest_grid(session),
    )
