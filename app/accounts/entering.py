"""Someone is known by a first factor: the second is asked for, or the session opens."""

from urllib.parse import urlencode

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.accounts.cookies import give, give_step, start
from app.accounts.forms import SecondStep, SignIn
from app.accounts.provider.client import label
from app.accounts.resume import unpacked
from app.accounts.steps import open_step
from app.models.sign_in import Method
from app.models.user import User
from app.web.auth import local_path
from app.web.forms import BoundForm, fresh
from app.web.templating import redirect, render

HERE = "/connexion/code"


def enter(
    request: Request,
    session: Session,
    user: User,
    method: Method,
    *,
    suite: str = "/",
    reprise: str = "",
    second_factor: bool = False,
) -> Response:
    """`second_factor`: the first one already held two, as some identity providers prove."""
    step = None if second_factor else open_step(session, user=user, method=method, now=clock.now())
    if step is not None:
        return give_step(_next(request, local_path(suite), reprise), step)
    return arrive(request, session, user, method, suite=suite, reprise=reprise, second_factor=second_factor)


def arrive(
    request: Request,
    session: Session,
    user: User,
    method: Method,
    *,
    suite: str,
    reprise: str,
    second_factor: bool,
) -> Response:
    """The session opens; what was being typed when the former one ended is shown again."""
    token = start(request, session, user, method, second_factor=second_factor)
    kept = unpacked(reprise)
    if kept is None:
        return give(request, redirect(request, local_path(suite)), token)
    return give(request, render(request, "accounts/resume.html", kept=kept), token)


def _next(request: Request, suite: str, reprise: str) -> Response:
    """What was being typed travels inside the page; without it, a page that may be asked again."""
    if not reprise:
        return redirect(request, f"{HERE}?{urlencode({'suite': suite})}" if suite != "/" else HERE)
    return step_page(request, fresh(SecondStep, {"suite": suite, "reprise": reprise}))


def step_page(request: Request, form: BoundForm[SecondStep], status: int = 200, *, recovery: bool = False) -> Response:
    return render(request, "accounts/second_step.html", status=status, form=form, recovery=recovery)


def sign_in_page(request: Request, form: BoundForm[SignIn], status: int = 200, *, kept: bool = False) -> Response:
    return render(request, "accounts/sign_in.html", status=status, form=form, kept=kept, provider=label())
