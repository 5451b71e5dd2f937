"""Sending: a trial to oneself, then once to each address; what became of each mail."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.errors import Refused
from app.gazette import mailing, retrying
from app.gazette.addresses import read_addresses
from app.gazette.edition import read_issue
from app.gazette.forms import SendForm
from app.gazette.letter import subject
from app.gazette.months import month_of
from app.gazette.queries import address_of, count_living, fates, get_gazette, sendings
from app.gazette.routes_write import ONE
from app.models import Gazette, GazetteStatus
from app.web.auth import Right, Router, SignedIn
from app.web.filters import plural
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
SEND = f"{ONE}/envoi"


@router.get(SEND, right=Right.EDIT)
def prepare(request: Request, session: Reading, gazette_id: int, apres: str = "", avant: str = "") -> Response:
    gazette = get_gazette(session, gazette_id)
    first = fresh(SendForm, {"to_subscribers": gazette.status != GazetteStatus.SENT})
    return _page(request, session, gazette, first, after=apres, before=avant)


@router.post(SEND, right=Right.EDIT)
def send(request: Request, session: Writing, gazette_id: int, posted: Posted, visitor: SignedIn) -> Response:
    gazette, form = get_gazette(session, gazette_id), bind(SendForm, posted)
    left = 0
    if not form.has_errors:
        with faults_on(form, session):
            left = mailing.send_out(
                session,
                gazette,
                to_subscribers=form.data.to_subscribers,
                others=read_addresses(form.data.others, "others"),
                user=visitor.user,
                now=clock.now(),
            )
    if form.has_errors:
        session.refresh(gazette)
        return _page(request, session, gazette, form, 422)
    return redirect(
        request, f"{address_of(gazette)}/envoi", flash=f"{plural(left, 'courriel part', 'courriels partent')}."
    )


@router.post(f"{ONE}/essai", right=Right.EDIT)
def try_out(request: Request, session: Writing, gazette_id: int, visitor: SignedIn) -> Response:
    gazette = get_gazette(session, gazette_id)
    mailing.try_out(session, gazette, user=visitor.user, now=clock.now())
    return redirect(
        request,
        f"{address_of(gazette)}/envoi",
        flash=f"Un essai part vers {visitor.user.email}, et vers personne d’autre.",
    )


@router.post(f"{ONE}/envoi/reprise", right=Right.EDIT)
def retry(request: Request, session: Writing, gazette_id: int, visitor: SignedIn) -> Response:
    gazette = get_gazette(session, gazette_id)
    left = retrying.retry(session, gazette, user=visitor.user, now=clock.now())
    flash = f"{plural(left, 'courriel repart', 'courriels repartent')}."
    return redirect(request, f"{address_of(gazette)}/envoi", flash=flash)


def _page(
    request: Request,
    session: Session,
    gazette: Gazette,
    form: BoundForm[SendForm],
    status: int = 200,
    *,
    after: str = "",
    before: str = "",
) -> Response:
    here, issue = address_of(gazette), read_issue(session, gazette)
    lines, page = sendings(session, gazette.id, after=after, before=before)
    return render(
        request,
        "gazette/send.html",
        status=status,
        gazette=gazette,
        month=month_of(gazette.month),
        here=here,
        form=form,
        issue=issue,
        subject=subject(issue, is_trial=False),
        people=count_living(session),
        lines=lines,
        fates=fates(session, gazette.id),
        retriable=retrying.count_retriable(session, gazette.id),
        previous=f"{here}/envoi?avant={page.previous}" if page.previous else "",
        next=f"{here}/envoi?apres={page.next}" if page.next else "",
        stage=GazetteStatus(gazette.status),
        blocked=_blocked(session, gazette),
    )


def _blocked(session: Session, gazette: Gazette) -> str:
    """Why it may not leave, said before anyone presses."""
    try:
        mailing.check(session, gazette)
    except Refused as refusal:
        return refusal.sentence
    return ""
