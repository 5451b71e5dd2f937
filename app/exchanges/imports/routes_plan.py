"""The plan of a file: its cells corrected, its names recognised, all of it imported or nothing."""

from urllib.parse import quote

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.errors import Refused
from app.exchanges.imports import service
from app.exchanges.imports.correcting import readings_of
from app.exchanges.imports.forms import corrections_in, organisations_in
from app.exchanges.imports.holding import needs
from app.exchanges.imports.pages import blocked, common, groups_of, here, name_of_mark, plan_values, withdrawn
from app.exchanges.imports.queries import get_batch
from app.exchanges.imports.routes_batch import ONE
from app.models import BatchStatus, ImportBatch
from app.web.auth import Right, Router, SignedIn
from app.web.filters import plural
from app.web.forms import Posted
from app.web.templating import redirect, render
from imports.errors import UnreadableFile
from imports.faults import Fault
from imports.marking import mark

router = Router()
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.post(f"{ONE}/corrections", right=Right.EDIT)
def answer(request: Request, session: Writing, batch_id: int, posted: Posted, visitor: SignedIn) -> Response:
    batch = get_batch(session, batch_id)
    taken_back = posted.get("reprendre")
    if isinstance(taken_back, str) and (name := name_of_mark(batch, taken_back)):
        service.ask_again(session, batch, name)
        return redirect(request, f"/imports/{batch_id}", flash=_left(batch))
    corrections = corrections_in(posted, readings_of(groups_of(batch)))
    if isinstance(taken_back, str):
        corrections |= withdrawn(batch, taken_back)
    organisations = organisations_in(posted, batch.questions)
    service.decide(
        session, batch, corrections=corrections, organisations=organisations, user=visitor.user, now=clock.now()
    )
    return redirect(request, f"/imports/{batch_id}", flash=_left(batch))


@router.get(f"{ONE}/annote.xlsx", right=Right.EDIT)
def annotated(session: Reading, batch_id: int) -> Response:
    """The file as it came, the faults marked in its cells."""
    batch = get_batch(session, batch_id)
    needs(batch, BatchStatus.PLANNED)
    try:
        content = mark(batch.content or b"", batch.file_name, [Fault(**fault) for fault in batch.faults])
    except UnreadableFile as refusal:
        raise Refused(refusal.sentence, here(batch), "Voir les cases") from refusal
    name = quote(f"{batch.file_name.rpartition('.')[0] or batch.file_name}-annote.xlsx")
    return Response(content, media_type=XLSX, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"})


@router.post(f"{ONE}/application", right=Right.EDIT)
def apply(request: Request, session: Writing, batch_id: int, posted: Posted, visitor: SignedIn) -> Response:
    batch, seen = get_batch(session, batch_id), str(posted.get("vu", ""))
    try:
        outcome = service.apply(session, batch, seen=seen, user=visitor.user, now=clock.now())
    except Refused as refusal:
        if not refusal.field:
            raise
        return _still_blocked(request, session, batch)
    address = f"/imports/{batch_id}"
    if outcome is service.Outcome.CHANGED:
        return redirect(request, f"{address}?refait=oui")
    return redirect(request, address, flash="Import enregistré." if outcome is service.Outcome.DONE else None)


def _still_blocked(request: Request, session: Session, batch: ImportBatch) -> Response:
    values = plan_values(session, batch, request.query_params)
    return render(
        request,
        "exchanges/imports/plan.html",
        status=422,
        blocked=blocked(batch),
        **values,
        **common(session, batch),
    )


def _left(batch: ImportBatch) -> str | None:
    """What one has just done, and what is still to be said."""
    if batch.status != BatchStatus.PLANNED:
        return None
    cells, names = len(batch.faults), len(batch.questions)
    left = [plural(cells, "case à corriger", "cases à corriger")] if cells else []
    left += [plural(names, "nom à reconnaître", "noms à reconnaître")] if names else []
    return (
        f"Relu avec vos réponses. Il reste {' et '.join(left)}."
        if left
        else "Relu avec vos réponses\u00a0: tout est lu."
    )
