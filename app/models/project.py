"""A project of the portfolio: what it is, where, and how far it has come."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, Column, DateTime, ForeignKey, Index, Table, Text, func, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Identified, Versioned, normalised, one_of
from app.models.lists import Domain, Region, SustainableGoal
from app.models.partner import Partner
from app.models.programme import Programme
from app.models.territory import Territory
from app.models.user import User


class ProjectStatus(StrEnum):
    REPERE = "repere"
    INSTRUCTION = "instruction"
    VALIDE = "valide"
    CONVENTIONNE = "conventionne"
    EN_COURS = "en_cours"
    TERMINE = "termine"
    CAPITALISE = "capitalise"
    ABANDONNE = "abandonne"

    @property
    def label(self) -> str:
        return STATUS_LABELS[self]

    @property
    def tone(self) -> str:
        """The tone of its badge."""
        return STATUS_TONES.get(self, "info")


STATUS_LABELS = {
    "repere": "Repéré",
    "instruction": "En instruction",
    "valide": "Validé",
    "conventionne": "Conventionné",
    "en_cours": "En cours",
    "termine": "Terminé",
    "capitalise": "Capitalisé",
    "abandonne": "Abandonné",
}
STATUS_TONES = {"repere": "quiet", "instruction": "due", "termine": "done", "capitalise": "done", "abandonne": "quiet"}

# The fund's order; from any of the first five a project may also be abandoned (domain model, « Project status »).
STATUS_ORDER = tuple(status for status in ProjectStatus if status is not ProjectStatus.ABANDONNE)
FORWARD_MOVES: dict[ProjectStatus, tuple[ProjectStatus, ...]] = {
    status: STATUS_ORDER[i + 1 : i + 2] + (ProjectStatus.ABANDONNE,) * (i < 5) for i, status in enumerate(STATUS_ORDER)
} | {ProjectStatus.ABANDONNE: ()}
BACKWARD_MOVES: dict[ProjectStatus, ProjectStatus] = dict(zip(STATUS_ORDER[1:], STATUS_ORDER, strict=False))


def _links(name: str, target: str, column: str) -> Table:
    return Table(
        name,
        Base.metadata,
        Column("project_id", BigInteger, ForeignKey("project.id", ondelete="CASCADE"), primary_key=True),
        Column(column, Text, ForeignKey(target), primary_key=True, index=True),
    )


project_territory = _links("project_territory", "territory.id", "territory_id")
project_domain = _links("project_domain", "domain.code", "domain_code")
project_goal = _links("project_goal", "sustainable_goal.code", "goal_code")


class Project(Identified, Versioned, Base):
    """``region_code`` is none for an interregional or national project; ``referent_id``: who of the fund follows it."""

    __tablename__ = "project"
    __table_args__ = (
        one_of("status", ProjectStatus),
        CheckConstraint("code ~ '^ODD17-[0-9]{4}-[0-9]{3,}$'", name="code"),
        CheckConstraint("title <> ''", name="title"),
        CheckConstraint("ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="dates"),
        CheckConstraint("charter_signed_on IS NULL OR charter_version <> ''", name="charter"),
        Index("ix_project_code_place", text("code_place(code)"), "id"),
        Index("ix_project_sort_title", "sort_title", "id"),
        Index("ix_project_status", "status", "id"),
        Index("ix_project_region_code", "region_code", "id"),
        Index("ix_project_starts_on", "starts_on"),
        Index("ix_project_ends_on", "ends_on"),
    )

    code: Mapped[str] = mapped_column(Text, unique=True)
    title: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text, default=ProjectStatus.REPERE, server_default="repere")
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"), index=True)
    summary: Mapped[str] = mapped_column(Text, default="", server_default="")
    need: Mapped[str] = mapped_column(Text, default="", server_default="")
    answer: Mapped[str] = mapped_column(Text, default="", server_default="")
    territory_label: Mapped[str] = mapped_column(Text, default="", server_default="")
    scale_code: Mapped[str | None] = mapped_column(ForeignKey("scale.code"))
    region_code: Mapped[str | None] = mapped_column(ForeignKey("region.code"))
    phase_code: Mapped[str | None] = mapped_column(ForeignKey("innovation_phase.code"))
    category_code: Mapped[str | None] = mapped_column(ForeignKey("partnership_category.code"))
    mode_code: Mapped[str | None] = mapped_column(ForeignKey("partnership_mode.code"))
    objective_code: Mapped[str | None] = mapped_column(ForeignKey("common_objective.code"))
    engineering_code: Mapped[str | None] = mapped_column(ForeignKey("engineering.code"))
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    charter_version: Mapped[str] = mapped_column(Text, default="", server_default="")
    charter_signed_on: Mapped[date | None]
    referent_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    search: Mapped[str] = normalised("code || ' ' || title || ' ' || territory_label")
    sort_title: Mapped[str] = normalised("title")

    programme: Mapped[Programme | None] = relationship(lazy="raise")
    region: Mapped[Region | None] = relationship(lazy="raise")
    referent: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[referent_id])
    territories: Mapped[list[Territory]] = relationship(
        secondary=project_territory, lazy="raise", order_by=Territory.id
    )
    domains: Mapped[list[Domain]] = relationship(secondary=project_domain, lazy="raise", order_by=Domain.position)
    goals: Mapped[list[SustainableGoal]] = relationship(
        secondary=project_goal, lazy="raise", order_by=SustainableGoal.position
    )
    partners: Mapped[list[Partner]] = relationship(lazy="raise", order_by=Partner.id, viewonly=True)

    @property
    def stage(self) -> ProjectStatus:
        """Its status with label and tone, for pages."""
        return ProjectStatus(self.status)


class StatusMove(Identified, Base):
    """Who moved a project from one status to another, when, and why when it went back."""

    __tablename__ = "status_move"
    __table_args__ = (one_of("from_status", ProjectStatus), one_of("to_status", ProjectStatus))

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    from_status: Mapped[str] = mapped_column(Text)
    to_status: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    moved_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    moved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
