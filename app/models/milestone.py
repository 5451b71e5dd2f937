from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Identified, Versioned
from app.models.lists import MilestoneKind
from app.models.partner import Partner


class Milestone(Identified, Versioned, Base):
    """À venir, proche, en retard or fait is derived from the dates, never stored."""

    __tablename__ = "milestone"
    __table_args__ = (
        CheckConstraint("title <> ''", name="title"),
        Index("ix_milestone_project_id", "project_id", "due_on", "id"),
        Index("ix_milestone_due_on", "due_on", "id"),
        Index("ix_milestone_day", text("coalesce(done_on, due_on)"), "id"),
        Index("ix_milestone_waited", "due_on", postgresql_where=text("done_on IS NULL")),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    kind_code: Mapped[str] = mapped_column(ForeignKey("milestone_kind.code"))
    title: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id", ondelete="SET NULL"), index=True)
    deliverable: Mapped[str] = mapped_column(Text, default="", server_default="")
    evidence: Mapped[str] = mapped_column(Text, default="", server_default="")

    kind: Mapped[MilestoneKind] = relationship(lazy="raise")
    partner: Mapped[Partner | None] = relationship(lazy="raise")
