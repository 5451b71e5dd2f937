"""The partners of a project: who takes part, in what role, since when."""

from typing import Any

from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from app.changes import author_of
from app.db import Reading, Writing
from app.models import Organisation, Partner, Project, User
from app.partners import service
from app.partners.card import DIMENSIONS, PRIORITY_LABELS, dimensions_for
from app.partners.forms import (
    PARTNER_CONSTRAINTS,
    PARTNER_LABELS,
    CreatedPartnerForm,
    KnownPartnerForm,
    PartnerForm,
)
from app.partners.listing import profile_choices, role_choices
from app.partners.queries import get_organisation, get_partner, project_card, search_organisations
from app.partners.routes_organisations import known_organisation
from app.partners.told_time import refuse_unseen_loss, told_time
from app.projects.queries import get_project
from app.web.auth import Right, Router, SignedIn
from app.web.conflict import check_version
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
HERE = "/projets/{code}/partenaires"
Form = BoundForm[Any]
PRIORITY_NAMES = tuple(f"priority_d{n}" for n in range(1, 5))


@router.get(HERE, right=Right.CONSULT)
def listing(request: Request, session: Reading, code: str) -> Response:
    project = get_project(session, code)
    return render(request, "partners/of_project.html", project=project, card=project_card(session, project))


@router.get(f"{HERE}/nouveau", right=Right.EDIT)
def new(
    request: Request, session: Reading, code: str, q: str = "", organisation: int | None = None, creer: str = ""
) -> Response:
    """First who (found, or created on the spot), then their part."""
    project = get_project(session, code)
    if organisation is not None:
        chosen = get_organisation(session, organisation)
        form: Form = fresh(KnownPartnerForm, {"organisation_id": chosen.id, "role_code": "partenaire"})
        return _form_page(request, session, project, form, organisation=chosen)
    if creer:
        started = fresh(CreatedPartnerForm, {"name": creer.replace("\x00", ""), "role_code": "partenaire"})
        return _form_page(request, session, project, started)
    rows = search_organisations(session, q)
    return render(request, "partners/choose.html", project=project, project_code=code, rows=rows, typed=q.strip())


@router.post(f"{HERE}/nouveau", right=Right.EDIT)
def add(request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str) -> Response:
    project = get_project(session, code)
    form, chosen = _bound(session, posted)
    if not form.has_errors:
        with faults_on(form, session, PARTNER_CONSTRAINTS):
            organisation = chosen or _create(session, form.data, visitor.user)
            service.add_partner(
                session, project=project, organisation=organisation, **_part(form.data), user=visitor.user
            )
    if form.has_errors:
        return _form_page(request, session, project, form, organisation=chosen, status=422)
    return redirect(request, f"/projets/{code}/partenaires", flash=f"{organisation.name} est partenaire du projet.")


@router.get(f"{HERE}/{{partner_id}}", right=Right.EDIT)
def edit(request: Request, session: Reading, code: str, partner_id: int) -> Response:
    project = get_project(session, code)
    partner = get_partner(session, project, partner_id)
    form: Form = fresh(PartnerForm, _values(partner), version=partner.version)
    return _form_page(request, session, project, form, partner=partner)


@router.post(f"{HERE}/{{partner_id}}", right=Right.EDIT)
def update(
    request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str, partner_id: int
) -> Response:
    project = get_project(session, code)
    partner = get_partner(session, project, partner_id)
    form: Form = bind(PartnerForm, posted)
    _refuse_lost_update(session, project, partner, form)
    if not form.has_errors:
        with faults_on(form, session, PARTNER_CONSTRAINTS):
            service.update_partner(session, partner, **_part(form.data), user=visitor.user)
    if form.has_errors:
        return _form_page(request, session, project, form, partner=partner, status=422)
    return redirect(request, f"/projets/{code}/partenaires", flash="Partenaire enregistré.")


@router.post(f"{HERE}/{{partner_id}}/suppression", right=Right.EDIT)
def remove(
    request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str, partner_id: int
) -> Response:
    partner = get_partner(session, get_project(session, code), partner_id)
    refuse_unseen_loss(session, partner, str(posted.get("time", "")))
    name = partner.organisation.name
    service.remove_partner(session, partner, user=visitor.user)
    return redirect(request, f"/projets/{code}/partenaires", flash=f"{name} est retirée des partenaires du projet.")


def _bound(session: Session, posted: FormData) -> tuple[Form, Organisation | None]:
    """A known organisation when one was chosen, else one to create."""
    if not posted.get("organisation_id"):
        return bind(CreatedPartnerForm, posted), None
    form = bind(KnownPartnerForm, posted)
    typed = form.value("organisation_id")
    return form, get_organisation(session, int(typed) if typed.isdecimal() else 0)


def _create(session: Session, data: CreatedPartnerForm, user: User) -> Organisation:
    numbers = data.model_dump(include={"siren", "siret", "rna"})
    return service.create_organisation(session, name=data.name, profile_code=data.profile_code, **numbers, user=user)


def _part(data: PartnerForm) -> dict[str, Any]:
    """What the form says of the part taken, as the verbs ask for it."""
    columns = data.model_dump(include=set(PARTNER_LABELS) - set(PRIORITY_NAMES))
    priorities = {name.removeprefix("priority_").upper(): getattr(data, name) for name in PRIORITY_NAMES}
    return columns | {"priorities": priorities}


def _values(partner: Partner) -> dict[str, object]:
    return {name: getattr(partner, name) for name in PARTNER_LABELS}


def _refuse_lost_update(session: Session, project: Project, partner: Partner, form: Form) -> None:
    back = f"/projets/{project.code}/partenaires"
    words = {str(value): label for value, label in enumerate(PRIORITY_LABELS)}
    dimensions = dimensions_for(partner.organisation.profile_code).values()
    check_version(
        partner,
        form,
        labels=PARTNER_LABELS | dict(zip(PRIORITY_NAMES, dimensions, strict=True)),
        current=_values(partner),
        action=f"{back}/{partner.id}",
        back=back,
        by=author_of(session, partner),
        choices={"role_code": {row.code: row.label for row in role_choices(session, partner.role_code)}}
        | dict.fromkeys(PRIORITY_NAMES, words),
    )


def _form_page(
    request: Request,
    session: Session,
    project: Project,
    form: Form,
    organisation: Organisation | None = None,
    partner: Partner | None = None,
    status: int = 200,
) -> Response:
    shown = partner.organisation if partner else organisation
    profile = shown.profile_code if shown else form.value("profile_code")
    return render(
        request,
        "partners/partner_form.html",
        status=status,
        form=form,
        project=project,
        organisation=shown,
        partner_id=partner.id if partner else None,
        told_time=told_time(session, partner) if partner else None,
        roles=role_choices(session, partner.role_code if partner else ""),
        profiles=profile_choices(session),
        dimensions=[(f"priority_{name.lower()}", label) for name, label in dimensions_for(profile).items()],
        names_vary=shown is None and dimensions_for(profile) is DIMENSIONS,
        levels=list(enumerate(PRIORITY_LABELS)),
        known=None if shown else known_organisation(session, form),
    )
