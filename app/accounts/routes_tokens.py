"""My tokens: a new one, shown once, and one that no longer serves."""

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.accounts.forms import NewToken
from app.accounts.queries import account
from app.accounts.scopes import READ_SCOPES, WORDS, allowed
from app.accounts.tokens import USUAL_DAYS, create_token, revoke_mine
from app.db import Writing
from app.web.auth import Right, Router, SignedIn, Visitor
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

NOT_MINE = "Rien n’a été révoqué\u00a0: ce jeton n’est pas, ou n’est plus, dans votre liste."
router = Router()
HERE = "/mon-compte/jetons"


@router.get(f"{HERE}/nouveau", right=Right.CONSULT)
def new(request: Request, visitor: SignedIn) -> Response:
    """Reading is ticked, writing is not: a token does as little as it needs."""
    usual = {"scopes": READ_SCOPES, "expires_on": clock.today() + timedelta(days=USUAL_DAYS)}
    return _page(request, visitor, fresh(NewToken, usual))


@router.post(f"{HERE}/nouveau", right=Right.CONSULT)
def create(request: Request, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    form, token = bind(NewToken, posted), ""
    if not form.has_errors:
        with faults_on(form, session):
            user = account(session, visitor.id)
            token = create_token(session, user=user, now=clock.now(), **form.data.model_dump())
    if form.has_errors:
        return _page(request, visitor, form, 422)
    request.state.outcome = "/mon-compte#mes-jetons"  # sent twice, the token is not shown again
    return render(request, "accounts/token.html", token=token, form=form, name=form.data.name)


@router.post(f"{HERE}/{{reference}}/revocation", right=Right.CONSULT)
def revoke(request: Request, reference: str, visitor: SignedIn, session: Writing) -> Response:
    done = revoke_mine(session, user_id=visitor.id, reference=reference)
    return redirect(request, "/mon-compte", flash="Ce jeton est révoqué." if done else NOT_MINE)


def _page(request: Request, visitor: Visitor, form: BoundForm[NewToken], status: int = 200) -> Response:
    may = allowed(visitor.role)
    options = [(scope.value, WORDS[scope], scope.value) for scope in may]
    return render(request, "accounts/new_token.html", status=status, form=form, options=options)
