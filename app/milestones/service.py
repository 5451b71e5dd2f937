"""Verbs on milestones."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.changes import change, keep
from app.errors import Refused
from app.milestones.proposal import propose_milestones
from app.milestones.queries import first_copil, kinds_present
from app.milestones.states import State, state_of
from app.models import Instalment, InstalmentStatus, Milestone, Partner, Project, User

__all__ = [
    "State",
    "add_milestone",
    "complete_milestone",
    "propose_schedule",
    "remove_milestone",
    "reopen_milestone",
    "state_of",
    "update_milestone",
]


def add_milestone(
    session: Session,
    *,
    project: Project,
    kind_code: str,
    title: str,
    due_on: date,
    done_on: date | None = None,
    partner: Partner | None = None,
    deliverable: str = "",
    evidence: str = "",
    user: User | None,
) -> Milestone:
    milestone = Milestone(
        project_id=project.id,
        kind_code=kind_code,
        title=title.strip(),
        due_on=due_on,
        done_on=done_on,
        partner_id=partner.id if partner else None,
        deliverable=deliverable,
        evidence=evidence,
    )
    keep(session, milestone, user=user)
    return milestone


def update_milestone(
    session: Session, milestone: Milestone, *, user: User | None, version: int | None = None, **columns: object
) -> Milestone:
    if "done_on" in columns and columns["done_on"] is None and milestone.done_on is not None:
        _refuse_when_paid(session, milestone)
    change(session, milestone, user=user, version=version, **columns)
    return milestone


def complete_milestone(session: Session, milestone: Milestone, *, done_on: date, user: User | None) -> Milestone:
    change(session, milestone, user=user, done_on=done_on)
    return milestone


def reopen_milestone(session: Session, milestone: Milestone, *, user: User | None) -> Milestone:
    """Said done by mistake."""
    _refuse_when_paid(session, milestone)
    change(session, milestone, user=user, done_on=None)
    return milestone


def remove_milestone(session: Session, milestone: Milestone, *, user: User | None) -> None:
    waiting = _instalments(session, milestone)
    if waiting:
        raise Refused(
            f"La tranche «\u00a0{waiting[0].label}\u00a0» dépend de ce jalon\u202f: détachez-la d’abord.",
            link=_instalment_address(session, milestone, waiting[0]),
            link_label="Ouvrir la tranche",
        )
    session.delete(milestone)
    session.flush()


def propose_schedule(session: Session, *, project: Project, user: User | None) -> list[Milestone]:
    """Add what is missing of the fund's usual schedule; kinds already there are left alone."""
    present = kinds_present(session, project.id)
    proposed = propose_milestones(first_copil(session, project.id), project.starts_on, project.ends_on)
    if not proposed:
        raise Refused(
            "Le calendrier se propose à partir des dates du projet ou du COPIL\u202f: aucune n’est encore connue.",
            link=f"/projets/{project.code}/modifier",
            link_label="Renseigner les dates du projet",
        )
    return [
        add_milestone(session, project=project, kind_code=p.kind_code, title=p.title, due_on=p.due_on, user=user)
        for p in proposed
        if p.kind_code not in present
    ]


def _refuse_when_paid(session: Session, milestone: Milestone) -> None:
    paid = [each for each in _instalments(session, milestone) if each.status == InstalmentStatus.PAID]
    if paid:
        raise Refused(
            f"La tranche «\u00a0{paid[0].label}\u00a0» a été versée sur la foi de ce jalon\u202f: il reste fait.",
            link=_instalment_address(session, milestone, paid[0]),
            link_label="Ouvrir la tranche",
            field="done_on",
        )


def _instalments(session: Session, milestone: Milestone) -> Sequence[Instalment]:
    statement = select(Instalment).where(Instalment.milestone_id == milestone.id)
    return session.scalars(statement.order_by(Instalment.due_on, Instalment.id)).all()


def _instalment_address(session: Session, milestone: Milestone, instalment: Instalment) -> str:
    code = session.scalar(select(Project.code).where(Project.id == milestone.project_id))
    return f"/projets/{code}/tranches/{instalment.id}"
