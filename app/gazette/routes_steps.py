"""The steps of a gazette: declared ready, written again, corrected once it has left, or given up."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading, Writing
from app.gazette import service
from app.gazette.forms import CorrectionForm
from app.gazette.months import month_of
from app.gazette.queries import HERE, address_of, get_gazette
from app.gazette.routes_write import ONE
from app.models import Gazette
from app.web.auth import Right, Router, SignedIn
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()


@router.post(f"{ONE}/prete", right=Right.EDIT)
def make_ready(request: Request, session: Writing, gazette_id: int, visitor: SignedIn) -> Response:
    gazette = service.hold(session, get_gazette(session, gazette_id))
    service.make_ready(session, gazette, user=visitor.user)
    return redirect(
        request, f"{address_of(gazette)}/envoi", flash="La gazette est prête\u00a0: essayez-la sur vous, puis envoyez."
    )


@router.post(f"{ONE}/redaction", right=Right.EDIT)
def write_again(request: Request, session: Writing, gazette_id: int, visitor: SignedIn) -> Response:
    gazette = get_gazette(session, gazette_id)
    service.write_again(session, gazette, user=visitor.user)
    return redirect(request, address_of(gazette), flash="La rédaction reprend.")


@router.get(f"{ONE}/correction", right=Right.EDIT)
def ask_correction(request: Request, session: Reading, gazette_id: int) -> Response:
    return _correction(request, session, get_gazette(session, gazette_id), fresh(CorrectionForm))


@router.post(f"{ONE}/correction", right=Right.EDIT)
def correct(request: Request, session: Writing, gazette_id: int, posted: Posted, visitor: SignedIn) -> Response:
    gazette = get_gazette(session, gazette_id)
    form = bind(CorrectionForm, posted)
    if not form.has_errors:
        constraint = {"uq_gazette_live_month": ("correction", "Une version corrigée est déjà en préparation.")}
        with faults_on(form, session, constraint):
            made = service.correct(session, gazette, correction=form.data.correction, user=visitor.user)
            return redirect(
                request, address_of(made), flash="La version corrigée est une copie\u00a0: changez ce qu’il faut."
            )
    return _correction(request, session, gazette, form, 422)


@router.get(f"{ONE}/abandon", right=Right.EDIT)
def ask_before_discarding(request: Request, session: Reading, gazette_id: int) -> Response:
    gazette = get_gazette(session, gazette_id)
    return render(
        request, "gazette/discard.html", gazette=gazette, month=month_of(gazette.month), here=address_of(gazette)
    )


@router.post(f"{ONE}/abandon", right=Right.EDIT)
def discard(request: Request, session: Writing, gazette_id: int) -> Response:
    service.discard(session, get_gazette(session, gazette_id))
    return redirect(request, HERE, flash="La gazette est abandonnée. Les fiches n’ont pas changé.")


def _correction(
    request: Request, session: Session, gazette: Gazette, form: BoundForm[CorrectionForm], status: int = 200
) -> Response:
    return render(
        request,
        "gazette/correction.html",
        status=status,
        gazette=gazette,
        month=month_of(gazette.month),
        here=address_of(gazette),
        form=form,
    )
