"""The indicators of a project and their measurements."""

from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.changes import author_of
from app.db import Reading, Writing
from app.indicators import service
from app.indicators.forms import CONSTRAINTS, INDICATOR_LABELS, MEASUREMENT_LABELS, IndicatorForm, MeasurementForm
from app.indicators.queries import EVIDENCE_LABELS, get_indicator, get_measurement, project_card
from app.models import Indicator, Measurement, Project
from app.projects.queries import get_project
from app.web.auth import Right, Router, SignedIn
from app.web.conflict import check_version
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
HERE = "/projets/{code}/indicateurs"
MEASURES = "/projets/{code}/mesures/{measurement_id}"


@router.get(HERE, right=Right.CONSULT)
def listing(request: Request, session: Reading, code: str) -> Response:
    project = get_project(session, code)
    return render(request, "indicators/list.html", project=project, card=project_card(session, project))


@router.get(f"{HERE}/nouveau", right=Right.EDIT)
def new(request: Request, session: Reading, code: str) -> Response:
    return _indicator_page(request, get_project(session, code), fresh(IndicatorForm))


@router.post(f"{HERE}/nouveau", right=Right.EDIT)
def add(request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str) -> Response:
    project = get_project(session, code)
    form = bind(IndicatorForm, posted)
    if form.has_errors:
        return _indicator_page(request, project, form, status=422)
    service.add_indicator(session, project=project, **form.data.model_dump(), user=visitor.user)
    return redirect(request, f"/projets/{code}/indicateurs", flash="Indicateur ajouté.")


@router.get(f"{HERE}/{{indicator_id}}", right=Right.EDIT)
def edit(request: Request, session: Reading, code: str, indicator_id: int) -> Response:
    project = get_project(session, code)
    indicator = get_indicator(session, project, indicator_id)
    form = fresh(IndicatorForm, _values(indicator, INDICATOR_LABELS), version=indicator.version)
    return _indicator_page(request, project, form, indicator)


@router.post(f"{HERE}/{{indicator_id}}", right=Right.EDIT)
def update(
    request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str, indicator_id: int
) -> Response:
    project = get_project(session, code)
    indicator = get_indicator(session, project, indicator_id)
    form = bind(IndicatorForm, posted)
    _refuse_lost_update(session, indicator, form, INDICATOR_LABELS, code, f"indicateurs/{indicator_id}")
    if form.has_errors:
        return _indicator_page(request, project, form, indicator, status=422)
    service.update_indicator(session, indicator, **form.data.model_dump(), user=visitor.user)
    return redirect(request, f"/projets/{code}/indicateurs", flash="Indicateur enregistré.")


@router.post(f"{HERE}/{{indicator_id}}/suppression", right=Right.EDIT)
def remove(request: Request, session: Writing, visitor: SignedIn, code: str, indicator_id: int) -> Response:
    indicator = get_indicator(session, get_project(session, code), indicator_id)
    service.remove_indicator(session, indicator, user=visitor.user)
    return redirect(request, f"/projets/{code}/indicateurs", flash="Indicateur retiré.")


@router.get(f"{HERE}/{{indicator_id}}/mesures/nouvelle", right=Right.EDIT)
def new_measurement(request: Request, session: Reading, code: str, indicator_id: int) -> Response:
    project = get_project(session, code)
    indicator = get_indicator(session, project, indicator_id)
    form = fresh(MeasurementForm, {"measured_on": clock.today(), "evidence": 0})
    return _measurement_page(request, project, indicator, form)


@router.post(f"{HERE}/{{indicator_id}}/mesures/nouvelle", right=Right.EDIT)
def add_measurement(
    request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str, indicator_id: int
) -> Response:
    project = get_project(session, code)
    indicator = get_indicator(session, project, indicator_id)
    form = bind(MeasurementForm, posted)
    if not form.has_errors:
        with faults_on(form, session, CONSTRAINTS):
            service.add_measurement(session, indicator=indicator, **form.data.model_dump(), user=visitor.user)
    if form.has_errors:
        return _measurement_page(request, project, indicator, form, status=422)
    return redirect(request, f"/projets/{code}/indicateurs", flash="Mesure ajoutée.")


@router.get(MEASURES, right=Right.EDIT)
def edit_measurement(request: Request, session: Reading, code: str, measurement_id: int) -> Response:
    project = get_project(session, code)
    indicator, measurement = get_measurement(session, project, measurement_id)
    form = fresh(MeasurementForm, _values(measurement, MEASUREMENT_LABELS), version=measurement.version)
    return _measurement_page(request, project, indicator, form, measurement)


@router.post(MEASURES, right=Right.EDIT)
def update_measurement(
    request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str, measurement_id: int
) -> Response:
    project = get_project(session, code)
    indicator, measurement = get_measurement(session, project, measurement_id)
    form = bind(MeasurementForm, posted)
    _refuse_lost_update(session, measurement, form, MEASUREMENT_LABELS, code, f"mesures/{measurement_id}")
    if not form.has_errors:
        with faults_on(form, session, CONSTRAINTS):
            service.update_measurement(session, measurement, **form.data.model_dump(), user=visitor.user)
    if form.has_errors:
        return _measurement_page(request, project, indicator, form, measurement, status=422)
    return redirect(request, f"/projets/{code}/indicateurs", flash="Mesure enregistrée.")


@router.post(f"{MEASURES}/suppression", right=Right.EDIT)
def remove_measurement(
    request: Request, session: Writing, visitor: SignedIn, code: str, measurement_id: int
) -> Response:
    _, measurement = get_measurement(session, get_project(session, code), measurement_id)
    service.remove_measurement(session, measurement, user=visitor.user)
    return redirect(request, f"/projets/{code}/indicateurs", flash="Mesure retirée.")


def _values(record: Indicator | Measurement, labels: dict[str, str]) -> dict[str, object]:
    return {name: getattr(record, name) for name in labels}


def _refuse_lost_update(
    session: Session,
    record: Indicator | Measurement,
    form: BoundForm[Any],
    labels: dict[str, str],
    code: str,
    address: str,
) -> None:
    check_version(
        record,
        form,
        labels=labels,
        current=_values(record, labels),
        action=f"/projets/{code}/{address}",
        back=f"/projets/{code}/indicateurs",
        by=author_of(session, record),
        choices={"evidence": {str(level): label for level, label in enumerate(EVIDENCE_LABELS)}},
    )


def _indicator_page(
    request: Request,
    project: Project,
    form: BoundForm[IndicatorForm],
    indicator: Indicator | None = None,
    status: int = 200,
) -> Response:
    return render(
        request,
        "indicators/form.html",
        status=status,
        form=form,
        project=project,
        indicator_id=indicator.id if indicator else None,
    )


def _measurement_page(
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
