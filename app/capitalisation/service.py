"""Verbs on the deliverables of a project's pillars: added, changed, ticked, removed."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.changes import change, keep
from app.errors import Refused
from app.models import Deliverable, Partner, Pillar, Project, ProjectStatus, User


def add_deliverable(
    session: Session,
    *,
    project: Project,
    pillar_code: str,
    title: str,
    done_on: date | None = None,
    kept_at: str = "",
    partner_id: int | None = None,
    user: User | None,
    today: date,
) -> Deliverable:
    if session.get(Pillar, pillar_code) is None:
        raise Refused("Choisissez un des piliers.", field="pillar_code")
    _check(session, project.id, done_on, kept_at, partner_id, today)
    made = Deliverable(
        project_id=project.id,
        pillar_code=pillar_code,
        title=title.strip(),
        done_on=done_on,
        kept_at=kept_at.strip(),
        partner_id=partner_id,
    )
    keep(session, made, user=user)
    return made


def update_deliverable(
    session: Session,
    deliverable: Deliverable,
    *,
    title: str,
    done_on: date | None,
    kept_at: str,
    partner_id: int | None,
    user: User | None,
    today: date,
    version: int | None = None,
) -> Deliverable:
    _check(session, deliverable.project_id, done_on, kept_at, partner_id, today)
    if done_on is None:
        _refuse_last(session, deliverable)
    change(
        session,
        deliverable,
        user=user,
        version=version,
        title=title.strip(),
        done_on=done_on,
        kept_at=kept_at.strip(),
        partner_id=partner_id,
    )
    return deliverable


def tick(session: Session, deliverable: Deliverable, *, user: User | None, today: date) -> Deliverable:
    _check(session, deliverable.project_id, today, deliverable.kept_at, deliverable.partner_id, today)
    change(session, deliverable, user=user, done_on=deliverable.done_on or today)
    return deliverable


def remove_deliverable(session: Session, deliverable: Deliverable) -> None:
    _refuse_last(session, deliverable)
    session.delete(deliverable)
    session.flush()


def _check(
    session: Session, project_id: int, done_on: date | None, kept_at: str, partner_id: int | None, today: date
) -> None:
    if done_on is not None and done_on > today:
        raise Refused("Un livrable se coche quand il existe\u00a0: cette date est à venir.", field="done_on")
    if done_on is not None and not kept_at.strip():
        raise Refused("Dites où se trouve ce livrable\u00a0: un lien, ou qui le garde.", field="kept_at")
    check_partner(session, project_id, partner_id, "partner_id")


def check_partner(session: Session, project_id: int, partner_id: object, field: str) -> None:
    if partner_id is None:
        return
    own = select(Partner.id).where(Partner.id == partner_id, Partner.project_id == project_id)
    if session.scalar(own) is None:
        raise Refused("Choisissez un des partenaires du projet.", field=field)


def _refuse_last(session: Session, deliverable: Deliverable) -> None:
    """A project « capitalisé » keeps one ticked deliverable by pillar; the lock makes a move wait, and wait for it."""
    statement = select(Project.status).where(Project.id == deliverable.project_id).with_for_update()
    if session.scalar(statement) != ProjectStatus.CAPITALISE or deliverable.done_on is None:
        return
    others = select(Deliverable.id).where(
        Deliverable.project_id == deliverable.project_id,
        Deliverable.pillar_code == deliverable.pillar_code,
        Deliverable.id != deliverable.id,
        Deliverable.done_on.is_not(None),
    )
    if session.scalar(others.limit(1)) is None:
        raise Refused(
            "Le projet est capitalisé, et c’est le seul livrable coché de ce pilier\u00a0: ajoutez-en un autre "
            "d’abord, ou revenez au statut «\u00a0Terminé\u00a0».",
            field="done_on",
        )
