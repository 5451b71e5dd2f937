"""Projects: found as in the list, one with all its facts, a new one, a change."""

from typing import Annotated, Any

from fastapi import Depends, Request
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.responses import Response

from app import clock
from app.api import projects as drawn
from app.api.access import Caller
from app.api.answers_projects import Project, Projects
from app.api.asked import AskedPage, CodeInPath, not_a_cursor
from app.api.bodies import body, checked, faults_told, wrong
from app.api.filters import check_choice
from app.api.given import Given
from app.api.given_projects import NewProject, ProjectChange
from app.api.responses import created, say
from app.api.routing import ROOT, ApiRouter
from app.api.versions import check_seen, hold
from app.db import Reading, Writing
from app.kept import kept_of
from app.keyset import reads
from app.models import Programme
from app.models import Project as ProjectRecord
from app.models.user import Scope
from app.projects import edition
from app.projects.forms import ProjectForm
from app.projects.portfolio import read_portfolio
from app.projects.queries import get_whole_project
from app.projects.routes_edit import RULES
from app.projects.service import create_project, update_project
from app.projects.sorting import Sort, sort_keys

router = ApiRouter("Projets")
BY_CODE = Sort("code", False)
NAMES = ProjectChange.json_names()
NO_PROGRAMME = "Aucun programme ne porte ce code."


@router.reads("/projects", scope=Scope.PROJECTS_READ, answer=Projects)
def list_projects(request: Request, asked: AskedPage, session: Reading) -> Response:
    """Les projets.

    Par code, page par page, avec les totaux de tout ce que les filtres gardent.
    """
    check_choice(session, asked.filter)
    if asked.after and not reads(asked.after, sort_keys(BY_CODE)):
        raise not_a_cursor()
    today = clock.today()
    kept = kept_of(request, session)
    found = read_portfolio(session, asked.filter, BY_CODE, today=today, after=asked.after, size=asked.limit, kept=kept)
    content = {"projects": found.lines, "totals": found.totals, "next": found.next or None}
    return say(Projects.model_validate(content, from_attributes=True))


@router.reads("/projects/{code}", scope=Scope.PROJECTS_READ, answer=Project, versioned=True)
def read_project(code: CodeInPath, session: Reading) -> Response:
    """Un projet.

    Ce qu’il est, ses montants, ses partenaires et ses jalons.
    """
    found = get_whole_project(session, code)
    return say(drawn.project(session, found), version=found.version)


@router.creates("/projects", scope=Scope.PROJECTS_WRITE, takes=NewProject, answer=Project)
def create_a_project(
    request: Request, who: Caller, given: Annotated[NewProject, Depends(body(NewProject))], session: Writing
) -> Response:
    """Enregistrer un projet.

    Il reçoit le prochain code libre et le statut « repéré ». Sans région donnée, il a celle de ses territoires.
    """
    data = _data(session, given, {})
    with faults_told(session, RULES, NAMES):
        made = create_project(session, user=who.user, today=clock.today(), **_lists(data), **edition.columns_of(data))
    whole = _again(session, made.code)
    return created(request, drawn.project(session, whole), f"{ROOT}/projects/{whole.code}", whole)


@router.changes("/projects/{code}", scope=Scope.PROJECTS_WRITE, takes=ProjectChange, answer=Project)
def change_a_project(
    request: Request,
    code: CodeInPath,
    who: Caller,
    given: Annotated[ProjectChange, Depends(body(ProjectChange))],
    session: Writing,
) -> Response:
    """Modifier un projet.

    Ce qui est absent ne change pas. Le statut change par « moves ».
    """
    hold(session, ProjectRecord, ProjectRecord.code == code)
    found = get_whole_project(session, code)
    current = edition.values_of(session, found)
    check_seen(request, found, given=given, current=given.shown(current) | drawn.shown_codes(found))
    data = _data(session, given, current)
    with faults_told(session, RULES, NAMES):
        update_project(session, found, version=found.version, user=who.user, **_lists(data), **edition.columns_of(data))
    whole = _again(session, code)
    return say(drawn.project(session, whole), version=whole.version)


def _data(session: Session, given: Given, current: dict[str, object]) -> ProjectForm:
    """What the form would hold, checked by its own rules."""
    values = given.for_form()
    if values.get("programme_id"):
        values["programme_id"] = session.scalar(select(Programme.id).where(Programme.code == values["programme_id"]))
        if values["programme_id"] is None:
            raise wrong([("/programme", NO_PROGRAMME)])
    return checked(ProjectForm, current | values, NAMES)


def _lists(data: ProjectForm) -> dict[str, Any]:
    return {name: getattr(data, name) for name in edition.LISTS}


def _again(session: Session, code: str) -> ProjectRecord:
    """As it is now, with what has just been linked to it."""
    session.expunge_all()
    return get_whole_project(session, code)
