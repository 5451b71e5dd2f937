"""The list of accounts and a new one, for administrators."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.accounts import people
from app.accounts.directory import AccountFilter, AccountState, accounts_page, funder_names, state_of
from app.accounts.forms import NewAccount
from app.accounts.pages import EMAIL_TAKEN, funder_of
from app.accounts.roles import ROLES
from app.db import Reading, Writing
from app.models.user import Role
from app.web.auth import Right, Router
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
HERE = "/comptes"


@router.get(HERE, right=Right.ADMIN)
def listing(
    request: Request,
    session: Reading,
    q: str = "",
    role: str = "",
    etat: str = "",
    facteur: str = "",
    apres: str = "",
    avant: str = "",
) -> Response:
    chosen = AccountFilter(*(text.replace("\x00", "").strip()[:80] for text in (q, role, etat, facteur)))
    return render(
        request,
        "accounts/list.html",
        block="results",
        filters=chosen,
        page=accounts_page(session, chosen, apres, avant),
        roles=[(value, label) for value, label, _ in ROLES],
        states=[(state.value, state.label) for state in AccountState],
        state_of=state_of,
        now=clock.now(),
    )


@router.get(f"{HERE}/nouveau", right=Right.ADMIN)
def new(request: Request, session: Reading) -> Response:
    return _page(request, session, fresh(NewAccount, {"role": Role.LECTEUR}))


@router.post(HERE, right=Right.ADMIN)
def add(request: Request, posted: Posted, session: Writing) -> Response:
    form = bind(NewAccount, posted)
    funder_id = funder_of(session, form)
    if not form.has_errors:
        values = form.data.model_dump(exclude={"funder"})
        with faults_on(form, session, EMAIL_TAKEN):
            added = people.open_account(session, **values, funder_id=funder_id, now=clock.now())
    if form.has_errors:
        return _page(request, session, form, 422)
    return redirect(request, HERE, flash=f"Le compte de {added.name} est ouvert, une invitation lui est envoyée.")


def _page(request: Request, session: Session, form: BoundForm[NewAccount], status: int = 200) -> Response:
    return render(
        request, "accounts/new_account.html", status=status, form=form, roles=ROLES, funders=funder_names(session)
    )
