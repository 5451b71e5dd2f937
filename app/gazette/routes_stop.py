"""Having no more gazettes, from a mail: its page, then one press; or one post of the mail program (RFC 8058)."""

from fastapi import params
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.errors import NotFound
from app.gazette.subscribers import stop, who_stops
from app.models import GazetteSubscriber
from app.web.auth import Right, Router
from app.web.templating import redirect, render

GONE = "Cette adresse n’arrête plus rien\u00a0: la gazette ne vous est sans doute plus envoyée."
HERE = "/gazette/desinscription/{sealed}"


class BySecret(Router):
    """For a program that has no page of ours: the secret of the address stands for the token of a form."""

    def guards(self, method: str, right: Right) -> list[params.Depends]:
        return []


router = Router()
by_secret = BySecret()


@router.get(HERE, right=Right.PUBLIC)
def ask(request: Request, session: Reading, sealed: str) -> Response:
    return render(request, "gazette/stop.html", sealed=sealed, done=_person(session, sealed).stopped_at is not None)


@router.post(HERE, right=Right.PUBLIC)
def press(request: Request, session: Writing, sealed: str) -> Response:
    stop(session, _person(session, sealed), now=clock.now())
    return render(request, "gazette/stop.html", sealed=sealed, done=True)


@router.get(f"{HERE}/direct", right=Right.PUBLIC)
def opened(request: Request, sealed: str) -> Response:
    """A person who follows the address meant for programs."""
    return redirect(request, f"/gazette/desinscription/{sealed}")


@by_secret.post(f"{HERE}/direct", right=Right.PUBLIC)
def one_click(session: Writing, sealed: str) -> Response:
    stop(session, _person(session, sealed), now=clock.now())
    return Response(status_code=204)


def _person(session: Session, sealed: str) -> GazetteSubscriber:
    found = who_stops(session, sealed, clock.now())
    if found is None:
        raise NotFound(GONE)
    return found


router.include_router(by_secret)
