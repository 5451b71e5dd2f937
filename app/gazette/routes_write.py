"""A gazette being written: its page, its title and editorial, and what the records say since."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.changes import author_of
from app.db import Reading, Writing
from app.digits import number_typed
from app.gazette import items, service
from app.gazette.forms import TEXT_LABELS, TakeForm, TextForm
from app.gazette.months import month_of
from app.gazette.pages import editor
from app.gazette.queries import HERE, address_of, get_gazette
from app.models import Gazette
from app.web.auth import Right, Router, SignedIn
from app.web.conflict import check_version
from app.web.filters import plural
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
ONE = f"{HERE}/{{gazette_id}}"
TEXT = f"{ONE}/texte"
AGAIN = f"{ONE}/reprise"


@router.get(ONE, right=Right.CONSULT)
def show(request: Request, session: Reading, gazette_id: int, visitor: SignedIn, phrase: str = "") -> Response:
    return editor(request, session, get_gazette(session, gazette_id), visitor, opened=number_typed(phrase))


@router.get(TEXT, right=Right.EDIT)
def text(request: Request, session: Reading, gazette_id: int) -> Response:
    gazette = get_gazette(session, gazette_id)
    return _text(request, gazette, fresh(TextForm, _values(gazette), gazette.version))


@router.post(TEXT, right=Right.EDIT)
def save_text(request: Request, session: Writing, gazette_id: int, posted: Posted, visitor: SignedIn) -> Response:
    gazette = service.hold(session, get_gazette(session, gazette_id))
    form = bind(TextForm, posted)
    check_version(
        gazette,
        form,
        labels=TEXT_LABELS if gazette.edition > 1 else {name: TEXT_LABELS[name] for name in ("title", "editorial")},
        current=_values(gazette),
        action=f"{address_of(gazette)}/texte",
        back=address_of(gazette),
        by=author_of(session, gazette),
    )
    if not form.has_errors:
        with faults_on(form, session):
            service.rewrite(session, gazette, **form.data.model_dump(), user=visitor.user)
    if form.has_errors:
        return _text(request, gazette, form, 422)
    return redirect(request, address_of(gazette), flash="Titre et éditorial enregistrés.")


@router.get(AGAIN, right=Right.EDIT)
def compare(request: Request, session: Reading, gazette_id: int) -> Response:
    return _again(request, session, get_gazette(session, gazette_id), None)


@router.post(AGAIN, right=Right.EDIT)
def take_up(request: Request, session: Writing, gazette_id: int, posted: Posted, visitor: SignedIn) -> Response:
    gazette = service.hold(session, get_gazette(session, gazette_id))
    form = bind(TakeForm, posted)
    if not form.has_errors and not form.data.picks:
        form.refuse("picks", "Cochez ce que vous reprenez, ou revenez à la gazette.")
    if form.has_errors:
        return _again(request, session, gazette, form, 422)
    done, moved = items.take_up(session, gazette, tokens=form.data.picks, user=visitor.user, today=clock.today())
    said = f"{plural(done, 'phrase reprise', 'phrases reprises')}."
    if moved:
        again = f"{said} Les fiches ont encore changé\u00a0: voici où elles en sont."
        return redirect(request, f"{address_of(gazette)}/reprise", flash=again)
    return redirect(request, address_of(gazette), flash=said)


def _values(gazette: Gazette) -> dict[str, object]:
    return {name: getattr(gazette, name) for name in TEXT_LABELS}


def _text(request: Request, gazette: Gazette, form: BoundForm[TextForm], status: int = 200) -> Response:
    return render(
        request,
        "gazette/text.html",
        status=status,
        gazette=gazette,
        month=month_of(gazette.month),
        here=address_of(gazette),
        form=form,
    )


def _again(
    request: Request, session: Session, gazette: Gazette, form: BoundForm[TakeForm] | None, status: int = 200
) -> Response:
    lines = items.differences(session, gazette, clock.today())
    proposed = [line.token for line in lines if line.is_proposed]
    return render(
        request,
        "gazette/again.html",
        status=status,
        gazette=gazette,
        month=month_of(gazette.month),
        here=address_of(gazette),
        lines=lines,
        form=form or fresh(TakeForm),
        ticked=set(form.data.picks if form and not form.has_errors else proposed if form is None else ()),
    )
