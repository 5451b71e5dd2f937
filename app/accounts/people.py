"""What an administrator does with accounts: opened, changed, closed, invited again, taken back."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts.invitations import queue_invitation
from app.accounts.news import Change, tell_change
from app.accounts.service import add_user, forget_links
from app.accounts.sessions import end_sessions
from app.accounts.tokens import revoke_tokens
from app.errors import Conflict, Refused
from app.models.user import Role, SignInLink, User

HERE = "/comptes"
BACK = "Revenir aux comptes"
LAST_ADMIN = "C’est le dernier compte d’administration\u202f: donnez d’abord ce rôle à une autre personne."
NO_FUNDER = "Choisissez l’organisation dont cette personne suit l’argent."


def open_account(
    session: Session, *, email: str, name: str, role: Role, funder_id: int | None = None, now: datetime
) -> User:
    """The person receives an invitation; nobody else ever knows a way in."""
    account = add_user(session, email=email, name=name, role=role, funder_id=funder_id)
    queue_invitation(session, user=account, now=now)
    return account


def change_account(
    session: Session,
    *,
    account: User,
    version: int,
    name: str,
    email: str,
    role: Role,
    funder_id: int | None = None,
    user: User,
    now: datetime,
) -> User:
    """What the person may do follows at once; it is told by mail, at its former address too."""
    if account.role == Role.ADMIN and role is not Role.ADMIN:
        _keep_one_admin(session, account)
    _hold(session, account, version)
    if (role is Role.FINANCEUR) != (funder_id is not None):
        raise Refused(NO_FUNDER, field="funder")
    former, before = account.email, (account.role, account.funder_id)
    account.name, account.email, account.role, account.funder_id = name, email.strip().lower(), role.value, funder_id
    if not session.is_modified(account):
        return account
    _sign(session, account, now)
    change = Change((account.role, funder_id) != before, former if account.email != former else "")
    if change.former_email:
        forget_links(session, user_id=account.id)
    if account.role != before[0]:
        end_sessions(session, user_id=account.id)
    if role is Role.FINANCEUR:
        revoke_tokens(session, user_id=account.id)
    tell_change(session, account=account, change=change, now=now)
    return account


def close_account(session: Session, *, account: User, user: User, now: datetime) -> User:
    """Sessions, tokens and links end with it."""
    if account.id == user.id:
        raise Refused("Vous ne pouvez pas désactiver votre propre compte.", HERE, BACK)
    if account.role == Role.ADMIN:
        _keep_one_admin(session, account)
    account.active = False
    end_sessions(session, user_id=account.id)
    revoke_tokens(session, user_id=account.id)
    forget_links(session, user_id=account.id)
    _sign(session, account, now)
    return account


def reopen_account(session: Session, *, account: User, now: datetime) -> User:
    account.active = True
    _sign(session, account, now)
    return account


def invite_again(session: Session, *, account: User, now: datetime) -> None:
    if not account.active:
        raise Refused("Ce compte est fermé\u202f: rouvrez-le d’abord.", f"{HERE}/{account.id}", "Voir le compte")
    if account.last_signed_in_at is not None:
        raise Refused("Cette personne s’est déjà connectée\u202f: envoyez-lui un lien de connexion.", HERE, BACK)
    queue_invitation(session, user=account, now=now)


def withdraw_invitation(session: Session, *, account: User) -> None:
    """An account that nobody entered leaves nothing behind."""
    session.refresh(account, with_for_update=True)
    if account.last_signed_in_at is not None:
        raise Refused(
            "Cette personne s’est déjà connectée\u202f: son compte se ferme, il ne se retire plus.", HERE, BACK
        )
    if account.role == Role.ADMIN:
        _keep_one_admin(session, account)
    session.execute(delete(SignInLink).where(SignInLink.user_id == account.id))
    session.delete(account)
    session.flush()


def _hold(session: Session, account: User, version: int) -> None:
    session.refresh(account, with_for_update=True)
    if account.version != version:
        raise Conflict("Ce compte a été modifié pendant votre saisie.", link=f"{HERE}/{account.id}")


def _sign(session: Session, account: User, now: datetime) -> None:
    account.version += 1
    account.updated_at = now
    session.flush()


def _keep_one_admin(session: Session, account: User) -> None:
    """Administrators are locked together: two of them cannot remove each other at the same instant."""
    admins = session.scalars(
        select(User.id).where(User.role == Role.ADMIN.value, User.active).order_by(User.id).with_for_update()
    )
    if not [admin for admin in admins if admin != account.id]:
        raise Refused(LAST_ADMIN, HERE, BACK, field="role")
