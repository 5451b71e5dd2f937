"""A form sent twice acts once: the second identical post gets the answer of the first.

The key is inserted at the start of the request's own transaction: a concurrent twin waits on it until the first has
ended, then finds where the first one led. A refused form undoes the key with all the rest, so that it can be corrected
and sent again.
"""

import json
from collections.abc import Iterator
from hashlib import sha256

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from app.db import Writing
from app.errors import Refused
from app.models.user import SubmittedForm
from app.web.csrf import FIELD
from app.web.outsider import outsider_of
from app.web.posted import Posted
from app.web.visitor import visitor_of

KEY = "idempotency_key"
MAX_KEY = 100


class AlreadyDone(Exception):  # noqa: N818  (not a breakdown)
    """The same form was already accepted; `location` is where it led."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location


def once(request: Request, form: Posted, session: Writing) -> Iterator[None]:
    key, (sender, user_id) = form.get(KEY), _sender(request)
    if not isinstance(key, str) or not key or not sender:
        yield
        return
    key = f"{sender}:{key[:MAX_KEY]}"
    if not _claim(session, user_id, key, fingerprint(request, form)):
        _answer_as_before(session, request, key, fingerprint(request, form))
    yield
    outcome = getattr(request.state, "outcome", None)
    if outcome is not None and not getattr(request.state, "refused", False):
        session.execute(update(SubmittedForm).where(SubmittedForm.key == key).values(location=outcome))


def _sender(request: Request) -> tuple[str, int | None]:
    """Whose keys they are, that of another mean nothing; a partner is no user of the fund."""
    outsider = outsider_of(request)
    if outsider is not None:
        return outsider.sender, None
    visitor = visitor_of(request)
    return (str(visitor.id), visitor.id) if visitor else ("", None)


def _claim(session: Session, user_id: int | None, key: str, content: str) -> bool:
    row = {"key": key, "user_id": user_id, "fingerprint": content}
    statement = insert(SubmittedForm).values(row).on_conflict_do_nothing().returning(SubmittedForm.key)
    return session.scalar(statement) is not None


def _answer_as_before(session: Session, request: Request, key: str, content: str) -> None:
    first = session.scalars(select(SubmittedForm).where(SubmittedForm.key == key)).one()
    if first.fingerprint != content:
        raise Refused(
            "Ce formulaire a déjà été envoyé avec d’autres réponses. Rechargez la page avant de recommencer.",
            link=request.url.path,
            link_label="Recharger la page",
        )
    raise AlreadyDone(first.location or "/")


def fingerprint(request: Request, form: FormData) -> str:
    """Without passwords: a fast hash of one has no place in a table."""
    fields = sorted(
        (name, _content(value))
        for name, value in form.multi_items()
        if name not in (FIELD, KEY) and "password" not in name
    )
    return sha256(json.dumps([request.method, request.url.path, fields]).encode()).hexdigest()


def _content(value: UploadFile | str) -> str:
    return value if isinstance(value, str) else f"{value.filename} {value.size}"
