"""The second step of signing in: the code of the telephone, or a recovery code."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.accounts.cookies import place_of
from app.accounts.entering import HERE, arrive, step_page
from app.accounts.forms import SecondStep
from app.accounts.steps import step_of, take_step
from app.db import Reading, Writing
from app.models.second_factor import SignInStep
from app.models.sign_in import Method
from app.models.user import User
from app.web.auth import Right, Router, local_path
from app.web.cookies import STEP, read_cookie
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect

router = Router()
WRONG = "Ce code n’est pas le bon, ou il a déjà servi."
WRONG_RECOVERY = "Ce code de secours n’est pas l’un des vôtres, ou il a déjà servi."
OVER = "La connexion est à reprendre\u202f: le code n’a pas été donné à temps, ou trop de codes faux ont été essayés."


@router.get(HERE, right=Right.PUBLIC)
def code_page(request: Request, session: Reading, suite: str = "/") -> Response:
    if step_of(session, read_cookie(request, STEP), clock.now()) is None:
        return redirect(request, "/connexion")
    return step_page(request, fresh(SecondStep, {"suite": local_path(suite)}))


@router.post(HERE, right=Right.PUBLIC)
def give_code(request: Request, posted: Posted, session: Writing) -> Response:
    return _take(request, session, bind(SecondStep, posted), recovery=False)


@router.post("/connexion/code-de-secours", right=Right.PUBLIC)
def give_recovery_code(request: Request, posted: Posted, session: Writing) -> Response:
    return _take(request, session, bind(SecondStep, posted), recovery=True)


def _take(request: Request, session: Session, form: BoundForm[SecondStep], *, recovery: bool) -> Response:
    step = step_of(session, read_cookie(request, STEP), clock.now(), lock=True)
    if step is None:
        return redirect(request, "/connexion", flash=OVER)
    user = None
    if not form.has_errors:
        with faults_on(form, session):
            user = _right(request, session, form, step, recovery)
    if form.has_errors or user is None:
        return _again(request, form, recovery)
    typed, method = form.data, Method(step.method)
    return arrive(request, session, user, method, suite=typed.suite, reprise=typed.reprise, second_factor=True)


def _right(
    request: Request, session: Session, form: BoundForm[SecondStep], step: SignInStep, recovery: bool
) -> User | None:
    place, now = place_of(request), clock.now()
    return take_step(session, step=step, typed=form.data.code, place=place, now=now, recovery=recovery)


def _again(request: Request, form: BoundForm[SecondStep], recovery: bool) -> Response:
    wrong = not form.has_errors
    if wrong:
        form.refuse("code", WRONG_RECOVERY if recovery else WRONG)
    response = step_page(request, form, 422, recovery=recovery)
    request.state.refused = not wrong  # a failed attempt is itself to be remembered
    return response
