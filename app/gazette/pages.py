"""The page where a gazette is written: its sentences by section, with the form of the one being edited."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.changes import author_of
from app.gazette.forms import FreeForm, ItemForm
from app.gazette.items import differences
from app.gazette.months import month_of
from app.gazette.queries import address_of, editions_of, items_of
from app.gazette.voices import taken_back
from app.models import Gazette, GazetteItem, GazetteKind, GazetteStatus
from app.web.auth import Right, Visitor
from app.web.forms import BoundForm, fresh
from app.web.templating import render


@dataclass(frozen=True, slots=True)
class Part:
    """The sentences of a kind: those on the page, and those left out."""

    kind: GazetteKind
    kept: Sequence[GazetteItem]
    left: Sequence[GazetteItem]


def editor(
    request: Request,
    session: Session,
    gazette: Gazette,
    visitor: Visitor,
    *,
    opened: int | None = None,
    form: BoundForm[Any] | None = None,
    free: BoundForm[FreeForm] | None = None,
    status: int = 200,
) -> Response:
    """``opened``: the sentence being edited, in its place."""
    items = items_of(session, gazette.id)
    writes = visitor.can(Right.EDIT) and gazette.status == GazetteStatus.DRAFT
    item = next((own for own in items if own.id == opened), None) if writes else None
    return render(
        request,
        "gazette/editor.html",
        status=status,
        gazette=gazette,
        month=month_of(gazette.month),
        here=address_of(gazette),
        parts=parts_of(items),
        writes=writes,
        opened=item.id if item else None,
        form=form or _form_of(item),
        free=free or fresh(FreeForm),
        **_moved_since(session, gazette, items),
        editions=editions_of(session, gazette.month),
        by=author_of(session, gazette),
        stage=GazetteStatus(gazette.status),
    )


def _form_of(item: GazetteItem | None) -> BoundForm[Any]:
    return fresh(FreeForm) if item is None else fresh(ItemForm, {"text": item.text}, item.version)


def _moved_since(session: Session, gazette: Gazette, items: Sequence[GazetteItem]) -> dict[str, Any]:
    """What the records say otherwise now; nothing once it is sent."""
    if gazette.status == GazetteStatus.SENT:
        return {"changed": (), "taken_back": set()}
    kept = [own for own in items if own.is_kept]
    return {"changed": differences(session, gazette, clock.today()), "taken_back": taken_back(session, kept)}


def parts_of(items: Sequence[GazetteItem]) -> list[Part]:
    own = {kind: [item for item in items if item.kind == kind] for kind in GazetteKind}
    return [
        Part(kind, [item for item in found if item.is_kept], [item for item in found if not item.is_kept])
        for kind, found in own.items()
    ]
