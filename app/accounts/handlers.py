"""A page asked for without being signed in leads to the sign-in page; a form sent then is kept through it."""

from fastapi import FastAPI
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from app.accounts.forms import SignIn
from app.accounts.resume import packed
from app.web.auth import SignInNeeded, local_path, sign_in_address
from app.web.forms import fresh
from app.web.htmx import read_htmx, retarget
from app.web.templating import redirect, render


def install_accounts(app: FastAPI) -> None:
    app.add_exception_handler(SignInNeeded, sign_in_needed)


def sign_in_needed(request: Request, error: Exception) -> Response:
    form = error.form if isinstance(error, SignInNeeded) else None
    if form is None:
        return redirect(request, sign_in_address(read_htmx(request).current_path or _here(request)))
    return _sign_in_keeping(request, form)


def _sign_in_keeping(request: Request, form: FormData) -> Response:
    values = {
        "suite": local_path(read_htmx(request).current_path, "/"),
        "reprise": packed(request.url.path, form),
    }
    response = render(request, "accounts/sign_in.html", status=401, form=fresh(SignIn, values), kept=True)
    if read_htmx(request).partial:
        retarget(response, "body")
    return response


def _here(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")
