"""Where workbooks are handed over: a campaign's page, a grid's page, or the partner's own."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel
from sqlalchemy.orm import Session
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.digits import number_typed
from app.errors import Refused
from app.exchanges.offline import service
from app.exchanges.offline.applying import choice_name
from app.exchanges.offline.carried import Carried
from app.exchanges.offline.opening import MAX_FILES, Opened, Upload, open_all
from app.exchanges.offline.plan import Reception
from app.web.attached import attached
from app.web.filters import plural
from app.web.forms import BoundForm, bind, fresh
from app.web.templating import redirect, render

FILES, PAYLOAD = "files", "classeur"
NOTHING_SENT = "Choisissez au moins un classeur à envoyer."
ONE_ONLY = "Envoyez un seul classeur."
TOO_MANY = f"Envoyez {MAX_FILES} classeurs au plus à la fois."
CHANGED_AGAIN = "Une réponse a encore changé en ligne, ou reste à trancher\u202f: dites laquelle garder."
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Files(BaseModel):
    """Its files are read apart: what a person chose cannot be drawn again."""


@dataclass(frozen=True)
class Window:
    """`layout` is the page it is drawn on; `done` where one is sent, `done_unsent` when a grid is still to be sent."""

    address: str
    layout: str
    title: str
    meta: str
    done: str
    giver: service.Giver
    is_open: bool = True
    campaign_id: int | None = None
    respondent_id: int | None = None
    trail: tuple[tuple[str, str], ...] = ()
    done_unsent: str = ""
    for_guest: bool = False

    @property
    def many(self) -> bool:
        return self.respondent_id is None


def files_in(posted: FormData, *, most: int = 1) -> tuple[BoundForm[Files], list[Opened]]:
    """Read before the database is asked anything: opening a file takes time, a transaction must not."""
    form = bind(Files, posted)
    sent = [each for each in posted.getlist(FILES) if isinstance(each, UploadFile) and each.filename]
    if not sent:
        form.refuse(FILES, NOTHING_SENT)
    elif len(sent) > most:
        form.refuse(FILES, TOO_MANY if most > 1 else ONE_ONLY)
    if form.has_errors:
        return form, []
    return form, open_all([Upload(str(each.filename)[:200], each.file.read()) for each in sent])


def show_plan(request: Request, session: Session, window: Window, files: list[Opened]) -> Response:
    found = service.plan_files(session, files, campaign_id=window.campaign_id, respondent_id=window.respondent_id)
    return _draw(request, window, found, status=200 if found.plans else 422)


def confirm(request: Request, session: Session, window: Window, posted: FormData) -> Response:
    """Everything the page showed, or nothing: what has changed since is shown again."""
    carried = [Carried.back(each) for each in posted.getlist(PAYLOAD) if isinstance(each, str)][:MAX_FILES]
    if not carried:
        raise Refused(NOTHING_SENT, link=window.address, link_label="Choisir un classeur")
    found = _plan_again(session, window, carried)
    if found.refused:
        return _draw(request, window, found, status=409, notice="", chosen=_choices(posted))
    try:
        with session.begin_nested():
            done = service.keep(
                session,
                found,
                chosen=_choices(posted),
                submitted=_submitted(posted),
                giver=window.giver,
                now=clock.now(),
            )
    except service.Undecided:
        again = _plan_again(session, window, carried)
        return _draw(request, window, again, status=409, notice=CHANGED_AGAIN, chosen=_choices(posted))
    submitted = any(each.submitted for each in done)
    return redirect(request, window.done if submitted else window.done_unsent or window.done, flash=_told(done))


def file_answer(file: service.IssuedFile) -> Response:
    return attached(file.content, XLSX, file.name)


def _plan_again(session: Session, window: Window, carried: list[Carried]) -> Reception:
    return service.plan_again(session, carried, campaign_id=window.campaign_id, respondent_id=window.respondent_id)


def _draw(
    request: Request,
    window: Window,
    found: Reception,
    *,
    status: int,
    notice: str = "",
    chosen: Mapping[str, str] | None = None,
) -> Response:
    return render(
        request,
        "exchanges/offline_plan.html",
        status=status,
        window=window,
        found=found,
        notice=notice,
        form=fresh(Files),
        chosen=chosen or {},
        choice_name=choice_name,
    )


def _choices(posted: FormData) -> dict[str, str]:
    return {name: value for name, value in posted.items() if name.startswith("choix-") and isinstance(value, str)}


def _submitted(posted: FormData) -> frozenset[int]:
    given = (each for each in posted.getlist("soumettre") if isinstance(each, str))
    found = (number_typed(each) for each in given)
    return frozenset(number for number in found if number is not None)


def _told(done: list[service.Done]) -> str:
    if len(done) > 1:
        sent = sum(each.submitted for each in done)
        more = f", dont {plural(sent, 'grille soumise', 'grilles soumises')}" if sent else ""
        return f"{plural(len(done), 'classeur importé', 'classeurs importés')}{more}."
    (one,) = done
    return f"Classeur importé. {one.summary}.{' La grille est soumise.' if one.submitted else ''}"
