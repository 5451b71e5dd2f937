"""The measurements of an indicator: taken, corrected, taken away."""

from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.indicators import service
from app.indicators.forms import CONSTRAINTS, MEASUREMENT_LABELS, MeasurementForm
from app.indicators.pages import refuse_lost_update, values_of
from app.indicators.queries import EVIDENCE_LABELS, get_indicator, get_measurement
from app.models import Indicator, Measurement, Project
from app.projects.queries import get_project
from app.web.auth import Right, Router, SignedIn
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
NEW = "/projets/{code}/indicateurs/{indicator_id}/mesures/nouvelle"
ONE = "/projets/{code}/mesures/{measurement_id}"


@router.get(NEW, right=Right.EDIT)
def new(request: Request, session: Reading, code: str, indicator_id: int) -> Response:
    project = get_project(session, code)
    indicator = get_indicator(session, project, indicator_id)
    form = fresh(MeasurementForm, {"measured_on": clock.today(), "evidence": 0})
    return _page(request, project, indicator, form)


@router.post(NEW, right=Right.EDIT)
def add(
    request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str, indicator_id: int
) -> Response:
    project = get_project(session, code)
    indicator = get_indicator(session, project, indicator_id)
    form = bind(MeasurementForm, posted)
    if not form.has_errors:
        with faults_on(form, session, CONSTRAINTS):
            service.add_measurement(session, indicator=indicator, **form.data.model_dump(), user=visitor.user)
    if form.has_errors:
        return _page(request, project, indicator, form, status=422)
    return redirect(request, f"/projets/{code}/indicateurs", flash="Mesure ajoutée.")


@router.get(ONE, right=Right.EDIT)
def edit(request: Request, session: Reading, code: str, measurement_id: int) -> Response:
    project = get_project(session, code)
    indicator, measurement = get_measurement(session, project, measurement_id)
    form = fresh(MeasurementForm, values_of(measurement, MEASUREMENT_LABELS), version=measurement.version)
    return _page(request, project, indicator, form, measurement)


@router.post(ONE, right=Right.EDIT)
def update(
    request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str, measurement_id: int
) -> Response:
    project = get_project(session, code)
    indicator, measurement = get_measurement(session, project, measurement_id)
    form = bind(MeasurementForm, posted)
    refuse_lost_update(session, measurement, form, MEASUREMENT_LABELS, code, f"mesures/{measurement_id}")
    if not form.has_errors:
        with faults_on(form, session, CONSTRAINTS):
            service.update_measurement(session, measurement, **form.data.model_dump(), user=visitor.user)
    if form.has_errors:
        return _page(request, project, indicator, form, measurement, status=422)
    return redirect(request, f"/projets/{code}/indicateurs", flash="Mesure enregistrée.")


@router.post(f"{ONE}/suppression", right=Right.EDIT)
def remove(request: Request, session: Writing, visitor: SignedIn, code: str, measurement_id: int) -> Response:
    _, measurement = get_measurement(session, get_project(session, code), measurement_id)
    service.remove_measurement(session, measurement, user=visitor.user)
    return redirect(request, f"/projets/{code}/indicateurs", flash="Mesure retirée.")


def _page(
    request: Request,
    project: Project,
    indicator: Indicator,
    form: BoundForm[MeasurementForm],
    measurement: Measurement | None = None,
    status: int = 200,
) -> Response:
    return render(
        request,
        "indicators/measurement_form.html",
        status=status,
        form=form,
        project=project,
        indicator=indicator,
        measurement_id=measurement.id if measurement else None,
        levels=list(enumerate(EVIDENCE_LABELS)),
    )
