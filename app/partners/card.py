"""The partners of a project as its pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Organisation, Partner, PartnerRole, Profile, Project

# The « carré magique »: what each dimension is called depends on who speaks.
DIMENSIONS = {
    "D1": "Richesses humaines",
    "D2": "Parties prenantes et ancrage",
    "D3": "Équilibre économique",
    "D4": "Capacité d’innovation",
}
DIMENSIONS_OF_PUBLIC_BODIES = {
    "D1": "Cohésion sociale",
    "D2": "Attractivité",
    "D3": "Développement économique",
    "D4": "Qualité de vie",
}
PRIORITY_LABELS = ("pas une priorité", "importante", "prioritaire")
FIRST = 2


def dimensions_for(profile_code: str) -> Mapping[str, str]:
    return DIMENSIONS_OF_PUBLIC_BODIES if profile_code == "collectivite" else DIMENSIONS


@dataclass(frozen=True, slots=True)
class PartnerLine:
    id: int
    organisation_id: int
    name: str
    profile_code: str
    profile: str
    role_code: str
    role: str
    joined_on: date | None
    left_on: date | None
    contribution: str
    contact_name: str
    contact_email: str
    priority_d1: int | None
    priority_d2: int | None
    priority_d3: int | None
    priority_d4: int | None
    version: int

    @property
    def priorities(self) -> list[str]:
        """What comes first for this partner, in its own words."""
        values = (self.priority_d1, self.priority_d2, self.priority_d3, self.priority_d4)
        named = zip(dimensions_for(self.profile_code).values(), values, strict=True)
        return [name for name, value in named if value == FIRST]


@dataclass(frozen=True, slots=True)
class PartnersCard:
    lines: tuple[PartnerLine, ...]

    @property
    def present(self) -> tuple[PartnerLine, ...]:
        return tuple(line for line in self.lines if line.left_on is None)

    @property
    def gone(self) -> tuple[PartnerLine, ...]:
        return tuple(line for line in self.lines if line.left_on is not None)

    @property
    def porteur(self) -> PartnerLine | None:
        return next((line for line in self.present if line.role_code == "porteur"), None)


def project_card(session: Session, project: Project) -> PartnersCard:
    """The porteur first, then by role and name."""
    columns = Partner.__table__.c
    statement = (
        select(
            Partner.id,
            Partner.organisation_id,
            Organisation.name,
            Organisation.profile_code,
            Profile.label.label("profile"),
            Partner.role_code,
            PartnerRole.label.label("role"),
            *(columns[name] for name in ("joined_on", "left_on", "contribution", "contact_name", "contact_email")),
            *(columns[f"priority_d{n}"] for n in range(1, 5)),
            Partner.version,
        )
        .join(Organisation, Organisation.id == Partner.organisation_id)
        .join(Profile, Profile.code == Organisation.profile_code)
        .join(PartnerRole, PartnerRole.code == Partner.role_code)
        .where(Partner.project_id == project.id)
        .order_by(PartnerRole.position, Organisation.sort_name, Partner.id)
    )
    return PartnersCard(tuple(PartnerLine(**row) for row in session.execute(statement).mappings()))
