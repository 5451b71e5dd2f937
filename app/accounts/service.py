"""People of the fund: added, changed, deactivated; and how they sign in."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.accounts.events import Place, has_been_at, is_known, note
from app.accounts.passwords import check_password, hash_password, password_matches
from app.accounts.sessions import end_sessions
from app.accounts.throttling import check_throttle, note_attempt
from app.errors import Refused
from app.jobs import enqueue
from app.models.sign_in import AccountEventKind
from app.models.user import Role, SignInLink, User
from app.settings import settings
from app.tokens import new_token, token_hash

WRONG = "Adresse ou mot de passe incorrect."
LINK_WINDOW = timedelta(minutes=15)
LINKS_ALLOWED = 3
DEAD_LINK = "Ce lien de connexion a déjà servi ou a expiré. Demandez-en un nouveau."


def add_user(session: Session, *, email: str, name: str, role: Role, funder_id: int | None = None) -> User:
    """`funder_id`: the organisation whose money a funder's person follows."""
    if find_by_email(session, email) is not None:
        raise Refused("Un compte existe déjà pour cette adresse.", field="email")
    if (role is Role.FINANCEUR) != (funder_id is not None):
        raise Refused("Un compte de financeur, et lui seul, suit l’argent d’une organisation.", field="funder")
    user = User(email=email.strip().lower(), name=name, role=role.value, active=True, funder_id=funder_id)
    session.add(user)
    session.flush()
    return user


def find_by_email(session: Session, email: str) -> User | None:
    return session.scalar(select(User).where(func.lower(User.email) == email.strip().lower()))


def create_sign_in_link(session: Session, *, user: User, now: datetime) -> str:
    """The token of a link that opens one session, once, within minutes; only its hash is kept."""
    token = new_token()
    expires = now + timedelta(minutes=settings().sign_in_link_minutes)
    session.add(SignInLink(token_sha256=token_hash(token), user_id=user.id, created_at=now, expires_at=expires))
    session.flush()
    return token


def ask_for_link(session: Session, *, email: str, now: datetime) -> None:
    """Nothing tells an unknown address from a known one."""
    user = find_by_email(session, email)
    if user is not None and user.active:
        queue_link(session, user=user, now=now, limited=True)


def queue_link(session: Session, *, user: User, now: datetime, limited: bool = False) -> None:
    """A link will be made and sent; one at a time waits for each person. ``limited`` when anybody may ask for it."""
    enqueue(
        session,
        "accounts.send_link",
        queueing_lock=f"accounts.send_link:{user.id}",
        user_id=user.id,
        asked_at=now.isoformat(),
        limited=limited,
    )


def new_link_for(session: Session, *, user_id: int, now: datetime, limited: bool) -> tuple[User, str] | None:
    """A new link for an active person, unless several were just made: nobody's mailbox is flooded through us."""
    user = session.get(User, user_id, with_for_update=True)
    if user is None or not user.active:
        return None
    recent = select(func.count()).where(SignInLink.user_id == user.id, SignInLink.created_at > now - LINK_WINDOW)
    if limited and (session.scalar(recent) or 0) >= LINKS_ALLOWED:
        return None
    return user, create_sign_in_link(session, user=user, now=now)


def forget_link(session: Session, *, token: str) -> None:
    """A link that could not be sent does not count among those of its person."""
    session.execute(delete(SignInLink).where(SignInLink.token_sha256 == token_hash(token)))


def forget_links(session: Session, *, user_id: int) -> None:
    """Whoever changes its password may fear that someone reads its mail: no link sent before opens anything."""
    session.execute(delete(SignInLink).where(SignInLink.user_id == user_id, SignInLink.used_at.is_(None)))


def use_sign_in_link(session: Session, *, token: str, now: datetime) -> User:
    """Locked while used: two clicks at the same instant open one session."""
    link = session.scalar(select(SignInLink).where(SignInLink.token_sha256 == token_hash(token)).with_for_update())
    user = session.get(User, link.user_id) if link else None
    if link is None or user is None or link.used_at is not None or link.expires_at <= now or not user.active:
        raise Refused(DEAD_LINK, link="/connexion", link_label="Demander un lien")
    link.used_at = now
    session.flush()
    return user


def sign_in(
    session: Session, *, email: str, password: str, ip: str, now: datetime, agent: str | None = None, browser: str = ""
) -> User | None:
    """The person, or None: nothing tells an unknown address from a wrong password."""
    place, user = Place(ip, agent, browser), find_by_email(session, email)
    user_id = user.id if user else 0
    known = is_known(session, user_id=user_id, place=place, now=now)
    been_here = has_been_at(session, user_id=user_id, place=place, now=now)
    check_throttle(session, email=email, place=place, now=now, known=known, been_here=been_here)
    matches = password_matches(password, user.password_hash if user and user.active else None)
    note_attempt(session, email=email, place=place, now=now, succeeded=matches, known=known)
    if user is not None and not matches:
        note(session, user_id=user_id, kind=AccountEventKind.WRONG_PASSWORD, now=now, place=place)
    return user if matches else None


def change_password(
    session: Session,
    *,
    user: User,
    current: str | None,
    new: str,
    session_in_use: bytes,
    now: datetime,
    proved: bool = False,
) -> User:
    """`proved`: the person has just come by a link to its own mailbox, because it forgot the former one."""
    if not proved and user.password_hash is not None and not password_matches(current or "", user.password_hash):
        raise Refused("Ce n’est pas votre mot de passe actuel.", field="current_password")
    check_password(new, about=(user.name, user.email))
    user.password_hash = hash_password(new)
    end_sessions(session, user_id=user.id, but=session_in_use)
    forget_links(session, user_id=user.id)
    note(session, user_id=user.id, kind=AccountEventKind.PASSWORD_CHANGED, now=now)
    return user


def rename(session: Session, *, user: User, name: str) -> User:
    user.name = name
    session.flush()
    return user
