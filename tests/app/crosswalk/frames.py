"""Frames signed and drafts opened, for the tests of this folder."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from app import clock
from app.crosswalk import service
from app.crosswalk.document import Frame, Item, digest
from app.crosswalk.queries import Version, current_versions, get_draft
from app.models import User
from tests import factories as make

HERE = "/methode/lectures"
DRAFT = f"{HERE}/cad/brouillon"
NOTE = "Relue en comité le 12 novembre."


def signed(session: Session, *edits: Callable[[Frame], Frame], code: str = "cad", user: User | None = None) -> Version:
    """The next version of a frame, edited and published."""
    user = user or make.a_user(session, name="Claire Martin")
    service.start_draft(session, code=code, user=user)
    for edit in edits:
        service.edit_draft(session, code=code, edit=edit, user=user)
    shown = digest(get_draft(session, code).source)
    service.publish_draft(
        session, code=code, shown=shown, signed_as="déléguée générale", note=NOTE, user=user, now=clock.now()
    )
    return current_versions(session)[code]


def item_of(session: Session, code: str, frame: str = "cad") -> Item:
    found = current_versions(session)[frame].frame.item(code)
    assert found is not None
    return found
