"""One's own drafts, and the lists to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.models import (
    CommonObjective,
    Domain,
    Engineering,
    InnovationPhase,
    MilestoneKind,
    Organisation,
    PartnerRole,
    PartnershipCategory,
    PartnershipMode,
    Profile,
    Programme,
    Region,
    RegistrationDraft,
    Scale,
    SustainableGoal,
    User,
)
from app.models.lists import ListValue
from app.projects.referents import may_follow

Option = tuple[str, str]


def own_draft(session: Session, draft_id: int, *, owner_id: int, lock: bool = False) -> RegistrationDraft:
    """Another person's draft does not exist, as far as one can tell."""
    query = select(RegistrationDraft).where(RegistrationDraft.id == draft_id, RegistrationDraft.owner_id == owner_id)
    draft = session.scalar(query.with_for_update() if lock else query)
    if draft is None:
        raise NotFound("Cet enregistrement n’existe pas, ou plus.", "/investissements/nouveau", "Mes enregistrements")
    return draft


def unfinished_drafts(session: Session, *, owner_id: int) -> Sequence[RegistrationDraft]:
    query = select(RegistrationDraft).where(
        RegistrationDraft.owner_id == owner_id, RegistrationDraft.finished_at.is_(None)
    )
    return session.scalars(query.order_by(RegistrationDraft.updated_at.desc(), RegistrationDraft.id.desc())).all()


def choices(session: Session, values: type[ListValue]) -> list[Option]:
    query = select(values.code, values.label).where(values.active).order_by(values.position, values.code)
    return [(code, label) for code, label in session.execute(query)]


@dataclass(frozen=True)
class ProjectChoices:
    programmes: list[Option]
    phases: list[Option]
    categories: list[Option]
    modes: list[Option]
    objectives: list[Option]
    engineerings: list[Option]
    domains: list[Option]
    goals: list[Option]


def project_choices(session: Session) -> ProjectChoices:
    programmes = session.execute(
        select(Programme.id, Programme.title).order_by(Programme.starts_on.desc(), Programme.id)
    )
    return ProjectChoices(
        [(str(identifier), title) for identifier, title in programmes],
        choices(session, InnovationPhase),
        choices(session, PartnershipCategory),
        _modes(session),
        choices(session, CommonObjective),
        choices(session, Engineering),
        choices(session, Domain),
        choices(session, SustainableGoal),
    )


def _modes(session: Session) -> list[Option]:
    """A mode says its category: « Mécénat – Mécénat collectif »."""
    query = (
        select(PartnershipMode.code, PartnershipCategory.label, PartnershipMode.label)
        .join(PartnershipCategory, PartnershipCategory.code == PartnershipMode.category_code)
        .where(PartnershipMode.active)
        .order_by(
            PartnershipCategory.position, PartnershipCategory.code, PartnershipMode.position, PartnershipMode.code
        )
    )
    return [(code, f"{category} – {label}") for code, category, label in session.execute(query)]


def category_of(session: Session, mode_code: str) -> str | None:
    return session.scalar(select(PartnershipMode.category_code).where(PartnershipMode.code == mode_code))


def regions(session: Session) -> list[Option]:
    return choices(session, Region)


def scales(session: Session) -> list[Option]:
    return choices(session, Scale)


def profiles(session: Session) -> list[Option]:
    return choices(session, Profile)


def roles(session: Session) -> list[Option]:
    return choices(session, PartnerRole)


def milestone_kinds(session: Session) -> list[Option]:
    return choices(session, MilestoneKind)


def referents(session: Session) -> list[Option]:
    query = select(User.id, User.name).where(may_follow).order_by(func.normalise(User.name), User.id)
    return [(str(identifier), name) for identifier, name in session.execute(query)]


def current_programme(session: Session, today: date) -> int | None:
    """The programme running today, when there is only one."""
    query = select(Programme.id).where(
        func.coalesce(Programme.starts_on, today) <= today, func.coalesce(Programme.ends_on, today) >= today
    )
    running = session.scalars(query.limit(2)).all()
    return running[0] if len(running) == 1 else None


def organisation_names(session: Session, identifiers: Sequence[str]) -> dict[str, str]:
    numbers = [int(identifier) for identifier in identifiers if identifier.isdecimal() and len(identifier) < 18]
    query = select(Organisation.id, Organisation.name).where(Organisation.id.in_(numbers))
    return {str(identifier): name for identifier, name in session.execute(query)}
