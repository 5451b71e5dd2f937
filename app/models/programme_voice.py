"""The voices of the evaluation of a programme, and what each answered, told and counted."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Numeric, SmallInteger, Text, UniqueConstraint, func
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from app.models.base import Base, Identified, Versioned, one_of
from app.models.review import ProgrammeReview
from evaluation.programme_words import Viewpoint


class VoiceEventKind(StrEnum):
    SUBMITTED = "submitted"
    REOPENED = "reopened"


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
