"""What shows that a measure moved: added, corrected, removed."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.models import RoadmapEvidence, RoadmapMeasure
from app.roadmap import evidence as verbs
from app.roadmap.detail import document_choices, get_evidence
from app.roadmap.forms import EVIDENCE_LABELS, EVIDENCE_RULES, EvidenceForm
from app.roadmap.pages import ONE, address_of, back_to, refuse_lost_update, values_of
from app.roadmap.queries import get_measure, name_of
from app.web.auth import Right, Router, SignedIn
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import render

router = Router()
NEW = f"{ONE}/preuves/nouvelle"
KNOWN = f"{ONE}/preuves/{{evidence_id}}"
Form = BoundForm[EvidenceForm]


@router.get(NEW, right=Right.EDIT)
def new(request: Request, session: Reading, number: int) -> Response:
    return _page(request, session, get_measure(session, number), fresh(EvidenceForm, {"dated_on": clock.today()}))


@router.post(NEW, right=Right.EDIT)
def add(request: Request, session: Writing, posted: Posted, visitor: SignedIn, number: int) -> Response:
    measure = get_measure(session, number)
    form = bind(EvidenceForm, posted)
    if not form.has_errors:
        with faults_on(form, session, EVIDENCE_RULES):
            verbs.add_evidence(session, measure, **form.data.model_dump(), user=visitor.user, today=clock.today())
    if form.has_errors:
        return _page(request, session, get_measure(session, number), form, status=422)
    return back_to(request, number, "Preuve ajoutée.")


@router.get(KNOWN, right=Right.EDIT)
def edit(request: Request, session: Reading, number: int, evidence_id: int) -> Response:
    measure = get_measure(session, number)
    found = get_evidence(session, measure, evidence_id)
    return _page(
        request, session, measure, fresh(EvidenceForm, values_of(found, EVIDENCE_LABELS), found.version), found
    )


@router.post(KNOWN, right=Right.EDIT)
def update(
    request: Request, session: Writing, posted: Posted, visitor: SignedIn, number: int, evidence_id: int
) -> Response:
    measure = get_measure(session, number)
    found = get_evidence(session, measure, evidence_id)
    form = bind(EvidenceForm, posted)
    refuse_lost_update(
        session,
        found,
        form,
        labels=EVIDENCE_LABELS,
        current=values_of(found, EVIDENCE_LABELS),
        number=number,
        action=f"{address_of(number)}/preuves/{evidence_id}",
        choices={"document_id": dict(document_choices(session, measure.id, found.document_id))},
    )
    if not form.has_errors:
        with faults_on(form, session, EVIDENCE_RULES):
            verbs.update_evidence(session, found, **form.data.model_dump(), user=visitor.user, today=clock.today())
    if form.has_errors:
        return _page(request, session, measure, form, found, 422)
    return back_to(request, number, "Preuve enregistrée.")


@router.post(f"{KNOWN}/suppression", right=Right.EDIT)
def remove(request: Request, session: Writing, number: int, evidence_id: int) -> Response:
    verbs.remove_evidence(session, get_evidence(session, get_measure(session, number), evidence_id))
    return back_to(request, number, "Preuve retirée.")


def _page(
    request: Request,
    session: Session,
    measure: RoadmapMeasure,
    form: Form,
    found: RoadmapEvidence | None = None,
    status: int = 200,
) -> Response:
    return render(
        request,
        "roadmap/evidence.html",
        status=status,
        form=form,
        name=name_of(measure.number, measure.title),
        home=address_of(measure.number),
        evidence_id=found.id if found else None,
        documents=document_choices(session, measure.id, found.document_id if found else None),
    )
