"""A funder that was merged into another keeps its exports: they are about the one that stayed."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.digits import number_typed
from app.exchanges.reports.choice import ReportChoice
from app.models import Organisation, OrganisationMerge

LONGEST = 20


def with_current_funder(session: Session, choice: ReportChoice) -> ReportChoice:
    number = number_typed(choice.projects.financeur)
    if number is None:
        return choice
    return replace(choice, projects=replace(choice.projects, financeur=str(_current(session, number))))


def _current(session: Session, number: int) -> int:
    for _ in range(LONGEST):
        if session.scalar(select(Organisation.id).where(Organisation.id == number)) is not None:
            break
        merged = select(OrganisationMerge.kept_id).where(
            OrganisationMerge.removed_id == number, OrganisationMerge.undone_at.is_(None)
        )
        kept = session.scalar(merged.order_by(OrganisationMerge.id.desc()).limit(1))
        if kept is None:
            break
        number = kept
    return number
