"""Verbs on instalments: planned, payable, paid or cancelled, and the milestone they may wait for."""

from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.changes import change, keep
from app.errors import Refused
from app.investments.proposal import propose_instalments
from app.investments.states import CANCELLED, PAID, PAYABLE, PLANNED, may_move
from app.models import Instalment, InstalmentStatus, Investment, Milestone, Project, User

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
    user: User | None,
) -> Instalment:
    instalment = Instalment(
        investment_id=investment.id,
        label=label.strip(),
        due_on=due_on,
        amount_eur=amount_eur,
        milestone_id=milestone.id if milestone else None,
        status=PLANNED,
    )
    keep(session, instalment, user=user)
    return instalment


def update_instalment(
    session: Session, instalment: Instalment, *, user: User | None, version: int | None = None, **columns: object
) -> Instalment:
    change(session, instalment, user=user, version=version, **columns)
    return instalment


def make_payable(session: Session, instalment: Instalment, *, user: User | None) -> Instalment:
    require_milestone_done(session, instalment)
    return _move(session, instalment, PAYABLE, user)


def pay_instalment(
    session: Session,
    instalment: Instalment,
    *,
    paid_on: date,
    amount_eur: Decimal,
    reference: str = "",
    user: User | None,
    version: int | None = None,
) -> Instalment:
    require_milestone_done(session, instalment)
    paid = {"paid_on": paid_on, "paid_amount_eur": amount_eur, "payment_reference": reference}
    if instalment.status == PAID:
        change(session, instalment, user=user, version=version, **paid)
        return instalment
    return _move(session, instalment, PAID, user, version=version, **paid)


def undo_payment(session: Session, instalment: Instalment, *, user: User | None) -> Instalment:
    """A payment typed by mistake: the instalment is to be paid again."""
    return _move(session, instalment, PAYABLE, user, paid_on=None, paid_amount_eur=None, payment_reference="")


def cancel_instalment(session: Session, instalment: Instalment, *, user: User | None) -> Instalment:
    return _move(session, instalment, CANCELLED, user)


def restore_instalment(session: Session, instalment: Instalment, *, user: User | None) -> Instalment:
    return _move(session, instalment, PLANNED, user)


def remove_instalment(session: Session, instalment: Instalment, *, user: User | None) -> None:
    if instalment.status == PAID:
        raise Refused("Cette tranche a été versée\u202f: annulez d’abord le versement s’il a été saisi par erreur.")
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


def require_milestone_done(session: Session, instalment: Instalment) -> None:
    """Money follows the work: what the instalment waits for is done first."""
    milestone = session.get(Milestone, instalment.milestone_id) if instalment.milestone_id else None
    if milestone is None or milestone.done_on is not None:
        return
    code = session.scalar(select(Project.code).where(Project.id == milestone.project_id))
    raise Refused(
        f"Cette tranche attend le jalon «\u00a0{milestone.title}\u00a0», qui n’est pas encore fait.",
        link=f"/projets/{code}/jalons/{milestone.id}",
        link_label="Ouvrir le jalon",
    )


def _move(
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
