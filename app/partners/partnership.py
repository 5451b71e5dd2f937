"""Verbs on the partners of a project: an organisation joins, changes its part, leaves."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from app.changes import change, keep
from app.errors import Refused
from app.models import Answer, Campaign, Organisation, Partner, Project, Respondent, User

PRIORITIES = ("D1", "D2", "D3", "D4")


def add_partner(
    session: Session,
    *,
    project: Project,
    organisation: Organisation,
    role_code: str,
    joined_on: date | None = None,
    contribution: str = "",
    contact_name: str = "",
    contact_email: str = "",
    priorities: Mapping[str, int | None] | None = None,
    user: User | None,
    left_on: date | None = None,
) -> Partner:
    """`priorities` by dimension: `{"D1": 2, "D3": 0}`."""
    _refuse_twice(session, project, organisation)
    _refuse_second_porteur(session, project.id, role_code, left_on)
    partner = Partner(
        project_id=project.id,
        organisation_id=organisation.id,
        role_code=role_code,
        joined_on=joined_on,
        left_on=left_on,
        contribution=contribution,
        contact_name=contact_name,
        contact_email=contact_email,
        **priority_columns(priorities),
    )
    _refuse_left_before_joined(partner.joined_on, partner.left_on)
    keep(session, partner, user=user)
    return partner


def update_partner(
    session: Session,
    partner: Partner,
    *,
    user: User | None,
    version: int | None = None,
    priorities: Mapping[str, int | None] | None = None,
    **columns: object,
) -> Partner:
    role_code = str(columns.get("role_code", partner.role_code))
    left_on = columns.get("left_on", partner.left_on)
    _refuse_second_porteur(session, partner.project_id, role_code, left_on, partner)
    _refuse_left_before_joined(columns.get("joined_on", partner.joined_on), left_on)
    change(session, partner, user=user, version=version, **columns | priority_columns(priorities))
    return partner


def remove_partner(session: Session, partner: Partner, *, user: User | None) -> None:
    """For a partner entered by mistake; one whose answers count stays, with the date it left."""
    if has_answered(session, partner):
        raise Refused(
            "Ce partenaire a répondu à une évaluation\u202f: indiquez plutôt la date à laquelle il a quitté le projet.",
            field="left_on",
        )
    session.delete(partner)
    session.flush()


def has_answered(session: Session, partner: Partner) -> bool:
    answered = select(Answer.respondent_id).where(Answer.respondent_id == Respondent.id).exists()
    found = session.scalar(
        select(
            exists()
            .where(Respondent.campaign_id == Campaign.id, Campaign.project_id == partner.project_id)
            .where(Respondent.organisation_id == partner.organisation_id)
            .where(or_(Respondent.submitted_at.is_not(None), answered))
        )
    )
    return bool(found)


def priority_columns(priorities: Mapping[str, int | None] | None) -> dict[str, int | None]:
    return {f"priority_{name.lower()}": value for name, value in (priorities or {}).items()}


def _refuse_twice(session: Session, project: Project, organisation: Organisation) -> None:
    same = select(Partner.id).where(Partner.project_id == project.id, Partner.organisation_id == organisation.id)
    if session.scalar(same) is not None:
        raise Refused(
            f"«\u00a0{organisation.name}\u00a0» est déjà partenaire de ce projet.",
            link=f"/projets/{project.code}/partenaires",
            link_label="Voir les partenaires",
            field="organisation_id",
        )


def _refuse_second_porteur(
    session: Session, project_id: int, role_code: str, left_on: object, own: Partner | None = None
) -> None:
    if role_code != "porteur" or left_on is not None:
        return
    present = (
        select(Organisation.name)
        .join(Partner, Partner.organisation_id == Organisation.id)
        .where(Partner.project_id == project_id, Partner.role_code == "porteur", Partner.left_on.is_(None))
    )
    name = session.scalar(present.where(Partner.id != own.id) if own else present)
    if name is not None:
        raise Refused(
            f"Ce projet a déjà un porteur, «\u00a0{name}\u00a0»\u202f: il n’en a qu’un à la fois.", field="role_code"
        )


def _refuse_left_before_joined(joined_on: object, left_on: object) -> None:
    if isinstance(joined_on, date) and isinstance(left_on, date) and left_on < joined_on:
        raise Refused("La date de sortie précède la date d’entrée dans le projet.", field="left_on")
