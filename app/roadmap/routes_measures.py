"""What a measure is, and where it stands: its title, its chantier, its target, its status."""

from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.models import MeasureStatus, RoadmapMeasure
from app.roadmap import service
from app.roadmap.forms import CHANTIERS, MEASURE_LABELS, STATUS_LABELS, STATUSES, MeasureForm, StatusForm
from app.roadmap.pages import ONE, address_of, back_to, refuse_lost_update, values_of
from app.roadmap.queries import get_measure, name_of
from app.web.auth import Right, Router, SignedIn
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import render

router = Router()


@router.get(f"{ONE}/modifier", right=Right.EDIT)
def edit(request: Request, session: Reading, number: int) -> Response:
    measure = get_measure(session, number)
    return _page(request, measure, fresh(MeasureForm, values_of(measure, MEASURE_LABELS), measure.version))


@router.post(f"{ONE}/modifier", right=Right.EDIT)
def update(request: Request, session: Writing, posted: Posted, visitor: SignedIn, number: int) -> Response:
    measure = get_measure(session, number)
    form = bind(MeasureForm, posted)
    refuse_lost_update(
        session,
        measure,
        form,
        labels=MEASURE_LABELS,
        current=values_of(measure, MEASURE_LABELS),
        number=number,
        action=f"{address_of(number)}/modifier",
        choices={"chantier": dict(CHANTIERS)},
    )
    if not form.has_errors:
        with faults_on(form, session):
            service.update_measure(session, measure, **form.data.model_dump(), user=visitor.user)
    if form.has_errors:
        return _page(request, get_measure(session, number), form, 422)
    return back_to(request, number, f"La mesure {number} est enregistrée.")


@router.get(f"{ONE}/statut", right=Right.EDIT)
def status(request: Request, session: Reading, number: int) -> Response:
    measure = get_measure(session, number)
    opened = {"status": measure.status, "dated_on": clock.today(), "reason": ""}
    return _status_page(request, measure, fresh(StatusForm, opened, measure.version))


@router.post(f"{ONE}/statut", right=Right.EDIT)
def move(request: Request, session: Writing, posted: Posted, visitor: SignedIn, number: int) -> Response:
    measure = get_measure(session, number)
    form = bind(StatusForm, posted)
    _refuse_moved_meanwhile(session, measure, form)
    if not form.has_errors:
        data, user = form.data, visitor.user
        with faults_on(form, session):
            service.move_status(
                session,
                measure,
                to=data.status,
                dated_on=data.dated_on,
                reason=data.reason,
                user=user,
                today=clock.today(),
            )
    if form.has_errors:
        return _status_page(request, get_measure(session, number), form, 422)
    return back_to(request, number, f"Mesure {number}\u00a0: {form.data.status.label.lower()}.")


def _refuse_moved_meanwhile(session: Session, measure: RoadmapMeasure, form: BoundForm[StatusForm]) -> None:
    refuse_lost_update(
        session,
        measure,
        form,
        labels=STATUS_LABELS,
        current={"status": measure.status, "dated_on": None, "reason": ""},
        number=measure.number,
        action=f"{address_of(measure.number)}/statut",
        choices={"status": dict(STATUSES)},
    )


def _page(request: Request, measure: RoadmapMeasure, form: BoundForm[MeasureForm], status: int = 200) -> Response:
    named = _named(measure)
    return render(request, "roadmap/edit.html", status=status, form=form, chantiers=CHANTIERS, **named)


def _status_page(request: Request, measure: RoadmapMeasure, form: BoundForm[StatusForm], status: int = 200) -> Response:
    named = _named(measure)
    return render(request, "roadmap/status.html", status=status, form=form, statuses=STATUSES, **named)


def _named(measure: RoadmapMeasure) -> dict[str, Any]:
    return {
        "name": name_of(measure.number, measure.title),
        "home": address_of(measure.number),
        "state": MeasureStatus(measure.status),
    }
