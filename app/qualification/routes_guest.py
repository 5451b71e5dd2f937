"""An organisation qualifies its practices by its personal link: what is asked, one mission a page, sent, read again."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.errors import Refused
from app.models import DoorKind, SentBy
from app.qualification import service
from app.qualification.answering import Form, keep_as_filled, open_form, save_form
from app.qualification.door import SENTENCE, WHO_SEES
from app.qualification.drawing import drawing_of
from app.qualification.queries import Sheet, read_sheet
from app.qualification.routes_fill import kept
from app.qualification.screen import Screen, screen_of
from app.qualification.sentences import profile_sentence
from app.web.auth import Right, Router
from app.web.door import DoorIn, DoorNeeded, Entered
from app.web.forms import Posted, new_key
from app.web.templating import redirect, render

router = Router()
HERE = "/acces/{door_id}/qualification"
SENT = "Vos réponses sont envoyées\u202f: elles se relisent, et ne changent plus."


@router.get(HERE, right=Right.ENTER)
def welcome(request: Request, session: Reading, door_id: int, entered: DoorIn) -> Response:
    sheet = _own(session, entered)
    if sheet.record.is_sent:
        return redirect(request, f"{_root(entered)}/recu")
    return render(
        request,
        "qualification/guest_welcome.html",
        sheet=sheet,
        root=_root(entered),
        entered=entered,
        sentence=SENTENCE,
        who_sees=WHO_SEES,
        next=_next(sheet, _root(entered)),
    )


@router.get(f"{HERE}/missions/{{mission}}", right=Right.ENTER)
def mission(request: Request, session: Reading, door_id: int, mission: str, entered: DoorIn) -> Response:
    sheet = _own(session, entered)
    if sheet.record.is_sent or not entered.may_answer:
        return redirect(request, _root(entered))
    screen = _screen(sheet, mission, entered)
    return _page(request, screen, entered, open_form(screen))


@router.post(f"{HERE}/missions/{{mission}}", right=Right.ENTER)
def save(request: Request, session: Writing, door_id: int, mission: str, posted: Posted, entered: DoorIn) -> Response:
    _refuse_sent(_own(session, entered), entered)
    screen, form = save_form(session, entered.subject_id, posted, lambda sheet: _screen(sheet, mission, entered), None)
    if form.has_errors:
        return _page(request, screen, entered, form, 422)
    flash = f"«\u00a0{screen.mission.label}\u00a0» est enregistré."
    return redirect(request, screen.after or f"{_root(entered)}/relecture", flash=flash)


@router.post(f"{HERE}/missions/{{mission}}/brouillon", right=Right.ENTER)
def autosave(
    request: Request, session: Writing, door_id: int, mission: str, posted: Posted, entered: DoorIn
) -> Response:
    _refuse_sent(_own(session, entered), entered)
    return kept(
        request,
        *keep_as_filled(session, entered.subject_id, posted, lambda sheet: _screen(sheet, mission, entered), None),
    )


@router.get(f"{HERE}/relecture", right=Right.ENTER)
def review(request: Request, session: Reading, door_id: int, entered: DoorIn) -> Response:
    sheet = _own(session, entered)
    if sheet.record.is_sent:
        return redirect(request, f"{_root(entered)}/recu")
    return render(
        request,
        "qualification/guest_review.html",
        sheet=sheet,
        root=_root(entered),
        entered=entered,
        who_sees=WHO_SEES,
        new_key=new_key,
    )


@router.post(f"{HERE}/envoi", right=Right.ENTER)
def send(request: Request, session: Writing, door_id: int, entered: DoorIn) -> Response:
    sheet = _own(session, entered)
    _refuse_sent(sheet, entered)
    if not sheet.levels:
        sentence = "Aucune pratique n’a de niveau\u202f: dites-en au moins un avant d’envoyer."
        raise Refused(sentence, f"{_root(entered)}/relecture", "Revenir à mes réponses")
    name = entered.contact_name
    service.send(session, record=sheet.record, by=SentBy.ORGANISATION, name=name, user=None, now=clock.now())
    return redirect(request, f"{_root(entered)}/recu", flash="Vos réponses sont envoyées au Fonds ODD 17.")


@router.get(f"{HERE}/recu", right=Right.ENTER)
def receipt(request: Request, session: Reading, door_id: int, entered: DoorIn) -> Response:
    sheet = _own(session, entered)
    if not sheet.record.is_sent:
        return redirect(request, _root(entered))
    return render(
        request,
        "qualification/guest_receipt.html",
        sheet=sheet,
        root=_root(entered),
        drawing=drawing_of(sheet.profile),
        sentence=profile_sentence(sheet.profile),
        who_sees=WHO_SEES,
    )


def _own(session: Session, entered: Entered) -> Sheet:
    """Of this door only: whoever holds a door of another kind finds nothing here."""
    if entered.kind is not DoorKind.QUALIFICATION:
        raise DoorNeeded
    return read_sheet(session, entered.subject_id)


def _root(entered: Entered) -> str:
    return f"{entered.address}/qualification"


def _refuse_sent(sheet: Sheet, entered: Entered) -> None:
    if sheet.record.is_sent:
        raise Refused(SENT, f"{_root(entered)}/recu", "Relire mes réponses")


def _screen(sheet: Sheet, mission: str, entered: Entered) -> Screen:
    return screen_of(sheet, mission, f"{_root(entered)}/missions", _root(entered))


def _next(sheet: Sheet, root: str) -> str:
    """The first mission with something left to say, or the last look."""
    for own in sheet.version.grid.missions:
        if set(sheet.blanks) & {practice.code for practice in own.asked}:
            return f"{root}/missions/{own.code}"
    return f"{root}/relecture"


def _page(request: Request, screen: Screen, entered: Entered, form: Form, status: int = 200) -> Response:
    return render(
        request, "qualification/guest_mission.html", status=status, screen=screen, form=form, root=_root(entered)
    )
