"""Signing in with a password, taking up again what was typed, signing out."""

from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.accounts import service
from app.accounts.cookies import address_of, give, start, take_back
from app.accounts.forms import SignIn
from app.accounts.resume import unpacked
from app.accounts.sessions import end_session
from app.db import Writing
from app.web.auth import Right, Router, local_path, visitor_of
from app.web.forms import BoundForm, Posted, bind, fresh
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
    typed = form.data
    user = service.sign_in(session, email=typed.email, password=typed.password, ip=address_of(request), now=clock.now())
    if user is None:
        form.refuse("", service.WRONG)
        response = _page(request, form, 422)
        request.state.refused = False  # the failed attempt itself is to be remembered
        return response
    token = start(request, session, user)
    kept = unpacked(typed.reprise)
    if kept is None:
        return give(redirect(request, local_path(typed.suite)), token)
    return give(render(request, "accounts/resume.html", kept=kept), token)


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
    return take_back(redirect(request, "/connexion"))


def _page(request: Request, form: BoundForm[SignIn], status: int = 200) -> Response:
    return render(request, "accounts/sign_in.html", status=status, form=form, kept=bool(form.value("reprise")))
