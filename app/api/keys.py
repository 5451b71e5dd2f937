"""A creation sent twice with the same key acts once: the second gets the answer of the first.

The key is inserted at the start of the request's own transaction: a concurrent twin waits on it until the first has
ended. A refused request undoes the key with all the rest, so that it can be corrected and sent again.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session
from starlette.responses import Response

from app import clock
from app.api.access import Caller
from app.api.bodies import Sent, sent
from app.db import Writing
from app.models import ApiAnswer
from app.web.programs import Problem

KEPT = timedelta(days=2)
SHAPE = re.compile(r"[!-~]{1,100}")
MISSHAPEN = "Donnez dans Idempotency-Key une clé de 100 signes au plus, sans espace ni accent."
REUSED = "Cette clé a déjà servi pour une autre demande\u00a0: prenez-en une nouvelle."


class AnsweredBefore(Exception):  # noqa: N818  (not a breakdown)
    def __init__(self, first: ApiAnswer) -> None:
        super().__init__(first.key)
        headers = {"Location": first.location or "", "ETag": first.etag or ""}
        self.answer = Response(first.body, 201, headers, "application/json")


def once(request: Request, who: Caller, content: Annotated[Sent, Depends(sent)], session: Writing) -> Iterator[None]:
    given = request.headers.get("Idempotency-Key")
    if given is None:
        yield
        return
    if not SHAPE.fullmatch(given):
        fault = {"parameter": "Idempotency-Key", "detail": MISSHAPEN}
        raise Problem("invalid", MISSHAPEN, errors=[fault])
    key = f"{who.id}:{given}"
    _claim(session, key, who.id, f"{request.url.path} {content.digest}")
    yield
    location, etag, body = request.state.answered
    kept = update(ApiAnswer).where(ApiAnswer.key == key).values(location=location, etag=etag, body=body)
    session.execute(kept)


Once = Depends(once, scope="function")


def answered_before(request: Request, error: Exception) -> Response:
    assert isinstance(error, AnsweredBefore)  # noqa: S101  (what this handler is installed for)
    return error.answer


def _claim(session: Session, key: str, user_id: int, content: str) -> None:
    """Ours from here on, unless it already served."""
    session.execute(delete(ApiAnswer).where(ApiAnswer.created_at < clock.now() - KEPT))
    row = {"key": key, "user_id": user_id, "fingerprint": content}
    if session.scalar(insert(ApiAnswer).values(row).on_conflict_do_nothing().returning(ApiAnswer.key)):
        return
    first = session.scalars(select(ApiAnswer).where(ApiAnswer.key == key)).one()
    if first.fingerprint != content:
        raise Problem("key-reused", REUSED)
    raise AnsweredBefore(first)
