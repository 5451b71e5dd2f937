"""The evaluation of a programme: its phase and frozen grid, its measured figures, and what was published of it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, Numeric, SmallInteger, Text, UniqueConstraint, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Identified, Versioned, one_of
from app.models.campaign import CampaignStatus
from app.models.programme import Programme
from evaluation.programme_words import Phase


class ProgrammeReview(Identified, Versioned, Base):
    """One evaluation of a programme; ``held_on`` is the date the horizons are counted to."""

    __tablename__ = "programme_review"
    __table_args__ = (
        one_of("phase", Phase),
        one_of("status", CampaignStatus),
        CheckConstraint("title <> ''", name="title"),
        CheckConstraint("closes_on IS NULL OR opens_on IS NULL OR closes_on >= opens_on", name="dates"),
        Index("ix_programme_review_programme_id", "programme_id", "held_on", "id"),
        Index("ix_programme_review_held_on", "held_on", "id"),
    )

    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    title: Mapped[str] = mapped_column(Text)
    phase: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text, default=CampaignStatus.PREPARATION, server_default="preparation")
    held_on: Mapped[date]
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    grid_reference: Mapped[str] = mapped_column(ForeignKey("programme_grid.reference"))

    programme: Mapped[Programme] = relationship(lazy="raise", viewonly=True)


class ProgrammeReviewEvent(Identified, Base):
    """What was done to a review, when and by whom; reopening says why."""

    __tablename__ = "programme_review_event"
    __table_args__ = (
        CheckConstraint("kind IN ('opened', 'closed', 'reopened', 'published')", name="kind"),
        CheckConstraint("kind <> 'reopened' OR reason <> ''", name="reason"),
    )

    review_id: Mapped[int] = mapped_column(ForeignKey("programme_review.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    happened_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))


class ProgrammeFigure(Identified, Versioned, Base):
    """A measured figure of the programme; ``indicator_id`` when it was proposed from a project's indicator."""

    __tablename__ = "programme_figure"
    __table_args__ = (
        UniqueConstraint("review_id", "label"),
        CheckConstraint("label <> ''", name="labelled"),
        CheckConstraint("value IS NULL OR measured_on IS NOT NULL", name="measured"),
        CheckConstraint("evidence BETWEEN 0 AND 2", name="evidence"),
    )

    review_id: Mapped[int] = mapped_column(ForeignKey("programme_review.id", ondelete="CASCADE"))
    indicator_id: Mapped[int | None] = mapped_column(ForeignKey("indicator.id", ondelete="SET NULL"), index=True)
    label: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text, default="", server_default="")
    baseline: Mapped[Decimal | None] = mapped_column(Numeric)
    target: Mapped[Decimal | None] = mapped_column(Numeric)
    value: Mapped[Decimal | None] = mapped_column(Numeric)
    measured_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(Text, default="", server_default="")
    evidence: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")


class ProgrammeResult(Identified, Base):
    """What was published: never edited (trigger ``programme_result_is_frozen``); a correction adds a new one."""

    __tablename__ = "programme_result"
    __table_args__ = (
        UniqueConstraint("review_id", "sequence"),
        CheckConstraint("sequence = 1 OR reason <> ''", name="reason"),
    )

    review_id: Mapped[int] = mapped_column(ForeignKey("programme_review.id"))
    sequence: Mapped[int]
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    grid_reference: Mapped[str] = mapped_column(ForeignKey("programme_grid.reference"))
    formula_version: Mapped[str] = mapped_column(Text)
    inputs_sha256: Mapped[str] = mapped_column(Text)
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    published_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
