"""Verbs on the case of a project: its texts written, the agreement of its alliance recorded or withdrawn."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.capitalisation.queries import TEXT_LABELS, agreed_texts
from app.capitalisation.service import check_partner
from app.changes import change, keep
from app.errors import Refused
from app.models import CaseAgreement, CaseStudy, Project, User


def write_case(
    session: Session,
    project: Project,
    case: CaseStudy | None,
    *,
    title: str,
    summary: str = "",
    lessons: str = "",
    conditions: str = "",
    contact_partner_id: int | None = None,
    user: User | None,
) -> CaseStudy:
    """Writes the texts of the case, the first time or again. An agreement given to other words stops speaking."""
    check_partner(session, project.id, contact_partner_id, "contact_partner_id")
    made = case or CaseStudy(project_id=project.id)
    if case is None:
        keep(session, made, user=user)
    change(
        session,
        made,
        user=user,
        title=title.strip(),
        summary=summary.strip(),
        lessons=lessons.strip(),
        conditions=conditions.strip(),
        contact_partner_id=contact_partner_id,
    )
    return made


def record_agreement(
    session: Session,
    project: Project,
    case: CaseStudy,
    *,
    agreed_by: str,
    agreed_on: date,
    shows_money: bool,
    user: User | None,
    today: date,
) -> CaseAgreement:
    """Given to the texts as they stand; refused while one is empty, or for a day to come."""
    if empty := [label for name, label in TEXT_LABELS.items() if not getattr(case, name)]:
        raise Refused(f"L’accord se donne sur des textes complets\u202f; il manque\u00a0: {', '.join(empty)}.")
    if agreed_on > today:
        raise Refused("L’accord ne peut pas être daté d’un jour à venir.", field="agreed_on")
    made = CaseAgreement(
        case_id=case.id,
        agreed_by=agreed_by.strip(),
        agreed_on=agreed_on,
        shows_money=shows_money,
        texts=agreed_texts(project, case),
        recorded_by_id=user.id if user else None,
    )
    session.add(made)
    session.flush()
    return made


def withdraw_agreement(session: Session, case: CaseStudy, *, now: datetime) -> None:
    """From now on nothing more is exported; what was recorded stays in the history."""
    speaking = select(CaseAgreement).where(CaseAgreement.case_id == case.id, CaseAgreement.withdrawn_at.is_(None))
    for agreement in session.scalars(speaking.with_for_update()):
        agreement.withdrawn_at = now
    session.flush()
