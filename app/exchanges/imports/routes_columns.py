"""The columns of a file: what each sheet holds, what each column becomes; said once, remembered for the next file."""

from collections.abc import Sequence

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.exchanges.imports import service
from app.exchanges.imports.forms import Nothing, mapping_in
from app.exchanges.imports.headers import load_headers
from app.exchanges.imports.holding import needs
from app.exchanges.imports.pages import common
from app.exchanges.imports.queries import get_batch
from app.exchanges.imports.routes_batch import ONE
from app.exchanges.imports.sheets import Reader
from app.exchanges.imports.storing import cells_of
from app.models import BatchStatus, ImportBatch
from app.web.auth import Right, Router, SignedIn
from app.web.forms import BoundForm, Posted, bind, fresh
from app.web.templating import redirect, render
from imports.mapping import SheetMapping, mapping_of
from imports.projects.recorded import vocabulary_of

router = Router()


@router.get(f"{ONE}/colonnes", right=Right.EDIT)
def columns(request: Request, session: Reading, batch_id: int) -> Response:
    batch = _batch(session, batch_id)
    return _page(request, session, batch, _reader(session, batch), mapping_of(batch.mapping), fresh(Nothing))


@router.post(f"{ONE}/colonnes", right=Right.EDIT)
def say(request: Request, session: Writing, batch_id: int, posted: Posted, visitor: SignedIn) -> Response:
    batch = _batch(session, batch_id)
    reader, form = _reader(session, batch), bind(Nothing, posted)
    mapping = mapping_in(posted, reader, mapping_of(batch.mapping), form)
    if form.has_errors or "relire" in posted:
        shown = fresh(Nothing) if "relire" in posted else form
        return _page(request, session, batch, reader, mapping, shown, 422)
    service.set_mapping(session, batch, mapping, user=visitor.user, now=clock.now())
    return redirect(request, f"/imports/{batch_id}")


def _batch(session: Session, batch_id: int) -> ImportBatch:
    batch = get_batch(session, batch_id)
    needs(batch, BatchStatus.COLUMNS, BatchStatus.PLANNED)
    return batch


def _reader(session: Session, batch: ImportBatch) -> Reader:
    return Reader(cells_of(batch), vocabulary_of(session), load_headers(session))


def _page(
    request: Request,
    session: Session,
    batch: ImportBatch,
    reader: Reader,
    mapping: Sequence[SheetMapping],
    form: BoundForm[Nothing],
    status: int = 200,
) -> Response:
    values = common(session, batch, form)
    is_planned = batch.status == BatchStatus.PLANNED
    return render(
        request,
        "exchanges/imports/columns.html",
        status=status,
        sheets=reader.views(mapping),
        kinds=reader.kinds(),
        back=values["here"] if is_planned else "/imports",
        back_label="Revenir au plan" if is_planned else "Plus tard",
        **values,
    )
