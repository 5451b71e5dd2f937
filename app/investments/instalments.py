"""Verbs on the plan of an investment: instalments added, changed, cancelled; those on payments stand beside."""

from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.changes import change, keep
from app.errors import Refused
from app.investments.four_eyes import check_amount_kept
from app.investments.proposal import propose_instalments
from app.investments.states import CANCELLED, PAID, PAYABLE, PLANNED, may_move
from app.models import Instalment, InstalmentStatus, Investment, Milestone, Project, User
from app.projects.permissions import Group, check_money

REFUSED_MOVES = {
    PAYABLE: "Seule une tranche prévue peut être mise en paiement.",
    PAID: "Seule une tranche prévue ou à payer peut être versée.",
    CANCELLED: "Seule une tranche prévue ou à payer peut être annulée.",
    PLANNED: "Seule une tranche à payer ou annulée peut redevenir prévue.",
}


def add_instalment(
    session: Session,
    *,
    investment: Investment,
    label: str,
    due_on: date,
    amount_eur: Decimal,
    milestone: Milestone | None = None,
    paid_on: date | None = None,
    reason: str = "",
    user: User | None,
) -> Instalment:
    """`paid_on`: a payment of the past, in full, brought in by a file."""
    check_money(session, investment.project_id, Group.AMOUNTS, user, reason)
    instalment = Instalment(
        investment_id=investment.id,
        label=label.strip(),
        due_on=due_on,
        amount_eur=amount_eur,
        milestone_id=milestone.id if milestone else None,
        status=PAID if paid_on else PLANNED,
        paid_on=paid_on,
        paid_amount_eur=amount_eur if paid_on else None,
    )
    keep(session, instalment, user=user)
    return instalment


def update_instalment(
    session: Session,
    instalment: Instalment,
    *,
    user: User | None,
    version: int | None = None,
    reason: str = "",
    **columns: object,
) -> Instalment:
    check_amount_kept(instalment, columns, user)
    if columns.get("amount_eur", instalment.amount_eur) != instalment.amount_eur:
        check_money(session, project_of(session, instalment), Group.AMOUNTS, user, reason)
    change(session, instalment, user=user, version=version, **columns)
    return instalment


def cancel_instalment(session: Session, instalment: Instalment, *, user: User | None) -> Instalment:
    return move(session, instalment, CANCELLED, user)


def restore_instalment(session: Session, instalment: Instalment, *, user: User | None) -> Instalment:
    return move(session, instalment, PLANNED, user, payable_reason="")


def remove_instalment(session: Session, instalment: Instalment, *, user: User | None) -> None:
    if instalment.status == PAID:
        raise Refused("Cette tranche a été versée\u202f: annulez d’abord le versement s’il a été saisi par erreur.")
    check_money(session, project_of(session, instalment), Group.AMOUNTS, user)
    session.delete(instalment)
    session.flush()


def propose_plan(session: Session, *, investment: Investment, user: User | None) -> list[Instalment]:
    """The usual instalments, tied to the project's milestones of the right kind; only where there are none yet."""
    project = session.get_one(Project, investment.project_id)
    starts_on = project.starts_on or investment.copil_on
    if starts_on is None:
        raise Refused(
            "Les tranches se proposent à partir de la date de début du projet ou du COPIL\u202f: aucune n’est connue.",
            link=f"/projets/{project.code}/modifier",
            link_label="Renseigner les dates du projet",
        )
    if session.scalar(select(Instalment.id).where(Instalment.investment_id == investment.id).limit(1)) is not None:
        raise Refused("Cet investissement a déjà des tranches\u202f: modifiez-les plutôt.")
    milestones = _first_of_each_kind(session, project.id)
    return [
        add_instalment(
            session,
            investment=investment,
            label=proposed.label,
            due_on=proposed.due_on,
            amount_eur=proposed.amount_eur,
            milestone=milestones.get(proposed.milestone_kind),
            user=user,
        )
        for proposed in propose_instalments(investment.amount_eur, starts_on, project.ends_on)
    ]


def project_of(session: Session, instalment: Instalment) -> int:
    return session.get_one(Investment, instalment.investment_id).project_id


def move(
    session: Session,
    instalment: Instalment,
    to: InstalmentStatus,
    user: User | None,
    version: int | None = None,
    **columns: object,
) -> Instalment:
    if not may_move(instalment.status, to):
        raise Refused(REFUSED_MOVES[to])
    change(session, instalment, user=user, version=version, status=to.value, **columns)
    return instalment


def _first_of_each_kind(session: Session, project_id: int) -> dict[str, Milestone]:
    statement = select(Milestone).where(Milestone.project_id == project_id)
    found = session.scalars(statement.order_by(Milestone.due_on.desc(), Milestone.id.desc()))
    return {milestone.kind_code: milestone for milestone in found}
