"""Every refusal and breakdown, answered in French: a page, or a message for a part of a page. Never a traceback."""

import errno

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from app.errors import Conflict, DomainError, NotFound, Refused, Unavailable
from app.web.htmx import read_htmx, retarget
from app.web.once import AlreadyDone
from app.web.outsider import outsider_of
from app.web.programs import asks_for_json, invalid, methods_here, refusal
from app.web.templating import redirect, render
from app.web.visitor import forget_visitor

OWN_PAGES = frozenset({403, 404, 409, 422, 503})
BY_STATUS = {
    400: ("Demande illisible", "Cette demande n’a pas pu être lue. Revenez à la page précédente et recommencez."),
    405: ("Action impossible ici", "Cette adresse ne permet pas cette action."),
    413: ("Envoi trop volumineux", "Ce qui a été envoyé dépasse la taille permise."),
}
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
OUT_OF_RANGE = "Une valeur saisie est hors des limites. Revenez à la page précédente et corrigez-la."
CONTRADICTS = "Cette demande contredit ce qui est déjà enregistré\u202f: rechargez la page, puis recommencez."
BROKEN = ("Une erreur est survenue", "L’erreur a été notée. Rien n’a été enregistré\u202f: réessayez dans un instant.")


def install_handlers(app: FastAPI) -> None:
    app.add_exception_handler(DomainError, domain_error)
    app.add_exception_handler(HTTPException, http_error)
    app.add_exception_handler(RequestValidationError, unreadable_address)
    app.add_exception_handler(AlreadyDone, already_done)
    app.add_exception_handler(StaleDataError, stale_record)
    app.add_exception_handler(PoolTimeoutError, database_down)
    app.add_exception_handler(DBAPIError, database_error)
    app.add_exception_handler(OSError, no_room_left)


def answer(request: Request, error: DomainError) -> Response:
    """A page of its own; a message above the page when htmx was swapping a part: what was typed stays."""
    if asks_for_json(request):
        return refusal(error)
    if isinstance(error, Conflict) and error.rows:
        return _conflict(request, error)
    link, label = _way_out(request, error)
    context = {"title": error.title, "sentence": error.sentence, "link": link, "link_label": label}
    if read_htmx(request).partial:
        response = render(request, "errors/_message.html", status=error.status, **context)
        retarget(response, "#messages")
        return response
    template = f"errors/{error.status}.html" if error.status in OWN_PAGES else "errors/_page.html"
    return render(request, template, status=error.status, **context)


def _way_out(request: Request, error: DomainError) -> tuple[str | None, str | None]:
    """A rule of the fund's pages may refuse a partner: it is not sent to pages it cannot open."""
    outsider = outsider_of(request)
    if outsider is None or error.link is None or error.link.startswith(outsider.address):
        return error.link, error.link_label
    return outsider.address, outsider.way_back


def domain_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, DomainError):
        raise error
    return answer(request, error)


def http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 404:
        return answer(request, NotFound())
    title, sentence = BY_STATUS.get(status, BROKEN)
    response = answer(request, DomainError(status, sentence, title=title))
    if isinstance(error, HTTPException) and "Allow" in (error.headers or {}):
        response.headers["Allow"] = methods_here(request) if asks_for_json(request) else (error.headers or {})["Allow"]
    return response


def unreadable_address(request: Request, error: Exception) -> Response:
    """A path or query that does not read (`/projets/abc` for a number) is a page that does not exist."""
    if asks_for_json(request) and isinstance(error, RequestValidationError):
        return refusal(invalid(error))
    return answer(request, NotFound())


def already_done(request: Request, error: Exception) -> Response:
    return redirect(request, error.location if isinstance(error, AlreadyDone) else "/")


def stale_record(request: Request, error: Exception) -> Response:
    sentence = "Cette fiche vient d’être modifiée par quelqu’un d’autre. Rechargez la page, puis recommencez."
    return answer(request, Conflict(sentence, link=request.url.path, link_label="Recharger la page"))


def database_down(request: Request, error: Exception) -> Response:
    forget_visitor(request)
    response = answer(request, Unavailable())
    response.headers["Retry-After"] = "60"
    return response


def no_room_left(request: Request, error: Exception) -> Response:
    """The disk is full, or its share: what was being kept is not, and there will be room again."""
    if not isinstance(error, OSError) or error.errno not in NO_ROOM:
        raise error
    return database_down(request, error)


def database_error(request: Request, error: Exception) -> Response:
    """Lost connection, full disk, shutdown: come back later. A value no column can hold, a broken constraint: refused.

    Anything else is a fault of ours.
    """
    lost = isinstance(error, (OperationalError, InterfaceError))
    if isinstance(error, DataError):
        return answer(request, NotFound() if request.method == "GET" else Refused(OUT_OF_RANGE))
    if isinstance(error, IntegrityError):
        return answer(request, Conflict(CONTRADICTS))
    if lost or (isinstance(error, DBAPIError) and error.connection_invalidated):
        return database_down(request, error)
    raise error


def broken(request: Request) -> Response:
    """The page of an unforeseen error; drawn without the database, in which the error may lie."""
    forget_visitor(request)
    return answer(request, DomainError(500, BROKEN[1], title=BROKEN[0]))


def too_large(request: Request) -> Response:
    """Drawn without the database: nothing of what was sent has been read, nor who sent it."""
    forget_visitor(request)
    title, sentence = BY_STATUS[413]
    return answer(request, DomainError(413, sentence, title=title))


def _conflict(request: Request, error: Conflict) -> Response:
    response = render(
        request,
        "errors/conflict.html",
        status=409,
        title=error.title,
        sentence=error.sentence,
        rows=error.rows,
        action=error.action,
        hidden=error.hidden,
        back=error.back,
        theirs_label=error.theirs_label,
    )
    if read_htmx(request).partial:
        retarget(response, "body")
    return response
