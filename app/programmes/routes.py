"""Programmes: the plans of investment, listed, created, changed."""

from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading, Writing
from app.kept import kept_of
from app.models import Programme
from app.programmes import service
from app.programmes.forms import ProgrammeForm
from app.programmes.queries import editor_name, get_programme, programmes
from app.web.auth import Right, Router, SignedIn
from app.web.conflict import check_version
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
HERE = "/programmes"
LABELS = {
    "code": "Code",
    "title": "Titre",
    "starts_on": "Début",
    "ends_on": "Fin",
    "envelope_eur": "Enveloppe",
    "envelope_source": "Source de l’enveloppe",
    "envelope_dated_on": "Date de l’enveloppe",
}
RULES = {
    "uq_programme_code": ("code", "Ce code est déjà celui d’un autre programme."),
    "ck_programme_dates": ("ends_on", "La fin ne peut pas précéder le début."),
    "ck_programme_envelope_source": ("envelope_source", "Dites d’où vient ce montant."),
}


@router.get(HERE, right=Right.CONSULT)
def listing(request: Request, session: Reading) -> Response:
    return render(
        request,
        "programmes/list.html",
        programmes=kept_of(request, session).get("programmes", lambda: programmes(session)),
    )


@router.get(f"{HERE}/nouveau", right=Right.EDIT)
def new(request: Request) -> Response:
    return _page(request, fresh(ProgrammeForm))


@router.post(f"{HERE}/nouveau", right=Right.EDIT)
def create(request: Request, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    form = _bound(posted)
    if not form.has_errors:
        with faults_on(form, session, RULES):
            service.create_programme(session, user=visitor.user, **form.data.model_dump())
    if form.has_errors:
        return _page(request, form, status=422)
    return redirect(request, HERE, flash=f"Le programme «\u00a0{form.data.title}\u00a0» est créé.")


@router.get(f"{HERE}/{{code}}/modifier", right=Right.EDIT)
def edit(request: Request, code: str, session: Reading) -> Response:
    programme = get_programme(session, code)
    return _page(request, fresh(ProgrammeForm, _values(programme), programme.version), programme)


@router.post(f"{HERE}/{{code}}/modifier", right=Right.EDIT)
def save(request: Request, code: str, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    programme = get_programme(session, code)
    form = _bound(posted)
    if not form.has_errors:
        check_version(
            programme,
            form,
            labels=LABELS,
            current=_values(programme),
            action=f"{HERE}/{code}/modifier",
            back=HERE,
            by=editor_name(session, programme),
        )
        with faults_on(form, session, RULES):
            data = form.data.model_dump()
            service.update_programme(session, programme, version=form.version, user=visitor.user, **data)
    if form.has_errors:
        return _page(request, form, get_programme(session, code), 422)
    return redirect(request, HERE, flash=f"Le programme «\u00a0{form.data.title}\u00a0» est enregistré.")


def _bound(posted: Posted) -> BoundForm[ProgrammeForm]:
    form = bind(ProgrammeForm, posted)
    if not form.has_errors:
        for name, sentence in form.data.envelope_faults().items():
            form.refuse(name, sentence)
    return form


def _values(programme: Programme) -> dict[str, object]:
    return {name: getattr(programme, name) for name in LABELS}


def _page(
    request: Request, form: BoundForm[ProgrammeForm], programme: Programme | None = None, status: int = 200
) -> Response:
    address = f"{HERE}/{programme.code}/modifier" if programme else f"{HERE}/nouveau"
    title = f"Modifier «\u00a0{programme.title}\u00a0»" if programme else "Nouveau programme"
    return render(request, "programmes/edit.html", status=status, form=form, title=title, action=address)
