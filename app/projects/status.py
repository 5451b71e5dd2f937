"""Where a project may go from where it stands, and what has to be there first."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.capitalisation.pillars import missing_pillars
from app.errors import Refused
from app.models import (
    BACKWARD_MOVES,
    FORWARD_MOVES,
    Instalment,
    InstalmentStatus,
    Investment,
    Project,
    ProjectStatus,
)
from app.wording import euros, listed


class Missing(NamedTuple):
    """Something to fill before a move, and where."""

    sentence: str
    link: str
    link_label: str


class MissingFirst(Refused):
    """A move refused for want of something: `missing` says what, each with where to fill it."""

    def __init__(self, to: ProjectStatus, missing: Sequence[Missing]) -> None:
        listed = " ".join(item.sentence for item in missing)
        heading = f"Le projet ne peut pas encore passer au statut «\u00a0{to.label}\u00a0»."
        super().__init__(f"{heading} {listed}", missing[0].link, missing[0].link_label)
        self.missing = list(missing)


def next_status(status: ProjectStatus) -> ProjectStatus | None:
    """The next step of the fund's order, abandonment apart."""
    return next((to for to in FORWARD_MOVES[status] if to is not ProjectStatus.ABANDONNE), None)


def previous_status(status: ProjectStatus) -> ProjectStatus | None:
    return BACKWARD_MOVES.get(status)


def may_be_abandoned(status: ProjectStatus) -> bool:
    return ProjectStatus.ABANDONNE in FORWARD_MOVES[status]


def missing_before(session: Session, project: Project, to: ProjectStatus) -> list[Missing]:
    """What the domain asks before going forward to this status; nothing for the other statuses."""
    if to is ProjectStatus.VALIDE:
        return _missing_copil(session, project)
    if to is ProjectStatus.CONVENTIONNE:
        return [*_missing_charter(project), *_missing_instalments(session, project)]
    if to is ProjectStatus.CAPITALISE:
        return _missing_deliverables(session, project)
    return []


def _missing_copil(session: Session, project: Project) -> list[Missing]:
    validated = select(Investment.id).where(Investment.project_id == project.id, Investment.copil_on.is_not(None))
    if session.scalar(validated.limit(1)) is not None:
        return []
    sentence = "Aucun investissement n’a de date de COPIL."
    return [Missing(sentence, f"/projets/{project.code}/investissements", "Renseigner l’investissement")]


def _missing_charter(project: Project) -> list[Missing]:
    if project.charter_signed_on is not None:
        return []
    link = f"/projets/{project.code}/modifier#charter_signed_on"
    return [Missing("La charte d’engagement n’a pas de date de signature.", link, "Renseigner la charte")]


def _missing_instalments(session: Session, project: Project) -> list[Missing]:
    planned = (
        select(func.coalesce(func.sum(Instalment.amount_eur), 0))
        .where(Instalment.investment_id == Investment.id, Instalment.status != InstalmentStatus.CANCELLED)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Investment.amount_eur, planned.label("planned"))
        .where(Investment.project_id == project.id, Investment.amount_eur != planned)
        .order_by(Investment.id)
    )
    link = f"/projets/{project.code}/investissements"
    return [Missing(_gap(row.amount_eur, Decimal(row.planned)), link, "Compléter les tranches") for row in rows]


def _gap(amount: Decimal, planned: Decimal) -> str:
    difference = planned - amount
    words = "de moins" if difference < 0 else "de trop"
    return f"Les tranches d’un investissement de {euros(amount)} comptent {euros(abs(difference))} {words}."


def _missing_deliverables(session: Session, project: Project) -> list[Missing]:
    labels = [f"«\u00a0{label}\u00a0»" for label in missing_pillars(session, project.id)]
    if not labels:
        return []
    pillars = f"le pilier {labels[0]}" if len(labels) == 1 else f"les piliers {listed(labels)}"
    sentence = f"Aucun livrable n’est coché pour {pillars}."
    return [Missing(sentence, f"/projets/{project.code}/capitalisation", "Compléter les livrables")]
