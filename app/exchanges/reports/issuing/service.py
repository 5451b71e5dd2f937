"""Asking for a file, and asking to stop. The file is made once this transaction is committed, by a worker."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.errors import Refused
from app.exchanges.command import check_filters
from app.exchanges.described import described, in_words
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.issuing.queries import get_issued
from app.exchanges.reports.kinds import kind_named
from app.jobs import enqueue
from app.models import IssuedFile, IssuedSending, IssueState, Project, User
from app.search.projects import nearest

NO_FORMAT = "Ce document n’existe pas dans ce format."
NO_PROJECT = "Dites de quel projet, par son code."
NEAR = 3
UNKNOWN_PROJECT = "Aucun projet n’a le code «\u00a0{}\u00a0»."


@dataclass(frozen=True)
class Wanted:
    """Which file, of what."""

    kind: str
    suffix: str
    choice: ReportChoice


@dataclass(frozen=True)
class Asker:
    """`name` is written in the file; `user` is who may be asked about it, none for a terminal."""

    name: str
    user: User | None = None


@dataclass(frozen=True)
class Recipient:
    email: str
    name: str = ""


@dataclass(frozen=True)
class Planned:
    """Why a kept export is issued: `due_on` is the day its schedule asked for, none when a person did."""

    saved_export_id: int
    due_on: date | None = None
    recipients: Sequence[Recipient] = ()
    message: str = ""


def ask(session: Session, wanted: Wanted, asker: Asker, *, now: datetime, planned: Planned | None = None) -> IssuedFile:
    """`Refused` when what is asked for names nothing known."""
    check(session, wanted)
    issued = new_issued(session, wanted, asker, now=now)
    if planned:
        issued.saved_export_id, issued.due_on = planned.saved_export_id, planned.due_on
        session.flush()
        _address(session, issued, planned, now)
    enqueue(session, "exports.issue", lock=f"exports.issue:{issued.id}", issued_id=issued.id)
    return issued


def new_issued(session: Session, wanted: Wanted, asker: Asker, *, now: datetime) -> IssuedFile:
    filters = wanted.choice.projects
    issued = IssuedFile(
        kind=wanted.kind,
        suffix=wanted.suffix,
        choice=wanted.choice.as_json(),
        about=_about(session, wanted.choice),
        funder=in_words(session, "financeur", filters.financeur) if filters.financeur else "",
        author=asker.name,
        asked_by_id=asker.user.id if asker.user else None,
        asked_at=now,
    )
    session.add(issued)
    session.flush()
    return issued


def check(session: Session, wanted: Wanted) -> None:
    kind, code = kind_named(wanted.kind), wanted.choice.project
    if wanted.suffix not in kind.suffixes:
        raise Refused(NO_FORMAT, field="document")
    check_filters(session, wanted.choice.projects)
    if kind.one_project and not code:
        raise Refused(NO_PROJECT, field="projet")
    if code and session.scalar(select(Project.id).where(Project.code == code)) is None:
        raise Refused(UNKNOWN_PROJECT.format(code) + _perhaps(session, code), field="projet")
    kind.check(session, wanted.choice)


def _perhaps(session: Session, typed: str) -> str:
    """The nearest projects, for who typed a title or a place where a code is asked."""
    near = [f"{one.code} ({one.title})" for one in nearest(session, typed, NEAR)]
    return f" Peut-être {' ou '.join(near)}\u202f?" if near else ""


def stop(session: Session, issued_id: int, *, now: datetime) -> IssuedFile:
    """One that waits stops at once; one being made, at its next step."""
    issued = get_issued(session, issued_id)
    session.refresh(issued, with_for_update=True)
    if issued.stage is IssueState.WAITING:
        issued.state, issued.finished_at = IssueState.STOPPED, now
    elif issued.stage is IssueState.RUNNING:
        issued.stop_asked = True
    return issued


def _about(session: Session, choice: ReportChoice) -> str:
    if choice.project:
        return f"Projet {choice.project}"
    if not choice.projects.chosen:
        return "Tout le portefeuille"
    return ", ".join(f"{name}\u00a0: {words}" for name, words in described(session, choice.projects))


def _address(session: Session, issued: IssuedFile, planned: Planned, now: datetime) -> None:
    for each in planned.recipients:
        said = {"email": each.email, "name": each.name, "message": planned.message}
        row = insert(IssuedSending).values(issued_id=issued.id, queued_at=now, **said)
        session.execute(row.on_conflict_do_nothing())
