"""What the pages of accounts share: a funder typed by its name, the way back to a person."""

from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.accounts.people import NO_FUNDER
from app.models.user import Role
from app.partners.queries import settle_organisation
from app.web.forms import BoundForm
from app.web.templating import redirect

PEOPLE = "/comptes"
EMAIL_TAKEN = {"uq_user_email": ("email", "Un compte existe déjà pour cette adresse.")}


def funder_of(session: Session, form: BoundForm[Any], current: tuple[int | None, str] = (None, "")) -> int | None:
    """The organisation typed, for a funder's person; a fault of its field if none. `current`: the one already there."""
    if form.value("role") != Role.FINANCEUR:
        return None
    typed = form.value("funder").strip()
    if not typed:
        form.refuse("funder", NO_FUNDER)
        return None
    if current[0] is not None and typed == current[1]:
        return current[0]
    found, sentence = settle_organisation(session, typed)
    if found is None:
        form.refuse("funder", sentence)
    return found


def back_to(request: Request, user_id: int, sentence: str) -> Response:
    return redirect(request, f"{PEOPLE}/{user_id}", flash=sentence)
