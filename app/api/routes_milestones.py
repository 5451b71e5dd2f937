"""Milestones: those of the portfolio, one, a new one in a project, a change."""

from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from app import clock
from app.api import milestones as drawn
from app.api.access import Caller
from app.api.answers_records import Milestone, Milestones
from app.api.asked import AskedMilestones, CodeInPath, NumberInPath, not_a_cursor
from app.api.bodies import body, checked, faults_told, wrong
from app.api.filters import check_choice
from app.api.given import Given, MilestoneChange, NewMilestone
from app.api.responses import created, say
from app.api.routing import ROOT, ApiRouter
from app.api.versions import check_seen, hold
from app.db import Reading, Writing
from app.keyset import reads
from app.milestones import service
from app.milestones.forms import CONSTRAINTS, LABELS, MilestoneForm
from app.milestones.queries import milestones_of, partner_choices
from app.models import Milestone as Record
from app.models import Partner, Project
from app.models.user import Scope
from app.projects.queries import get_project

router = ApiRouter("Jalons")
NAMES = MilestoneChange.json_names()
NOT_A_PARTNER = "Choisissez un des partenaires du projet."


@router.reads("/milestones", scope=Scope.MILESTONES_READ, answer=Milestones)
def list_milestones(asked: AskedMilestones, session: Reading) -> Response:
    """Les jalons.

    De tous les projets que les filtres gardent, du premier dû au dernier, page par page.
    """
    check_choice(session, asked.filter)
    if asked.after and not reads(asked.after, drawn.ORDER):
        raise not_a_cursor()
    today = clock.today()
    return say(drawn.page_of(session, asked.filter, asked.etat, today=today, after=asked.after, limit=asked.limit))


@router.reads("/projects/{code}/milestones", scope=Scope.MILESTONES_READ, answer=Milestones)
def list_milestones_of_a_project(code: CodeInPath, session: Reading) -> Response:
    """Les jalons d’un projet.

    Tous, dans l’ordre de la page.
    """
    today = clock.today()
    ids = [line.id for line in milestones_of(session, get_project(session, code).id, today)]
    return say(Milestones(milestones=drawn.lines(session, ids, today), next=None))


@router.reads("/milestones/{number}", scope=Scope.MILESTONES_READ, answer=Milestone, versioned=True)
def read_milestone(number: NumberInPath, session: Reading) -> Response:
    """Un jalon."""
    found, version = drawn.one(session, number, clock.today())
    return say(found, version=version)


@router.creates("/projects/{code}/milestones", scope=Scope.MILESTONES_WRITE, takes=NewMilestone, answer=Milestone)
def create_a_milestone(
    request: Request,
    code: CodeInPath,
    who: Caller,
    given: Annotated[NewMilestone, Depends(body(NewMilestone))],
    session: Writing,
) -> Response:
    """Ajouter un jalon à un projet."""
    project = get_project(session, code)
    data = _data(session, project, given, {})
    partner = session.get(Partner, data.partner_id) if data.partner_id else None
    columns = data.model_dump(exclude={"partner_id"})
    with faults_told(session, CONSTRAINTS, NAMES):
        made = service.add_milestone(session, project=project, **columns, partner=partner, user=who.user)
    found, _ = drawn.one(session, made.id, clock.today())
    return created(request, found, f"{ROOT}/milestones/{made.id}", made)


@router.changes("/milestones/{number}", scope=Scope.MILESTONES_WRITE, takes=MilestoneChange, answer=Milestone)
def change_a_milestone(
    request: Request,
    number: NumberInPath,
    who: Caller,
    given: Annotated[MilestoneChange, Depends(body(MilestoneChange))],
    session: Writing,
) -> Response:
    """Modifier un jalon.

    Le dire fait, c’est donner « done_on » ; le rouvrir, donner null.
    """
    hold(session, Record, Record.id == number)
    milestone, project = drawn.with_project(session, number)
    current = {name: getattr(milestone, name) for name in LABELS}
    check_seen(request, milestone, given=given, current=given.shown(current))
    data = _data(session, project, given, current)
    with faults_told(session, CONSTRAINTS, NAMES):
        service.update_milestone(session, milestone, **data.model_dump(), user=who.user)
    found, version = drawn.one(session, number, clock.today())
    return say(found, version=version)


def _data(session: Session, project: Project, given: Given, current: dict[str, object]) -> MilestoneForm:
    data = checked(MilestoneForm, current | given.for_form(), NAMES)
    if data.partner_id and data.partner_id not in {row.id for row in partner_choices(session, project.id)}:
        raise wrong([("/partner", NOT_A_PARTNER)])
    return data
