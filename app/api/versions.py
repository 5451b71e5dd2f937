"""Lost updates: whoever changes a record says which version was read, and hears of the other one."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request
from pydantic import BaseModel
from pydantic_core import to_jsonable_python
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.api.responses import etag_of
from app.models.base import Identified, Versioned
from app.web.programs import Problem

NEEDED = "Donnez dans If-Match l’ETag de ce que vous avez lu, pour ne pas effacer le travail d’un autre."
CHANGED = "Cette fiche a été modifiée depuis votre lecture\u00a0: comparez, puis recommencez avec le nouvel ETag."


def hold(session: Session, record: type[Identified], condition: ColumnElement[bool]) -> None:
    """Whoever changes the same record waits until this request has ended. Before the record itself is read."""
    session.execute(select(record.id).where(condition).with_for_update(key_share=True))


def check_seen(request: Request, record: Versioned, *, given: BaseModel, current: Mapping[str, Any]) -> None:
    """`current`: the values of the record under the names of JSON."""
    asked = [one.strip() for one in request.headers.get("If-Match", "").split(",")]
    if asked in ([""], ["*"]):
        raise Problem("version-needed", NEEDED)
    etag = etag_of(record.version)
    if etag not in asked:
        both = {
            "given": given.model_dump(mode="json", exclude_unset=True),
            "current": to_jsonable_python(dict(current)),
        }
        raise Problem("changed-meanwhile", CHANGED, headers={"ETag": etag}, etag=etag, **both)
