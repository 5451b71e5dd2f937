"""The partners of a project: one of them, a new one, a change of its part."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from app.api.access import Caller
from app.api.answers_projects import PartnerSheet
from app.api.asked import CodeInPath, NumberInPath
from app.api.bodies import body, checked, faults_told, wrong
from app.api.given_parts import NewPartner, PartnerChange
from app.api.partners import PART, with_code
from app.api.responses import created, say
from app.api.routing import ROOT, ApiRouter
from app.api.versions import check_seen, hold
from app.db import Reading, Writing
from app.models import Organisation, Partner
from app.models.user import Scope
from app.partners import service
from app.partners.forms import PARTNER_CONSTRAINTS, PartnerForm
from app.projects.queries import get_project

router = ApiRouter("Projets")
NAMES = PartnerChange.json_names() | {"organisation_id": "organisation"}


@router.reads("/partners/{number}", scope=Scope.PROJECTS_READ, answer=PartnerSheet, versioned=True)
def read_partner(number: NumberInPath, session: Reading) -> Response:
    """Un partenaire d’un projet."""
    found, code = with_code(session, number)
    return say(_drawn(found, code), version=found.version)


@router.creates("/projects/{code}/partners", scope=Scope.PROJECTS_WRITE, takes=NewPartner, answer=PartnerSheet)
def create_a_partner(
    request: Request,
    code: CodeInPath,
    who: Caller,
    given: Annotated[NewPartner, Depends(body(NewPartner))],
    session: Writing,
) -> Response:
    """Faire entrer une organisation dans un projet.

    Une fois par projet, et un seul porteur à la fois.
    """
    project = get_project(session, code)
    organisation = session.get(Organisation, given.organisation)
    if organisation is None:
        raise wrong([("/organisation", "Aucune organisation ne porte ce numéro.")])
    data = checked(PartnerForm, {"role_code": given.role} | given.for_form(), NAMES)
    with faults_told(session, PARTNER_CONSTRAINTS, NAMES):
        columns = data.model_dump(include=set(PART))
        made = service.add_partner(session, project=project, organisation=organisation, **columns, user=who.user)
    found, _ = with_code(session, made.id)
    return created(request, _drawn(found, code), f"{ROOT}/partners/{found.id}", found)


@router.changes("/partners/{number}", scope=Scope.PROJECTS_WRITE, takes=PartnerChange, answer=PartnerSheet)
def change_a_partner(
    request: Request,
    number: NumberInPath,
    who: Caller,
    given: Annotated[PartnerChange, Depends(body(PartnerChange))],
    session: Writing,
) -> Response:
    """Modifier la part d’un partenaire.

    Celui qui quitte le projet garde sa place dans l’historique : donnez « left_on ».
    """
    hold(session, Partner, Partner.id == number)
    partner, code = with_code(session, number)
    current = {name: getattr(partner, name) for name in PART}
    check_seen(request, partner, given=given, current=given.shown(current))
    data = checked(PartnerForm, current | given.for_form(), NAMES)
    with faults_told(session, PARTNER_CONSTRAINTS, NAMES):
        service.update_partner(session, partner, **data.model_dump(include=set(PART)), user=who.user)
    return say(_drawn(partner, code), version=partner.version)


def _drawn(partner: Partner, code: str) -> PartnerSheet:
    return PartnerSheet(
        id=partner.id,
        project=code,
        organisation=partner.organisation_id,
        name=partner.organisation.name,
        role=partner.role_code,
        joined_on=partner.joined_on,
        left_on=partner.left_on,
        contribution=partner.contribution,
    )
