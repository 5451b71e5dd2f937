"""A page asked for without being signed in leads to the sign-in page; a form sent then is kept through it."""

from urllib.parse import urlencode

from fastapi import FastAPI
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from app.accounts.confirming import ConfirmationNeeded
from app.accounts.entering import sign_in_page
from app.accounts.forms import SignIn
from app.accounts.resume import packed
from app.web.auth import CONFIRMATION, FACTOR, FactorNeeded, SignInNeeded, local_path, sign_in_address
from app.web.forms import fresh
from app.web.htmx import read_htmx, retarget
from app.web.templating import redirect


def install_accounts(app: FastAPI) -> None:
    app.add_exception_handler(SignInNeeded, sign_in_needed)
    app.add_exception_handler(FactorNeeded, factor_needed)
    app.add_exception_handler(ConfirmationNeeded, confirmation_needed)


def sign_in_needed(request: Request, error: Exception) -> Response:
    form = error.form if isinstance(error, SignInNeeded) else None
    if form is None:
        return redirect(request, sign_in_address(read_htmx(request).current_path or _here(request)))
    return _sign_in_keeping(request, form)


def factor_needed(request: Request, error: Exception) -> Response:
    return redirect(request, FACTOR)


def confirmation_needed(request: Request, error: Exception) -> Response:
    back = error.back if isinstance(error, ConfirmationNeeded) else "/mon-compte"
    return redirect(request, f"{CONFIRMATION}?{urlencode({'suite': back})}")


def _sign_in_keeping(request: Request, form: FormData) -> Response:
    values = {
        "suite": local_path(read_htmx(request).current_path, "/"),
        "reprise": packed(request.url.path, form),
    }
    response = sign_in_page(request, fresh(SignIn, values), 401, kept=True)
    if read_htmx(request).partial:
        retarget(response, "body")
    return response


def _here(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")
