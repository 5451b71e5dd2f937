"""Organisations: found as in the list, one with its projects, a new one, a correction."""

from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.responses import Response

from app.api.access import Caller
from app.api.answers_records import Organisation, Organisations
from app.api.asked import AskedOrganisations, NumberInPath, not_a_cursor
from app.api.bodies import body, checked, faults_told, wrong
from app.api.given import Given, NewOrganisation, OrganisationChange
from app.api.responses import created, say
from app.api.routing import ROOT, ApiRouter
from app.api.versions import check_seen, hold
from app.choice import clean
from app.db import Reading, Writing
from app.digits import number_typed
from app.errors import NotFound
from app.kept import kept_of
from app.models import Organisation as Record
from app.models import Territory
from app.models.user import Scope
from app.partners import service
from app.partners.forms import ORGANISATION_CONSTRAINTS, OrganisationForm
from app.partners.listing import OrganisationFilter, organisations_page, projects_of
from app.partners.merging import merged_into
from app.partners.queries import get_organisation

router = ApiRouter("Organisations")
NAMES = OrganisationChange.json_names()
NO_COMMUNE = "Aucune commune ne porte ce code Insee."


@router.reads("/organisations", scope=Scope.ORGANISATIONS_READ, answer=Organisations)
def list_organisations(request: Request, asked: AskedOrganisations, session: Reading) -> Response:
    """Les organisations.

    Par nom, page par page.
    """
    filters = OrganisationFilter(clean(asked.q), clean(asked.profil), clean(asked.region))
    found = organisations_page(
        session, filters, kept_of(request, session), _place(session, asked.after), size=asked.limit
    )
    last = str(found.rows[-1].id) if found.next else None
    return say(Organisations.model_validate({"organisations": found.rows, "total": found.total, "next": last}))


@router.reads("/organisations/{number}", scope=Scope.ORGANISATIONS_READ, answer=Organisation, versioned=True)
def read_organisation(number: NumberInPath, session: Reading) -> Response:
    """Une organisation.

    Et les projets dont elle est, ou fut, partenaire.
    """
    found = _get(session, number)
    return say(_drawn(session, found), version=found.version)


@router.creates("/organisations", scope=Scope.ORGANISATIONS_WRITE, takes=NewOrganisation, answer=Organisation)
def create_an_organisation(
    request: Request, who: Caller, given: Annotated[NewOrganisation, Depends(body(NewOrganisation))], session: Writing
) -> Response:
    """Ajouter une organisation.

    Un SIREN, un SIRET ou un RNA déjà connu est refusé.
    """
    data, commune_id = _data(session, given, {})
    with faults_told(session, ORGANISATION_CONSTRAINTS, NAMES):
        columns = data.model_dump(exclude={"commune"})
        made = service.create_organisation(session, **columns, commune_id=commune_id, user=who.user)
    whole = _again(session, made.id)
    return created(request, _drawn(session, whole), f"{ROOT}/organisations/{whole.id}", whole)


@router.changes(
    "/organisations/{number}", scope=Scope.ORGANISATIONS_WRITE, takes=OrganisationChange, answer=Organisation
)
def change_an_organisation(
    request: Request,
    number: NumberInPath,
    who: Caller,
    given: Annotated[OrganisationChange, Depends(body(OrganisationChange))],
    session: Writing,
) -> Response:
    """Modifier une organisation.

    Ce qui est absent ne change pas.
    """
    hold(session, Record, Record.id == number)
    found = _get(session, number)
    current = {name: getattr(found, name) for name in OrganisationForm.model_fields if name != "commune"}
    current["commune"] = found.commune.code if found.commune else None
    check_seen(request, found, given=given, current=given.shown(current))
    data, commune_id = _data(session, given, current)
    with faults_told(session, ORGANISATION_CONSTRAINTS, NAMES):
        columns = data.model_dump(exclude={"commune"})
        service.update_organisation(session, found, **columns, commune_id=commune_id, user=who.user)
    whole = _again(session, number)
    return say(_drawn(session, whole), version=whole.version)


def _data(session: Session, given: Given, current: dict[str, object]) -> tuple[OrganisationForm, str | None]:
    """What the form would hold, and the commune of that code."""
    values = current | given.for_form()
    code = values.pop("commune", None)
    data = checked(OrganisationForm, {name: value for name, value in values.items() if value}, NAMES)
    if not code:
        return data, None
    commune_id = session.scalar(select(Territory.id).where(Territory.kind == "commune", Territory.code == code))
    if commune_id is None:
        raise wrong([("/commune", NO_COMMUNE)])
    return data, commune_id


def _get(session: Session, number: int) -> Record:
    try:
        return get_organisation(session, number)
    except NotFound:
        if (became := merged_into(session, number)) is None:
            raise
        raise NotFound(f"Cette organisation a été réunie avec {ROOT}/organisations/{became}.") from None


def _drawn(session: Session, found: Record) -> Organisation:
    projects = [
        {"project": row.code, "title": row.title, "role": row.role, "joined_on": row.joined_on, "left_on": row.left_on}
        for row in projects_of(session, found.id)
    ]
    columns = {name: getattr(found, name) for name in Organisation.model_fields if name != "projects"}
    return Organisation.model_validate(columns | {"projects": projects})


def _again(session: Session, number: int) -> Record:
    session.expunge_all()
    return get_organisation(session, number)


def _place(session: Session, after: str) -> int | None:
    if not after:
        return None
    number = number_typed(after)
    if number is None or session.get(Record, number) is None:
        raise not_a_cursor()
    return number
