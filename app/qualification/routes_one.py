"""One qualification: created, read, its organisation's territory and date corrected, opened again, removed."""

from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.changes import author_of
from app.db import Reading, Writing
from app.doors.service import remove_doors
from app.errors import NotFound
from app.models import DoorKind, Qualification
from app.partners.listing import region_choices
from app.qualification import service
from app.qualification.choosing import catalysts, organisation_numbered, settled
from app.qualification.forms import ANOTHER, QUALIFICATION_LABELS, QUALIFICATION_RULES, QualificationForm
from app.qualification.page import one_page
from app.qualification.places import close_places, known_places, settled_place
from app.qualification.queries import EVERYWHERE, HERE, get_qualification, read_sheet
from app.web.auth import Right, Router, SignedIn
from app.web.conflict import check_version
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
ONE = f"{HERE}/{{qualification_id}}"
Form = BoundForm[QualificationForm]


@router.get(f"{HERE}/nouvelle", right=Right.EVALUATE)
def new(request: Request, session: Reading, organisation: str = "") -> Response:
    named = organisation_numbered(session, organisation)
    values = {"organisation": named.name if named else "", "held_on": clock.today()}
    return _page(request, session, fresh(QualificationForm, values))


@router.post(f"{HERE}/nouvelle", right=Right.EVALUATE)
def create(request: Request, session: Writing, posted: Posted, visitor: SignedIn) -> Response:
    form = bind(QualificationForm, posted)
    organisation, columns = settled(session, form), _columns(session, form)
    if organisation is not None and not form.has_errors:
        with faults_on(form, session, QUALIFICATION_RULES):
            made = service.create_qualification(session, organisation=organisation, user=visitor.user, **columns)
    if form.has_errors:
        return _page(request, session, form, status=422)
    return redirect(request, f"{HERE}/{made.id}", flash="La qualification est créée. Reste à la remplir.")


@router.get(ONE, right=Right.CONSULT)
def show(request: Request, session: Reading, qualification_id: int) -> Response:
    return one_page(request, session, qualification_id)


@router.get(f"{ONE}/modifier", right=Right.EVALUATE)
def edit(request: Request, session: Reading, qualification_id: int) -> Response:
    record = get_qualification(session, qualification_id)
    return _page(request, session, fresh(QualificationForm, _values(record), record.version), record)


@router.post(f"{ONE}/modifier", right=Right.EVALUATE)
def update(request: Request, session: Writing, posted: Posted, visitor: SignedIn, qualification_id: int) -> Response:
    record = get_qualification(session, qualification_id)
    form = bind(QualificationForm, posted)
    check_version(
        record,
        form,
        labels=QUALIFICATION_LABELS,
        current=_values(record),
        action=f"{HERE}/{record.id}/modifier",
        back=f"{HERE}/{record.id}",
        by=author_of(session, record),
        choices={"region_code": {row.code: row.label for row in region_choices(session)} | {"": EVERYWHERE}},
    )
    organisation = settled(session, form, record.organisation)
    columns = _columns(session, form, record.territory_label)
    if organisation is not None and not form.has_errors:
        columns["organisation_id"] = organisation.id
        with faults_on(form, session, QUALIFICATION_RULES):
            service.update_qualification(session, record, version=record.version, user=visitor.user, **columns)
    if form.has_errors:
        return _page(request, session, form, get_qualification(session, qualification_id), 422)
    return redirect(request, f"{HERE}/{record.id}", flash="La qualification est enregistrée.")


@router.post(f"{ONE}/reouverture", right=Right.EVALUATE)
def reopen(request: Request, session: Writing, visitor: SignedIn, qualification_id: int) -> Response:
    service.reopen(session, record=get_qualification(session, qualification_id), user=visitor.user)
    return redirect(request, f"{HERE}/{qualification_id}", flash="La qualification peut de nouveau être corrigée.")


@router.get(f"{ONE}/suppression", right=Right.EVALUATE)
def ask_before_removing(request: Request, session: Reading, qualification_id: int) -> Response:
    return render(request, "qualification/remove.html", sheet=read_sheet(session, qualification_id))


@router.post(f"{ONE}/suppression", right=Right.EVALUATE)
def remove(request: Request, session: Writing, visitor: SignedIn, qualification_id: int) -> Response:
    service.remove(session, record=get_qualification(session, qualification_id))
    remove_doors(session, kind=DoorKind.QUALIFICATION, subject_id=qualification_id)
    return redirect(request, HERE, flash="La qualification en préparation est supprimée.")


def _columns(session: Session, form: Form, current: str = "") -> dict[str, Any]:
    """What is kept of the form, the organisation apart; nothing while it has errors."""
    if form.has_errors:
        return {}
    place = settled_place(session, form, current)
    return form.data.model_dump(exclude={"organisation", "same_territory"}) | {"territory_label": place}


def _values(record: Qualification) -> dict[str, object]:
    columns = {name: getattr(record, name) for name in QUALIFICATION_LABELS if name != "organisation"}
    return columns | {"organisation": record.organisation.name}


def _page(
    request: Request, session: Session, form: Form, record: Qualification | None = None, status: int = 200
) -> Response:
    if record is not None and record.is_sent:
        raise NotFound(service.SENT, f"{HERE}/{record.id}", "La lire")
    return render(
        request,
        "qualification/edit.html",
        status=status,
        form=form,
        own=f"{HERE}/{record.id}" if record else "",
        regions=[(row.code, row.label) for row in region_choices(session)],
        names=catalysts(session),
        places=known_places(session),
        close_options=_close(session, form),
    )


def _close(session: Session, form: Form) -> list[tuple[str, str]]:
    """The question as it was asked, until it is answered."""
    if not (form.error("same_territory") or form.value("same_territory")):
        return []
    close = close_places(session, form.value("territory_label"), form.value("region_code") or None)
    known = [(name, f"Oui, c’est «\u00a0{name}\u00a0»") for name in close]
    return [*known, (ANOTHER, "Non, c’est un autre territoire")] if known else []
