"""The list of accounts, for administrators."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.accounts import service
from app.accounts.forms import NewAccount, RoleChange
from app.accounts.queries import account, accounts
from app.db import Reading, Writing
from app.errors import Refused
from app.models.user import Role, User
from app.web.auth import Right, Router, SignedIn
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
HERE = "/comptes"
ALLOWS = {
    Role.ADMIN: "Tout, avec les comptes et les listes.",
    Role.GESTIONNAIRE: "Enregistrer et modifier les projets, évaluer, publier, exporter.",
    Role.EVALUATEUR: "Consulter, saisir les évaluations, exporter.",
    Role.LECTEUR: "Consulter et exporter.",
}
ROLES = [(role.value, role.label, ALLOWS[role]) for role in Role]
EMAIL_TAKEN = {"uq_user_email": ("email", "Un compte existe déjà pour cette adresse.")}


@router.get(HERE, right=Right.ADMIN)
def listing(request: Request, session: Reading) -> Response:
    return _page(request, session, fresh(NewAccount, {"role": Role.LECTEUR}))


@router.post(HERE, right=Right.ADMIN)
def add(request: Request, posted: Posted, session: Writing) -> Response:
    form = bind(NewAccount, posted)
    if not form.has_errors:
        with faults_on(form, session, EMAIL_TAKEN):
            added = service.add_user(session, email=form.data.email, name=form.data.name, role=form.data.role)
    if form.has_errors:
        return _page(request, session, form, 422)
    return _with_link(request, session, added, f"Le compte de {added.name} est ouvert, un lien lui est envoyé.")


@router.post(f"{HERE}/{{user_id}}/role", right=Right.ADMIN)
def change_role(request: Request, user_id: int, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    form = bind(RoleChange, posted)
    if form.has_errors:
        raise Refused("Choisissez un des rôles proposés.", HERE, "Revenir aux comptes")
    person = service.change_role(session, account=account(session, user_id), role=form.data.role, user=visitor.user)
    return redirect(request, HERE, flash=f"{person.name} a maintenant le rôle «\u00a0{Role(person.role).label}\u00a0».")


@router.post(f"{HERE}/{{user_id}}/fermeture", right=Right.ADMIN)
def deactivate(request: Request, user_id: int, visitor: SignedIn, session: Writing) -> Response:
    person = service.deactivate(session, account=account(session, user_id), user=visitor.user)
    return redirect(request, HERE, flash=f"Le compte de {person.name} est fermé, ses connexions aussi.")


@router.post(f"{HERE}/{{user_id}}/reouverture", right=Right.ADMIN)
def reactivate(request: Request, user_id: int, visitor: SignedIn, session: Writing) -> Response:
    person = service.reactivate(session, account=account(session, user_id), user=visitor.user)
    return redirect(request, HERE, flash=f"Le compte de {person.name} est rouvert.")


@router.post(f"{HERE}/{{user_id}}/lien", right=Right.ADMIN)
def send_link(request: Request, user_id: int, session: Writing) -> Response:
    person = account(session, user_id)
    if not person.active:
        raise Refused("Ce compte est fermé\u202f: rouvrez-le d’abord.", HERE, "Revenir aux comptes")
    return _with_link(request, session, person, f"Un lien de connexion est envoyé à {person.name}.")


def _with_link(request: Request, session: Session, user: User, sentence: str) -> Response:
    service.queue_link(session, user=user, now=clock.now())
    return redirect(request, HERE, flash=sentence)


def _page(request: Request, session: Session, form: BoundForm[NewAccount], status: int = 200) -> Response:
    people = accounts(session)
    return render(request, "accounts/list.html", status=status, form=form, people=people, roles=ROLES)
