"""What a project set out to change: its indicators, one of them, a new one, a change."""

from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.responses import Response

from app.api.access import Caller
from app.api.answers_money import Indicators, IndicatorSheet
from app.api.asked import CodeInPath, NumberInPath
from app.api.bodies import body, checked, faults_told
from app.api.given_parts import IndicatorChange, NewIndicator
from app.api.responses import created, say
from app.api.routing import ROOT, ApiRouter
from app.api.versions import check_seen, hold
from app.db import Reading, Writing
from app.errors import NotFound
from app.indicators import service
from app.indicators.forms import INDICATOR_LABELS, IndicatorForm
from app.indicators.queries import project_card
from app.models import Indicator, Project
from app.models.user import Scope
from app.projects.queries import get_project

router = ApiRouter("Projets")


@router.reads("/projects/{code}/indicators", scope=Scope.PROJECTS_READ, answer=Indicators)
def list_indicators(code: CodeInPath, session: Reading) -> Response:
    """Les indicateurs d’un projet.

    Avec leurs mesures, de la plus ancienne à la plus récente, et le chemin fait vers la cible.
    """
    lines = project_card(session, get_project(session, code)).lines
    return say(Indicators.model_validate({"project": code, "indicators": lines}))


@router.reads("/indicators/{number}", scope=Scope.PROJECTS_READ, answer=IndicatorSheet, versioned=True)
def read_indicator(number: NumberInPath, session: Reading) -> Response:
    """Un indicateur.

    Avec ses mesures.
    """
    found, project = _get(session, number)
    return say(_drawn(session, number, project), version=found.version)


@router.creates("/projects/{code}/indicators", scope=Scope.PROJECTS_WRITE, takes=NewIndicator, answer=IndicatorSheet)
def create_an_indicator(
    request: Request,
    code: CodeInPath,
    who: Caller,
    given: Annotated[NewIndicator, Depends(body(NewIndicator))],
    session: Writing,
) -> Response:
    """Ajouter un indicateur à un projet."""
    project = get_project(session, code)
    data = checked(IndicatorForm, given.for_form())
    with faults_told(session, {}):
        made = service.add_indicator(session, project=project, **data.model_dump(), user=who.user)
    return created(request, _drawn(session, made.id, project), f"{ROOT}/indicators/{made.id}", made)


@router.changes("/indicators/{number}", scope=Scope.PROJECTS_WRITE, takes=IndicatorChange, answer=IndicatorSheet)
def change_an_indicator(
    request: Request,
    number: NumberInPath,
    who: Caller,
    given: Annotated[IndicatorChange, Depends(body(IndicatorChange))],
    session: Writing,
) -> Response:
    """Modifier un indicateur."""
    hold(session, Indicator, Indicator.id == number)
    found, project = _get(session, number)
    current = {name: getattr(found, name) for name in INDICATOR_LABELS}
    numbers = {name: float(value) for name in ("baseline", "target") if (value := current[name]) is not None}
    check_seen(request, found, given=given, current=current | numbers)
    data = checked(IndicatorForm, current | given.for_form())
    with faults_told(session, {}):
        service.update_indicator(session, found, **data.model_dump(), user=who.user)
    return say(_drawn(session, number, project), version=found.version)


def _get(session: Session, number: int) -> tuple[Indicator, Project]:
    query = select(Indicator, Project).join(Project, Project.id == Indicator.project_id)
    row = session.execute(query.where(Indicator.id == number)).one_or_none()
    if row is None:
        raise NotFound("Cet indicateur n’existe pas, ou plus.")
    return row[0], row[1]


def _drawn(session: Session, number: int, project: Project) -> IndicatorSheet:
    line = next(line for line in project_card(session, project).lines if line.id == number)
    names = set(IndicatorSheet.model_fields) - {"project"}
    return IndicatorSheet.model_validate({name: getattr(line, name) for name in names} | {"project": project.code})
