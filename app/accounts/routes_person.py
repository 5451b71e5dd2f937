"""One person's account, for administrators: who it is, what it may do, where it is open."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.accounts import people
from app.accounts.browsers import browser_name
from app.accounts.directory import funder_name, funder_names, invited_until, state_of
from app.accounts.factors import factor_of
from app.accounts.forms import ACCOUNT_LABELS, AccountForm, HandingForm
from app.accounts.pages import EMAIL_TAKEN, PEOPLE, back_to, funder_of
from app.accounts.queries import account
from app.accounts.roles import ROLES
from app.accounts.scopes import told
from app.accounts.sessions import sessions_of
from app.accounts.tokens import tokens_of
from app.db import Reading, Writing
from app.models.user import Role, User
from app.projects.handing import followed_by, hand_over, may_take_over
from app.web.auth import Right, Router, SignedIn
from app.web.conflict import check_version
from app.web.filters import plural
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import render

router = Router()
HERE = PEOPLE
ONE = f"{HERE}/{{user_id}}"
Form = BoundForm[AccountForm]


@router.get(ONE, right=Right.ADMIN)
def one(request: Request, user_id: int, visitor: SignedIn, session: Reading) -> Response:
    person = account(session, user_id)
    return _page(request, session, person, _opened(session, person))


@router.post(ONE, right=Right.ADMIN)
def change(request: Request, user_id: int, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    person, form = account(session, user_id), bind(AccountForm, posted)
    funder_id = funder_of(session, form, (person.funder_id, funder_name(session, person)))
    if not form.has_errors:
        _refuse_lost_update(session, person, form)
        values = form.data.model_dump(exclude={"funder"})
        with faults_on(form, session, EMAIL_TAKEN):
            people.change_account(
                session,
                account=person,
                version=person.version,
                **values,
                funder_id=funder_id,
                user=visitor.user,
                now=clock.now(),
            )
    if form.has_errors:
        return _page(request, session, account(session, user_id), form, 422)
    return back_to(request, user_id, f"Le compte de {person.name} est enregistré.")


@router.post(f"{ONE}/fermeture", right=Right.ADMIN)
def close(request: Request, user_id: int, visitor: SignedIn, session: Writing) -> Response:
    person = people.close_account(session, account=account(session, user_id), user=visitor.user, now=clock.now())
    return back_to(request, user_id, f"Le compte de {person.name} est fermé, ses connexions et ses jetons aussi.")


@router.post(f"{ONE}/reouverture", right=Right.ADMIN)
def reopen(request: Request, user_id: int, session: Writing) -> Response:
    person = people.reopen_account(session, account=account(session, user_id), now=clock.now())
    return back_to(request, user_id, f"Le compte de {person.name} est rouvert.")


@router.post(f"{ONE}/projets", right=Right.ADMIN)
def hand_projects_over(request: Request, user_id: int, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    person, handing = account(session, user_id), bind(HandingForm, posted)
    if not handing.has_errors:
        with faults_on(handing, session):
            count = hand_over(session, user_id=user_id, referent_id=handing.data.referent_id, user=visitor.user)
    if handing.has_errors:
        return _page(request, session, person, _opened(session, person), 422, handing)
    taken = plural(count, "projet est confié", "projets sont confiés")
    return back_to(request, user_id, f"{taken} à {session.get_one(User, handing.data.referent_id).name}.")


def _opened(session: Session, person: User) -> Form:
    return fresh(AccountForm, _values(session, person), version=person.version)


def _values(session: Session, person: User) -> dict[str, object]:
    return {
        "name": person.name,
        "email": person.email,
        "role": person.role,
        "funder": funder_name(session, person),
    }


def _refuse_lost_update(session: Session, person: User, form: Form) -> None:
    here = f"{HERE}/{person.id}"
    words = {"role": {value: label for value, label, _ in ROLES}}
    check_version(
        person, form, labels=ACCOUNT_LABELS, current=_values(session, person), action=here, back=here, choices=words
    )


def _page(
    request: Request,
    session: Session,
    person: User,
    form: Form,
    status: int = 200,
    handing: BoundForm[HandingForm] | None = None,
) -> Response:
    now = clock.now()
    projects, followed = followed_by(session, person.id)
    return render(
        request,
        "accounts/person.html",
        status=status,
        form=form,
        person=person,
        state=state_of(person.active, person.last_signed_in_at),
        invited_until=invited_until(session, person.id),
        roles=ROLES,
        funders=funder_names(session),
        has_factor=factor_of(session, person.id) is not None,
        sessions=sessions_of(session, person.id, now),
        tokens=[(own, told(own.scopes, Role(person.role))) for own in tokens_of(session, person.id)],
        browser_name=browser_name,
        projects=projects,
        followed=followed,
        handing=handing or fresh(HandingForm),
        may_take_over=may_take_over(session, person.id) if followed else (),
        now=now,
        today=clock.today(),
    )
