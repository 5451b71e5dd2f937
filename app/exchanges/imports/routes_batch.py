"""One received file: its page by what has become of it, and stopping or giving up."""

from collections.abc import Callable

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.exchanges.imports import service
from app.exchanges.imports.pages import common, here, plan_values
from app.exchanges.imports.queries import get_batch
from app.exchanges.imports.reports import report_values
from app.exchanges.imports.work import work_view
from app.models import BatchStatus, ImportBatch
from app.web.auth import Right, Router, SignedIn
from app.web.templating import redirect, render

router = Router()
ONE = "/imports/{batch_id}"
AGAIN = "Le portefeuille a changé depuis que vous avez lu ce plan\u00a0: le voici refait. Vérifiez, puis importez."
Page = Callable[[Request, Session, ImportBatch], Response]


@router.get(ONE, right=Right.EDIT)
def page(request: Request, session: Reading, batch_id: int) -> Response:
    batch = get_batch(session, batch_id)
    return PAGES[batch.stage](request, session, batch)


@router.get(f"{ONE}/avancement", right=Right.EDIT)
def how_far(request: Request, session: Reading, batch_id: int) -> Response:
    """What the page of work under way asks for each second; once done, it is left for what came of it."""
    batch = get_batch(session, batch_id)
    return _at_work(request, session, batch) if PAGES[batch.stage] is _at_work else redirect(request, here(batch))


@router.post(f"{ONE}/interruption", right=Right.EDIT)
def stop(request: Request, session: Writing, batch_id: int) -> Response:
    batch = get_batch(session, batch_id)
    service.ask_to_stop(session, batch)
    return redirect(request, f"/imports/{batch_id}", flash="Interruption demandée\u00a0: rien n’est enregistré.")


@router.post(f"{ONE}/abandon", right=Right.EDIT)
def abandon(request: Request, session: Writing, batch_id: int, visitor: SignedIn) -> Response:
    batch = get_batch(session, batch_id)
    service.abandon(session, batch, user=visitor.user, now=clock.now())
    return redirect(request, "/imports", flash=f"Rien n’est importé de {batch.file_name}, le fichier est oublié.")


def _at_work(request: Request, session: Session, batch: ImportBatch) -> Response:
    work = work_view(session, batch)
    return render(request, "exchanges/imports/progress.html", block="avancement", work=work, **common(session, batch))


def _columns(request: Request, session: Session, batch: ImportBatch) -> Response:
    return redirect(request, f"{here(batch)}/colonnes")


def _planned(request: Request, session: Session, batch: ImportBatch) -> Response:
    asked = request.query_params
    values = plan_values(session, batch, asked)
    if "refait" in asked:
        values["notice"] = values["notice"] or AGAIN
    return render(
        request, "exchanges/imports/plan.html", block="lignes", blocked=(), **values, **common(session, batch)
    )


def _reported(request: Request, session: Session, batch: ImportBatch) -> Response:
    values = report_values(session, batch, request.query_params.get("apres", ""))
    return render(request, "exchanges/imports/report.html", block="ecrit", **values, **common(session, batch))


def _ended(request: Request, session: Session, batch: ImportBatch) -> Response:
    return render(request, "exchanges/imports/ended.html", **common(session, batch))


PAGES: dict[BatchStatus, Page] = {
    BatchStatus.RECEIVED: _at_work,
    BatchStatus.APPLYING: _at_work,
    BatchStatus.UNDOING: _at_work,
    BatchStatus.COLUMNS: _columns,
    BatchStatus.PLANNED: _planned,
    BatchStatus.APPLIED: _reported,
    BatchStatus.UNDONE: _reported,
    BatchStatus.UNREADABLE: _ended,
    BatchStatus.ABANDONED: _ended,
}
