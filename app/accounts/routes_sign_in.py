"""Signing in with a password, taking up again what was typed, signing out."""

from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.accounts import service
from app.accounts.cookies import place_of, take_back
from app.accounts.entering import enter
from app.accounts.entering import sign_in_page as shown
from app.accounts.events import Kind, note
from app.accounts.forms import SignIn
from app.accounts.resume import unpacked
from app.accounts.sessions import end_session
from app.db import Writing
from app.models.sign_in import Method
from app.web.auth import Right, Router, local_path, visitor_of
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()


@router.get("/connexion", right=Right.PUBLIC)
def sign_in_page(request: Request, suite: str = "/") -> Response:
    if visitor_of(request) is not None:
        return redirect(request, local_path(suite))
    return _page(request, fresh(SignIn, {"suite": local_path(suite)}))


@router.post("/connexion", right=Right.PUBLIC)
def sign_in(request: Request, posted: Posted, session: Writing) -> Response:
    form = bind(SignIn, posted)
    if form.has_errors:
        return _page(request, form, 422)
    typed, place, user = form.data, place_of(request), None
    with faults_on(form, session):
        user = service.sign_in(
            session,
            email=typed.email,
            password=typed.password,
            ip=place.ip,
            agent=place.agent,
            browser=place.browser,
            now=clock.now(),
        )
    if form.has_errors:
        return _page(request, form, 422)
    if user is None:
        form.refuse("", service.WRONG)
        response = _page(request, form, 422)
        request.state.refused = False  # the failed attempt itself is to be remembered
        return response
    return enter(request, session, user, Method.PASSWORD, suite=typed.suite, reprise=typed.reprise)


@router.post("/connexion/reprise", right=Right.PUBLIC)
def resume(request: Request, posted: Posted) -> Response:
    reprise = str(posted.get("reprise", ""))
    kept = unpacked(reprise)
    if kept is None:
        return redirect(request, "/")
    if visitor_of(request) is None:
        return _page(request, fresh(SignIn, {"reprise": reprise}), 401)
    return render(request, "accounts/resume.html", kept=kept)


@router.post("/deconnexion", right=Right.PUBLIC)
def sign_out(request: Request, session: Writing) -> Response:
    visitor = visitor_of(request)
    if visitor is not None:
        end_session(session, token_sha256=visitor.token_sha256)
        note(session, user_id=visitor.id, kind=Kind.SIGNED_OUT, now=clock.now(), place=place_of(request))
    return take_back(redirect(request, "/connexion"))


def _page(request: Request, form: BoundForm[SignIn], status: int = 200) -> Response:
    return shown(request, form, status, kept=bool(form.value("reprise")))
