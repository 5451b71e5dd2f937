"""How one person enters, for administrators: links, invitations, connections, tokens, the second factor."""

from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.accounts import people, service
from app.accounts.factors import reset_second_factor
from app.accounts.pages import PEOPLE, back_to
from app.accounts.queries import account
from app.accounts.sessions import end_mine, end_sessions
from app.accounts.tokens import revoke_mine
from app.db import Writing
from app.errors import Refused
from app.web.auth import Right, Router, SignedIn
from app.web.templating import redirect

router = Router()
HERE = PEOPLE
ONE = f"{HERE}/{{user_id}}"


@router.post(f"{ONE}/lien", right=Right.ADMIN)
def send_link(request: Request, user_id: int, session: Writing) -> Response:
    person = account(session, user_id)
    if not person.active:
        raise Refused("Ce compte est fermé\u202f: rouvrez-le d’abord.", f"{HERE}/{user_id}", "Voir le compte")
    service.queue_link(session, user=person, now=clock.now())
    return back_to(request, user_id, f"Un lien de connexion est envoyé à {person.name}.")


@router.post(f"{ONE}/invitation", right=Right.ADMIN)
def invite_again(request: Request, user_id: int, session: Writing) -> Response:
    person = account(session, user_id)
    people.invite_again(session, account=person, now=clock.now())
    return back_to(
        request, user_id, f"Une nouvelle invitation est envoyée à {person.name}\u202f: la précédente ne sert plus."
    )


@router.post(f"{ONE}/invitation/retrait", right=Right.ADMIN)
def withdraw(request: Request, user_id: int, session: Writing) -> Response:
    person = account(session, user_id)
    name = person.name
    people.withdraw_invitation(session, account=person)
    return redirect(request, HERE, flash=f"L’invitation de {name} est retirée\u202f: ce compte n’existe plus.")


@router.post(f"{ONE}/connexions/fermeture", right=Right.ADMIN)
def end_all(request: Request, user_id: int, session: Writing) -> Response:
    end_sessions(session, user_id=account(session, user_id).id)
    return back_to(request, user_id, "Toutes ses connexions sont fermées.")


@router.post(f"{ONE}/connexions/{{reference}}/fermeture", right=Right.ADMIN)
def end_one(request: Request, user_id: int, reference: str, session: Writing) -> Response:
    end_mine(session, user_id=account(session, user_id).id, reference=reference)
    return back_to(request, user_id, "Cette connexion est fermée.")


@router.post(f"{ONE}/jetons/{{reference}}/revocation", right=Right.ADMIN)
def revoke(request: Request, user_id: int, reference: str, session: Writing) -> Response:
    done = revoke_mine(session, user_id=account(session, user_id).id, reference=reference)
    return back_to(request, user_id, "Ce jeton est révoqué." if done else "Ce jeton n’est plus dans sa liste.")


@router.post(f"{ONE}/second-facteur/retrait", right=Right.ADMIN)
def reset_factor(request: Request, user_id: int, visitor: SignedIn, session: Writing) -> Response:
    person = account(session, user_id)
    reset_second_factor(session, account=person, user=visitor.user, now=clock.now())
    return back_to(request, user_id, f"Le second facteur de {person.name} est retiré, ses connexions sont fermées.")
