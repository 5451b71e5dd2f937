"""Keeps what a received workbook says, through the same verbs as the web."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.assessments import service
from app.assessments.cells import Typed
from app.exchanges.offline.plan import FILE, WEB, Change, FilePlan
from app.letters.service import queue_letter
from app.models import Invitation, LetterKind, RespondentEvent, User


class Undecided(Exception):  # noqa: N818 - une question posée n’est pas une panne
    """The same question was answered on both sides and nobody said which to keep, or it has changed since."""


@dataclass(frozen=True)
class Giver:
    """Who hands the workbook over: a person of the fund, or the partner itself through its invitation."""

    user: User | None = None
    invitation_id: int | None = None


@dataclass(frozen=True)
class Done:
    who: str
    summary: str
    submitted: bool


def apply_plan(
    session: Session, plan: FilePlan, chosen: Mapping[str, str], *, submit: bool, giver: Giver, now: datetime
) -> Done:
    """`chosen`: by conflict, « classeur » or « ligne » with the version it was chosen against."""
    changes = [*plan.settled, *_decided(plan, chosen)]
    _keep_priorities(session, plan, changes, giver)
    cells = [change.typed for change in changes if change.typed is not None]
    _keep_answers(session, plan, cells, giver, now)
    if plan.quotes is not None:
        plan.respondent.quotes_allowed = plan.quotes
    summary = plan.summary
    _note_receipt(session, plan, summary, giver, now)
    if submit:
        _submit(session, plan, giver, now)
    return Done(plan.respondent.organisation.name, summary, submit)


def _submit(session: Session, plan: FilePlan, giver: Giver, now: datetime) -> None:
    """A partner that sends its own grid is sent a receipt, as from its page."""
    respondent, invitation_id = plan.respondent, giver.invitation_id
    service.submit(session, respondent=respondent, user=giver.user, now=now, invitation_id=invitation_id)
    if invitation_id is not None:
        queue_letter(
            session,
            kind=LetterKind.RECEIPT,
            respondent=respondent,
            invitation=session.get(Invitation, invitation_id),
            key=f"receipt:{respondent.id}:{now.isoformat()}",
            user=None,
            now=now,
        )


def choice_name(plan: FilePlan, change: Change) -> str:
    return f"choix-{plan.record.id}-{change.name}"


def _decided(plan: FilePlan, chosen: Mapping[str, str]) -> Iterator[Change]:
    """The conflicts in which the file wins."""
    for change in plan.conflicts:
        side, _, seen = chosen.get(choice_name(plan, change), "").partition(".")
        if side not in (FILE, WEB) or seen != change.seen:
            raise Undecided
        if side == FILE:
            yield change


def _keep_priorities(session: Session, plan: FilePlan, changes: list[Change], giver: Giver) -> None:
    for change in changes:
        if change.typed is None:
            service.set_priority(
                session,
                respondent=plan.respondent,
                criterion_code=change.criterion,
                value=change.priority,
                user=giver.user,
                seen_value=change.stored_priority,
                check_seen=True,
            )


def _keep_answers(session: Session, plan: FilePlan, cells: list[Typed], giver: Giver, now: datetime) -> None:
    saved = service.save_answers(
        session,
        respondent=plan.respondent,
        cells=cells,
        user=giver.user,
        now=now,
        invitation_id=giver.invitation_id,
    )
    if saved.conflicts:
        raise Undecided


def _note_receipt(session: Session, plan: FilePlan, summary: str, giver: Giver, now: datetime) -> None:
    user_id = giver.user.id if giver.user else None
    plan.record.received_at = now
    plan.record.received_by_id = user_id
    plan.record.received_sha256 = bytes.fromhex(plan.carried.digest)
    event = RespondentEvent(
        respondent_id=plan.respondent.id,
        kind="offline",
        reason=summary,
        happened_at=now,
        user_id=user_id,
        invitation_id=giver.invitation_id,
    )
    session.add(event)
    session.flush()
