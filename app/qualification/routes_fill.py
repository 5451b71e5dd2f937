"""The fund fills a qualification on behalf of its organisation, one mission a page, then sends it as such."""

from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.errors import Refused
from app.models import SentBy
from app.qualification import service
from app.qualification.answering import Form, keep_as_filled, open_form, save_form
from app.qualification.queries import HERE, Sheet, read_sheet
from app.qualification.routes_one import ONE
from app.qualification.screen import Screen, screen_of
from app.web.auth import Right, Router, SignedIn
from app.web.forms import Posted
from app.web.templating import redirect, render

router = Router()
MISSION = f"{ONE}/reponses/{{mission}}"


@router.get(MISSION, right=Right.EVALUATE)
def mission(request: Request, session: Reading, qualification_id: int, mission: str) -> Response:
    sheet = read_sheet(session, qualification_id)
    if sheet.record.is_sent:
        raise Refused(service.SENT, sheet.address, "La lire")
    screen = _screen(sheet, mission)
    return _page(request, screen, open_form(screen))


@router.post(MISSION, right=Right.EVALUATE)
def save(
    request: Request, session: Writing, posted: Posted, visitor: SignedIn, qualification_id: int, mission: str
) -> Response:
    screen, form = save_form(session, qualification_id, posted, lambda sheet: _screen(sheet, mission), visitor.user)
    if form.has_errors:
        return _page(request, screen, form, 422)
    return redirect(request, screen.after or screen.back, flash=f"«\u00a0{screen.mission.label}\u00a0» est enregistré.")


@router.post(f"{MISSION}/brouillon", right=Right.EVALUATE)
def autosave(
    request: Request, session: Writing, posted: Posted, visitor: SignedIn, qualification_id: int, mission: str
) -> Response:
    form, fault = keep_as_filled(session, qualification_id, posted, lambda sheet: _screen(sheet, mission), visitor.user)
    return kept(request, form, fault)


@router.post(f"{ONE}/envoi", right=Right.EVALUATE)
def send(request: Request, session: Writing, visitor: SignedIn, qualification_id: int) -> Response:
    sheet = read_sheet(session, qualification_id)
    service.send(session, record=sheet.record, by=SentBy.FUND, name=visitor.name, user=visitor.user, now=clock.now())
    return redirect(
        request, sheet.address, flash="La qualification est envoyée, par le Fonds au nom de l’organisation."
    )


def _screen(sheet: Sheet, mission: str) -> Screen:
    return screen_of(sheet, mission, f"{HERE}/{sheet.record.id}/reponses", sheet.address)


def _page(request: Request, screen: Screen, form: Form, status: int = 200) -> Response:
    return render(request, "qualification/mission.html", status=status, screen=screen, form=form)


def kept(request: Request, form: Form | None, fault: str) -> Response:
    """What the page learns of it: the hour, and what the next sending carries."""
    status = 409 if fault else 200
    return render(request, "qualification/kept.html", status=status, form=form, fault=fault, saved_at=clock.now())
