"""The partner's side: take one's own grid away as a workbook, and hand it back filled."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.exchanges.offline import service
from app.exchanges.offline.queries import workbooks_of
from app.exchanges.offline.window import Files, Window, confirm, file_answer, files_in, show_plan
from app.models import Respondent
from app.respondents.queries import get_own
from app.web.auth import Right, Router
from app.web.forms import BoundForm, Posted, fresh
from app.web.guest import Guest, GuestIn
from app.web.templating import render

router = Router()
OWN = "/ma-grille/{respondent_id}/classeur"


@router.get(OWN, right=Right.RESPOND)
def own_workbook_page(request: Request, session: Reading, respondent_id: int, guest: GuestIn) -> Response:
    return _page(request, session, _window(get_own(session, guest.respondent_id), guest), fresh(Files))


@router.post(OWN + "/preparation", right=Right.RESPOND)
def prepare_own(request: Request, session: Writing, respondent_id: int, guest: GuestIn) -> Response:
    respondent = get_own(session, guest.respondent_id)
    return file_answer(service.prepare_workbook(session, respondent=respondent, user=None, now=clock.now()))


@router.post(OWN, right=Right.RESPOND)
def receive_own(request: Request, session: Writing, respondent_id: int, guest: GuestIn, posted: Posted) -> Response:
    form, files = files_in(posted)
    window = _window(get_own(session, guest.respondent_id), guest)
    if form.has_errors:
        return _page(request, session, window, form, 422)
    return show_plan(request, session, window, files)


@router.post(OWN + "/import", right=Right.RESPOND)
def import_own(request: Request, session: Writing, respondent_id: int, guest: GuestIn, posted: Posted) -> Response:
    return confirm(request, session, _window(get_own(session, guest.respondent_id), guest), posted)


def _window(respondent: Respondent, guest: Guest) -> Window:
    return Window(
        address=f"{guest.address}/classeur",
        layout="guest.html",
        title="Répondre sur un classeur",
        meta=f"{respondent.organisation.name} · {respondent.campaign.project.title}",
        done=guest.address,
        done_unsent=f"{guest.address}/relecture",
        giver=service.Giver(invitation_id=guest.invitation_id),
        is_open=guest.may_answer and respondent.submitted_at is None,
        campaign_id=respondent.campaign_id,
        respondent_id=respondent.id,
        trail=(("Ma grille", guest.address),),
        for_guest=True,
    )


def _page(request: Request, session: Session, window: Window, form: BoundForm[Files], status: int = 200) -> Response:
    rows = workbooks_of(session, window.respondent_id or 0)
    return render(request, "exchanges/offline.html", status=status, window=window, form=form, rows=rows)
