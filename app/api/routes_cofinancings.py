"""What others bring to a project beside the fund: one of them, a new one, a change."""

from typing import Annotated, Any

from fastapi import Depends, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from app.api import money
from app.api.access import Caller
from app.api.answers_money import CofinancingSheet
from app.api.asked import CodeInPath, NumberInPath
from app.api.bodies import body, checked, faults_told
from app.api.given import Given
from app.api.given_money import CofinancingChange, NewCofinancing
from app.api.responses import created, say
from app.api.routing import ROOT, ApiRouter
from app.api.versions import check_seen, hold
from app.db import Reading, Writing
from app.investments import service
from app.investments.forms import COFINANCING_LABELS, CONSTRAINTS, CofinancingForm
from app.models import Cofinancing
from app.models.user import Scope
from app.projects.queries import get_project

router = ApiRouter("Argent")
NAMES = CofinancingChange.json_names()


@router.reads("/cofinancings/{number}", scope=Scope.PROJECTS_READ, answer=CofinancingSheet, versioned=True)
def read_cofinancing(number: NumberInPath, session: Reading) -> Response:
    """Un cofinancement."""
    found, project = money.with_project(session, Cofinancing, number)
    return say(money.cofinancing(session, number, project), version=found.version)


@router.creates("/projects/{code}/cofinancings", scope=Scope.MONEY_WRITE, takes=NewCofinancing, answer=CofinancingSheet)
def create_a_cofinancing(
    request: Request,
    code: CodeInPath,
    who: Caller,
    given: Annotated[NewCofinancing, Depends(body(NewCofinancing))],
    session: Writing,
) -> Response:
    """Ajouter ce qu’une autre organisation apporte."""
    project = get_project(session, code)
    columns = _columns(session, given, {})
    organisation = money.organisation(session, columns.pop("organisation_id"), "/organisation_id")
    with faults_told(session, CONSTRAINTS, NAMES):
        made = service.add_cofinancing(session, project=project, organisation=organisation, **columns, user=who.user)
    return created(request, money.cofinancing(session, made.id, project), f"{ROOT}/cofinancings/{made.id}", made)


@router.changes("/cofinancings/{number}", scope=Scope.MONEY_WRITE, takes=CofinancingChange, answer=CofinancingSheet)
def change_a_cofinancing(
    request: Request,
    number: NumberInPath,
    who: Caller,
    given: Annotated[CofinancingChange, Depends(body(CofinancingChange))],
    session: Writing,
) -> Response:
    """Modifier un cofinancement."""
    hold(session, Cofinancing, Cofinancing.id == number)
    found, project = money.with_project(session, Cofinancing, number)
    kept = {name: getattr(found, name) for name in COFINANCING_LABELS if name != "organisation"}
    current = kept | {"organisation": found.organisation_id}
    check_seen(request, found, given=given, current=given.shown(current))
    columns = _columns(session, given, current)
    with faults_told(session, CONSTRAINTS, NAMES):
        service.update_cofinancing(session, found, **columns, user=who.user)
    return say(money.cofinancing(session, number, project), version=found.version)


def _columns(session: Session, given: Given, current: dict[str, Any]) -> dict[str, Any]:
    """Checked as the form checks them; the organisation by its number, where a person gives its name."""
    values = current | given.for_form()
    found = money.organisation(session, values["organisation"], "/organisation_id")
    data = checked(CofinancingForm, values | {"organisation": found.name}, NAMES)
    return data.model_dump(exclude={"organisation"}) | {"organisation_id": found.id}
