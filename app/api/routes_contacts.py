"""Whom to write to at a partner: apart from the rest, under scopes of its own, for it is about a person."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from app.api.access import Caller
from app.api.answers_projects import Contact
from app.api.asked import NumberInPath
from app.api.bodies import body, checked, faults_told
from app.api.given_parts import ContactChange
from app.api.partners import PART, with_code
from app.api.responses import say
from app.api.routing import ApiRouter
from app.api.versions import check_seen, hold
from app.db import Reading, Writing
from app.models import Partner
from app.models.user import Scope
from app.partners import service
from app.partners.forms import PARTNER_CONSTRAINTS, PartnerForm

router = ApiRouter("Projets")
NAMES = ContactChange.json_names()


@router.reads("/partners/{number}/contact", scope=Scope.CONTACTS_READ, answer=Contact, versioned=True)
def read_contact(number: NumberInPath, session: Reading) -> Response:
    """La personne à contacter chez un partenaire.

    L’ETag est la version du partenaire.
    """
    partner, code = with_code(session, number)
    return say(_drawn(partner, code), version=partner.version)


@router.changes("/partners/{number}/contact", scope=Scope.CONTACTS_WRITE, takes=ContactChange, answer=Contact)
def change_a_contact(
    request: Request,
    number: NumberInPath,
    who: Caller,
    given: Annotated[ContactChange, Depends(body(ContactChange))],
    session: Writing,
) -> Response:
    """Changer la personne à contacter chez un partenaire."""
    hold(session, Partner, Partner.id == number)
    partner, code = with_code(session, number)
    current = {"contact_name": partner.contact_name, "contact_email": partner.contact_email}
    check_seen(request, partner, given=given, current=given.shown(current))
    kept = {name: getattr(partner, name) for name in PART}
    data = checked(PartnerForm, kept | current | given.for_form(), NAMES)
    with faults_told(session, PARTNER_CONSTRAINTS, NAMES):
        service.update_partner(session, partner, **data.model_dump(include=set(current)), user=who.user)
    return say(_drawn(partner, code), version=partner.version)


def _drawn(partner: Partner, code: str) -> Contact:
    return Contact(partner=partner.id, project=code, name=partner.contact_name, email=partner.contact_email)
