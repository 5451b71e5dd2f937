"""Organisations: the list, a sheet, a new one, a correction, and what is proposed while one types."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.changes import author_of
from app.db import Reading, Writing
from app.errors import NotFound
from app.kept import kept_of
from app.models import Organisation, ViewPage
from app.partners import service
from app.partners.forms import ORGANISATION_CONSTRAINTS, ORGANISATION_LABELS, OrganisationForm
from app.partners.identifiers import rna_warning
from app.partners.listing import (
    OrganisationFilter,
    find_communes,
    funding_of,
    organisations_page,
    profile_choices,
    projects_of,
    region_choices,
)
from app.partners.merging import merged_into, merges_of
from app.partners.queries import find_by_identifier, get_organisation, search_organisations
from app.views.bar import bar_of, opened_with
from app.web.auth import Right, Router, SignedIn
from app.web.conflict import check_version
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
HERE = "/partenaires"
Form = BoundForm[OrganisationForm]


@router.get(HERE, right=Right.CONSULT)
def listing(
    request: Request,
    session: Reading,
    visitor: SignedIn,
    q: str = "",
    profil: str = "",
    region: str = "",
    apres: int | None = None,
    avant: int | None = None,
) -> Response:
    bar = bar_of(session, visitor.user, ViewPage.ORGANISATIONS, request.url.query)
    if opened := opened_with(request, bar):
        return opened
    filters = OrganisationFilter(*(text.replace("\x00", "").strip() for text in (q, profil, region)))
    return render(
        request,
        "partners/list.html",
        block="results",
        bar=bar,
        filters=filters,
        page=organisations_page(session, filters, kept_of(request, session), apres, avant),
        profiles=profile_choices(session, profil),
        regions=region_choices(session),
    )


@router.get(f"{HERE}/recherche", right=Right.CONSULT)
def proposals(request: Request, session: Reading, q: str = "", projet: str = "") -> Response:
    """The organisations nearest to what is typed; with a project, links that add them to it."""
    rows = search_organisations(session, q)
    return render(
        request, "partners/proposals.html", block="proposals", rows=rows, typed=q.strip(), project_code=projet
    )


@router.get(f"{HERE}/nouveau", right=Right.EDIT)
def new(request: Request, session: Reading) -> Response:
    return _form_page(request, session, fresh(OrganisationForm))


@router.post(f"{HERE}/nouveau", right=Right.EDIT)
def create(request: Request, session: Writing, posted: Posted, visitor: SignedIn) -> Response:
    form = bind(OrganisationForm, posted)
    commune_id = _commune_id(session, form)
    if not form.has_errors:
        columns = form.data.model_dump(exclude={"commune"})
        with faults_on(form, session, ORGANISATION_CONSTRAINTS):
            kept = service.create_organisation(session, **columns, commune_id=commune_id, user=visitor.user)
    if form.has_errors:
        return _form_page(request, session, form, status=422)
    return redirect(request, f"{HERE}/{kept.id}", flash=_saved(kept, "Organisation ajoutée."))


@router.get(f"{HERE}/{{organisation_id}}", right=Right.CONSULT)
def sheet(request: Request, session: Reading, organisation_id: int) -> Response:
    try:
        organisation = get_organisation(session, organisation_id)
    except NotFound:
        if (became := merged_into(session, organisation_id)) is None:
            raise
        return redirect(request, f"{HERE}/{became}")
    return render(
        request,
        "partners/sheet.html",
        organisation=organisation,
        projects=projects_of(session, organisation_id),
        funding=funding_of(session, organisation_id),
        merges=merges_of(session, organisation_id),
        warning=rna_warning(organisation.rna),
    )


@router.get(f"{HERE}/{{organisation_id}}/modifier", right=Right.EDIT)
def edit(request: Request, session: Reading, organisation_id: int) -> Response:
    organisation = get_organisation(session, organisation_id)
    form = fresh(OrganisationForm, _values(organisation), version=organisation.version)
    return _form_page(request, session, form, organisation)


@router.post(f"{HERE}/{{organisation_id}}/modifier", right=Right.EDIT)
def update(request: Request, session: Writing, posted: Posted, visitor: SignedIn, organisation_id: int) -> Response:
    organisation = get_organisation(session, organisation_id)
    form = bind(OrganisationForm, posted)
    _refuse_lost_update(session, organisation, form)
    commune_id = _commune_id(session, form)
    if not form.has_errors:
        columns = form.data.model_dump(exclude={"commune"})
        with faults_on(form, session, ORGANISATION_CONSTRAINTS):
            service.update_organisation(session, organisation, **columns, commune_id=commune_id, user=visitor.user)
    if form.has_errors:
        return _form_page(request, session, form, organisation, status=422)
    return redirect(request, f"{HERE}/{organisation_id}", flash=_saved(organisation, "Organisation enregistrée."))


def _form_page(
    request: Request, session: Session, form: Form, organisation: Organisation | None = None, status: int = 200
) -> Response:
    current = organisation.profile_code if organisation else ""
    return render(
        request,
        "partners/organisation_form.html",
        status=status,
        form=form,
        organisation_id=organisation.id if organisation else None,
        profiles=profile_choices(session, current),
        known=known_organisation(session, form, organisation),
    )


def known_organisation(
    session: Session, form: BoundForm[OrganisationForm], own: Organisation | None = None
) -> Organisation | None:
    """The organisation that already bears a number just refused, to go and see it."""
    for name in ("siren", "siret", "rna"):
        if form.error(name):
            numbers = {name: "".join(form.value(name).split())}
            known = find_by_identifier(session, **numbers) if form.value(name).isascii() else None
            if known is not None and known is not own:
                return known
    return None


def _refuse_lost_update(session: Session, organisation: Organisation, form: Form) -> None:
    address = f"{HERE}/{organisation.id}"
    check_version(
        organisation,
        form,
        labels=ORGANISATION_LABELS,
        current=_values(organisation),
        action=f"{address}/modifier",
        back=address,
        by=author_of(session, organisation),
        choices={"profile_code": {row.code: row.label for row in profile_choices(session, organisation.profile_code)}},
    )


def _values(organisation: Organisation) -> dict[str, object]:
    commune = organisation.commune
    place = f"{commune.label} ({commune.code})" if commune else ""
    columns = {name: getattr(organisation, name) for name in ORGANISATION_LABELS if name != "commune"}
    return columns | {"commune": place}


def _commune_id(session: Session, form: Form) -> str | None:
    """One commune, or a fault that names those one may have meant."""
    typed = form.value("commune").strip()
    found = find_communes(session, typed) if typed else []
    if len(found) == 1:
        return found[0].id
    if found:
        names = ", ".join(f"{place.label} ({place.code})" for place in found)
        form.refuse("commune", f"Plusieurs communes portent ce nom\u202f: précisez laquelle, {names}.")
    elif typed:
        form.refuse("commune", "Aucune commune de ce nom ni de ce code\u202f: vérifiez l’orthographe ou le code Insee.")
    return None


def _saved(organisation: Organisation, sentence: str) -> str:
    return f"{sentence} {rna_warning(organisation.rna)}".strip()
