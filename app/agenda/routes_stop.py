"""Having no more reminders, from a mail: its page, then one press; or one post of the mail program (RFC 8058)."""

from fastapi import params
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.agenda.notices.choices import stop
from app.agenda.notices.letters import who_stops
from app.db import Reading, Writing
from app.errors import NotFound
from app.models import User
from app.web.auth import Right, Router
from app.web.templating import redirect, render

GONE = "Cette adresse n’arrête plus rien. Les rappels se choisissent dans «\u00a0Mon compte\u00a0»."


class BySecret(Router):
    """For a program that has no page of ours: the secret of the address stands for the token of a form."""

    def guards(self, method: str, right: Right) -> list[params.Depends]:
        return []


router = Router()
by_secret = BySecret()
HERE = "/rappels/arret/{sealed}"


@router.get(HERE, right=Right.PUBLIC)
def ask(request: Request, session: Reading, sealed: str) -> Response:
    _person(session, sealed)
    return render(request, "agenda/stop.html", sealed=sealed, done=False)


@router.post(HERE, right=Right.PUBLIC)
def press(request: Request, session: Writing, sealed: str) -> Response:
    stop(session, user=_person(session, sealed))
    return render(request, "agenda/stop.html", sealed=sealed, done=True)


@router.get(f"{HERE}/direct", right=Right.PUBLIC)
def opened(request: Request, sealed: str) -> Response:
    """A person who follows the address meant for programs."""
    return redirect(request, f"/rappels/arret/{sealed}")


@by_secret.post(f"{HERE}/direct", right=Right.PUBLIC)
def one_click(session: Writing, sealed: str) -> Response:
    stop(session, user=_person(session, sealed))
    return Response(status_code=204)


def _person(session: Session, sealed: str) -> User:
    user_id = who_stops(sealed, clock.now())
    user = session.get(User, user_id) if user_id is not None else None
    if user is None or not user.active:
        raise NotFound(GONE)
    return user


router.include_router(by_secret)
