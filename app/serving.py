"""Starting the site: a one-time link for whoever starts it, the demonstration when the database is empty."""

import signal
import sys
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, date, datetime

from pydantic_core import PydanticCustomError
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app import clock
from app.accounts import service as accounts
from app.accounts.scopes import READ_SCOPES, allowed
from app.accounts.tokens import create_token
from app.db import writing
from app.demo import load_demo
from app.embedded import forget_absent_users, kept_up
from app.errors import Refused
from app.jobs.worker import Beside
from app.models import Project, Role, User
from app.processes import serve
from app.settings import settings
from app.starting import check_server
from app.web.french import parse_date
from app.web.logs import configure_logs

FUNDER = "Un compte de financeur s’ouvre à l’écran, dans «\u00a0Comptes\u00a0»\u00a0: il y faut son organisation."
TRIAL = "Installation d’essai : base PostgreSQL intégrée ({}). En production, indiquez ODD17_DATABASE_URL."


def run(engine: Engine, *, host: str, port: int, workers: int, demo_if_empty: bool, jobs: bool = True) -> None:
    """``jobs``: what waits in the queue is done here too, by one worker whatever the number of processes."""
    check_server(settings(), engine)
    link = sign_in_link(engine)
    with writing(engine) as session:
        if demo_if_empty and session.scalar(select(func.count()).select_from(Project)) == 0:
            load_demo(session)
    if settings().database_url is None:
        print(TRIAL.format(settings().data_dir), file=sys.stderr)
    print(f"Le site est servi sur {settings().base_url}")
    print(f"Connexion (une fois, {settings().sign_in_link_minutes} minutes) : {link}", flush=True)
    signal.signal(signal.SIGTERM, leave)  # uvicorn hands the signal back once it has closed
    configure_logs()
    with leaving_nobody_behind(), trial_server_kept_up(), Beside(engine) if jobs else nullcontext():
        serve(host=host, port=port, workers=workers)


def trial_server_kept_up() -> AbstractContextManager[object]:
    """A server of its own is not ours to start again."""
    return kept_up(settings().data_dir) if settings().database_url is None else nullcontext()


@contextmanager
def leaving_nobody_behind() -> Iterator[None]:
    """Processes of ``--workers`` end by a signal, unable to say so: they no longer count as its users."""
    try:
        yield
    finally:
        if settings().database_url is None:
            forget_absent_users(settings().data_dir)


def leave(*_: object) -> None:
    """End as a program that is done: what runs at exit runs, and the trial server stops with its last user."""
    raise SystemExit(0)


def sign_in_link(engine: Engine) -> str:
    """A link for the first administrator, who is created on an empty database."""
    with writing(engine) as session:
        user = session.scalar(select(User).where(User.role == Role.ADMIN, User.active).order_by(User.id).limit(1))
        if user is None:
            user = accounts.add_user(session, email="administration@localhost", name="Administration", role=Role.ADMIN)
        return link_for(session, user)


def add_person(engine: Engine, *, email: str, role: str, name: str) -> str:
    if role not in list(Role):
        raise Refused(f"Le rôle « {role} » n’existe pas : choisissez {', '.join(Role)}.")
    if role == Role.FINANCEUR:
        raise Refused("Un compte de financeur s’ouvre à l’écran, dans Comptes\u202f: il suit une organisation.")
    with writing(engine) as session:
        user = accounts.add_user(session, email=email, name=name or email.split("@")[0], role=Role(role))
        return link_for(session, user)


def token_for(
    engine: Engine, *, email: str, name: str, scopes: Collection[str] = (), expires_on: date | None = None
) -> str:
    """No scope given: what the person may read, but for the addresses of people."""
    with writing(engine) as session:
        user = accounts.find_by_email(session, email)
        if user is None or not user.active:
            raise Refused(f"Aucun compte ouvert ne porte l’adresse «\u00a0{email}\u00a0».")
        readable = [scope for scope in allowed(Role(user.role)) if scope in READ_SCOPES]
        given = scopes or readable
        return create_token(session, user=user, name=name, now=clock.now(), scopes=given, expires_on=expires_on)


def day_typed(text: str) -> date:
    """As in a form; what does not read is refused by its sentence."""
    try:
        day: date = parse_date(text)
    except PydanticCustomError as fault:
        raise Refused(fault.message()) from fault
    return day


def link_for(session: Session, user: User) -> str:
    token = accounts.create_sign_in_link(session, user=user, now=datetime.now(UTC))
    return f"{settings().base_url}/connexion/lien/{token}"
