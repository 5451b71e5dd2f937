"""What is measured of an indicator: a new measurement, a correction."""

from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.responses import Response

from app.api.access import Caller
from app.api.answers_money import Measurement
from app.api.asked import CodeInPath, NumberInPath
from app.api.bodies import body, checked, faults_told
from app.api.given_parts import MeasurementChange, NewMeasurement
from app.api.responses import created, say
from app.api.routing import ROOT, ApiRouter
from app.api.versions import check_seen, hold
from app.db import Reading, Writing
from app.errors import NotFound
from app.indicators import service
from app.indicators.forms import CONSTRAINTS, MeasurementForm
from app.indicators.queries import get_indicator
from app.models import Indicator, Project
from app.models import Measurement as Record
from app.models.user import Scope
from app.projects.queries import get_project

router = ApiRouter("Projets")
FIELDS = ("measured_on", "value", "source", "evidence")


@router.creates(
    "/projects/{code}/indicators/{number}/measurements",
    scope=Scope.PROJECTS_WRITE,
    takes=NewMeasurement,
    answer=Measurement,
)
def create_a_measurement(
    request: Request,
    code: CodeInPath,
    number: NumberInPath,
    who: Caller,
    given: Annotated[NewMeasurement, Depends(body(NewMeasurement))],
    session: Writing,
) -> Response:
    """Ajouter une mesure à un indicateur.

    Une par jour.
    """
    indicator = get_indicator(session, get_project(session, code), number)
    data = checked(MeasurementForm, given.for_form())
    with faults_told(session, CONSTRAINTS):
        made = service.add_measurement(session, indicator=indicator, **data.model_dump(), user=who.user)
    return created(request, _drawn(made, code), f"{ROOT}/measurements/{made.id}", made)


@router.reads("/measurements/{number}", scope=Scope.PROJECTS_READ, answer=Measurement, versioned=True)
def read_measurement(number: NumberInPath, session: Reading) -> Response:
    """Une mesure."""
    found, code = _get(session, number)
    return say(_drawn(found, code), version=found.version)


@router.changes("/measurements/{number}", scope=Scope.PROJECTS_WRITE, takes=MeasurementChange, answer=Measurement)
def change_a_measurement(
    request: Request,
    number: NumberInPath,
    who: Caller,
    given: Annotated[MeasurementChange, Depends(body(MeasurementChange))],
    session: Writing,
) -> Response:
    """Corriger une mesure."""
    hold(session, Record, Record.id == number)
    measurement, code = _get(session, number)
    current = {name: getattr(measurement, name) for name in FIELDS}
    check_seen(request, measurement, given=given, current=current | {"value": float(measurement.value)})
    data = checked(MeasurementForm, current | given.for_form())
    with faults_told(session, CONSTRAINTS):
        service.update_measurement(session, measurement, **data.model_dump(), user=who.user)
    return say(_drawn(measurement, code), version=measurement.version)


def _get(session: Session, number: int) -> tuple[Record, str]:
    """And the code of its project."""
    query = select(Record, Project.code).join(Indicator, Indicator.id == Record.indicator_id)
    found = session.execute(query.join(Project, Project.id == Indicator.project_id).where(Record.id == number))
    row = found.one_or_none()
    if row is None:
        raise NotFound("Cette mesure n’existe pas, ou plus.")
    return row[0], row[1]


def _drawn(record: Record, code: str) -> Measurement:
    values = {name: getattr(record, name) for name in ("id", *FIELDS)}
    return Measurement.model_validate(values | {"project": code, "indicator": record.indicator_id})
