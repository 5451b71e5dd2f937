"""The evaluation of a programme: its frozen grid, the voices of four viewpoints, and what was published of it."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    Numeric,
    SmallInteger,
    Text,
    UniqueConstraint,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from app.models.base import Base, Identified, Versioned, one_of
from app.models.campaign import CampaignStatus, version_number
from app.models.programme import Programme
from evaluation.programme_words import Phase, Viewpoint


class VoiceEventKind(StrEnum):
    SUBMITTED = "submitted"
    REOPENED = "reopened"


class ProgrammeGrid(Base):
    """A programme grid as it was published: never edited (trigger), a new version is added. ``id@version``."""

    __tablename__ = "programme_grid"

    reference: Mapped[str] = mapped_column(Text, primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    published_on: Mapped[date]
    sha256: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text, comment="the grid file itself (TOML)")

    @property
    def version(self) -> str:
        return self.reference.rpartition("@")[2]

    def age(self) -> tuple[date, tuple[int, ...]]:
        """Sorts versions from the oldest to the newest; of one day, 1.10 comes after 1.9."""
        return self.published_on, version_number(self.version)


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


class ProgrammeVoice(Identified, Versioned, Base):
    """One body speaking from one viewpoint; ``organisation_id`` when the fund keeps a record of it."""

    __tablename__ = "programme_voice"
    __table_args__ = (
        one_of("viewpoint", Viewpoint),
        UniqueConstraint("review_id", "name"),
        CheckConstraint("name <> ''", name="named"),
    )

    review_id: Mapped[int] = mapped_column(ForeignKey("programme_review.id", ondelete="CASCADE"))
    viewpoint: Mapped[str] = mapped_column(Text)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    contact_name: Mapped[str] = mapped_column(Text, default="", server_default="")
    contact_email: Mapped[str] = mapped_column(Text, default="", server_default="")
    submitted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    quotes_allowed: Mapped[bool] = mapped_column(
        default=False, server_default="false", comment="its author lets its words be quoted outside the programme"
    )

    review: Mapped[ProgrammeReview] = relationship(lazy="raise", viewonly=True)


class ProgrammeVoiceEvent(Identified, Base):
    """Sent, or reopened with a reason, by a person of the fund (``user_id``) or by the voice itself (``is_own``)."""

    __tablename__ = "programme_voice_event"
    __table_args__ = (
        one_of("kind", VoiceEventKind),
        CheckConstraint("kind <> 'reopened' OR reason <> ''", name="reason"),
    )

    voice_id: Mapped[int] = mapped_column(ForeignKey("programme_voice.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    happened_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    is_own: Mapped[bool] = mapped_column(default=False, server_default="false")


class Given:
    """What a voice gave: a version against lost updates, when, and by whom it was entered."""

    version: Mapped[int] = mapped_column(default=1, server_default="1", sort_order=90)
    answered_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now(), sort_order=91)
    is_own: Mapped[bool] = mapped_column(
        default=False, server_default="false", sort_order=92, comment="given by the voice itself, by its own link"
    )

    @declared_attr
    def voice_id(cls) -> Mapped[int]:  # noqa: N805
        return mapped_column(ForeignKey("programme_voice.id", ondelete="CASCADE"), primary_key=True, sort_order=-10)

    @declared_attr
    def answered_by_id(cls) -> Mapped[int | None]:  # noqa: N805
        return mapped_column(
            ForeignKey("user.id", ondelete="SET NULL"), sort_order=93, comment="entered on behalf of the voice"
        )


class ProgrammeAnswer(Given, Base):
    """A level, « sans objet » (NA), « ne sait pas » (NSP), or blank with a comment: four different things."""

    __tablename__ = "programme_answer"
    __table_args__ = (
        CheckConstraint("level IS NULL OR no_level IS NULL", name="one_value"),
        CheckConstraint("no_level IN ('NA', 'NSP')", name="no_level"),
        CheckConstraint("level BETWEEN 0 AND 20", name="level"),
        CheckConstraint("evidence BETWEEN 0 AND 2", name="evidence"),
    )

    question_code: Mapped[str] = mapped_column(Text, primary_key=True, sort_order=-9)
    level: Mapped[int | None] = mapped_column(SmallInteger)
    no_level: Mapped[str | None] = mapped_column(Text)
    evidence: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    comment: Mapped[str] = mapped_column(Text, default="", server_default="")


class ProgrammeStory(Given, Base):
    """What a voice tells; an empty text is no story."""

    __tablename__ = "programme_story"

    prompt_code: Mapped[str] = mapped_column(Text, primary_key=True, sort_order=-9)
    text: Mapped[str] = mapped_column(Text, default="", server_default="")


class ProgrammeCount(Given, Base):
    """What a voice counts: one value, or a range from low to high; or « sans objet » (NA), « ne sait pas » (NSP)."""

    __tablename__ = "programme_count"
    __table_args__ = (
        CheckConstraint("no_value IN ('NA', 'NSP')", name="no_value"),
        CheckConstraint("num_nonnulls(value, low, no_value) <= 1", name="one_value"),
        CheckConstraint("(low IS NULL) = (high IS NULL) AND (low IS NULL OR low <= high)", name="range"),
        CheckConstraint("value >= 0 AND low >= 0", name="positive"),
        CheckConstraint("evidence BETWEEN 0 AND 2", name="evidence"),
    )

    count_code: Mapped[str] = mapped_column(Text, primary_key=True, sort_order=-9)
    value: Mapped[Decimal | None] = mapped_column(Numeric)
    low: Mapped[Decimal | None] = mapped_column(Numeric)
    high: Mapped[Decimal | None] = mapped_column(Numeric)
    no_value: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text, default="", server_default="")
    evidence: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")


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
