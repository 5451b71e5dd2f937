"""« Imports »: send a file, find those sent before."""

from typing import Any
from urllib.parse import urlencode

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.exchanges.imports import service
from app.exchanges.imports.forms import FILE, Nothing, file_in
from app.exchanges.imports.history import history
from app.exchanges.imports.queries import batches
from app.exchanges.imports.routes_batch import router as one_import
from app.exchanges.imports.routes_columns import router as columns
from app.exchanges.imports.routes_plan import router as plan
from app.exchanges.imports.routes_undo import router as undoing
from app.exchanges.imports.words import templates
from app.web.auth import Right, Router, SignedIn
from app.web.forms import BoundForm, Posted, fresh
from app.web.templating import redirect, render
from imports.errors import UnreadableFile
from imports.sandbox import expect_a_file

router = Router()
HERE = "/imports"


@router.get(HERE, right=Right.EDIT)
def first_page(request: Request, session: Reading) -> Response:
    expect_a_file()
    return _page(request, session, fresh(Nothing))


@router.post(HERE, right=Right.EDIT)
def receive(request: Request, session: Writing, posted: Posted, visitor: SignedIn) -> Response:
    form, file = file_in(posted)
    if form.has_errors:
        return _page(request, session, form, 422)
    try:
        with session.begin_nested():
            batch = service.receive(session, name=file.name, content=file.content, user=visitor.user, now=clock.now())
    except UnreadableFile as refusal:
        form.refuse(FILE, refusal.sentence)
        return _page(request, session, form, 422)
    return redirect(request, f"{HERE}/{batch.id}")


def _page(request: Request, session: Session, form: BoundForm[Nothing], status: int = 200) -> Response:
    asked = request.query_params
    rows, page = batches(session, after=asked.get("apres", ""), before=asked.get("avant", ""))
    values: dict[str, Any] = {
        "templates": templates(),
        "rows": [history(row) for row in rows],
        "previous": _turned(avant=page.previous) if page.previous else "",
        "next": _turned(apres=page.next) if page.next else "",
    }
    return render(request, "exchanges/imports/index.html", status=status, form=form, **values)


def _turned(**place: str) -> str:
    return f"{HERE}?{urlencode(place)}#precedents"


router.include_router(one_import)
router.include_router(plan)
router.include_router(columns)
router.include_router(undoing)
