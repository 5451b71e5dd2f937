"""Which organisation a qualification is about: proposed, come with, or typed by name."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.digits import number_typed
from app.models import Organisation, Partner
from app.partners.queries import settle_organisation
from app.qualification.forms import QualificationForm
from app.web.forms import BoundForm

Form = BoundForm[QualificationForm]


def organisation_numbered(session: Session, number: str) -> Organisation | None:
    known = number_typed(number)
    return None if known is None else session.get(Organisation, known)


def settled(session: Session, form: Form, current: Organisation | None = None) -> Organisation | None:
    """The one organisation meant, or a fault of the field."""
    typed = form.value("organisation").strip()
    if not typed or (current is not None and typed == current.name):
        return current
    identifier, sentence = settle_organisation(session, typed)
    if identifier is None:
        form.refuse("organisation", sentence)
        return None
    return session.get_one(Organisation, identifier)


def catalysts(session: Session) -> list[str]:
    """Names to propose: those who are « catalyseur » of a project."""
    acting = select(Partner.organisation_id).where(Partner.role_code == "catalyseur")
    statement = select(Organisation.name).where(Organisation.id.in_(acting))
    return list(session.scalars(statement.order_by(Organisation.sort_name, Organisation.id).limit(200)))
