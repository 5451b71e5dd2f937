"""What each person asked to be reminded of, what was told to whom, and the calendars read from outside."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Identified, one_of


class Rhythm(StrEnum):
    NONE = "none"
    DAILY = "daily"
    WEEKLY = "weekly"

    @property
    def label(self) -> str:
        return {"none": "Aucun rappel", "daily": "Chaque matin", "weekly": "Le lundi"}[self]


class NoticeSubject(StrEnum):
    MILESTONE = "milestone"
    INSTALMENT = "instalment"
    CAMPAIGN = "campaign"

    @property
    def label(self) -> str:
        return {"milestone": "Jalons", "instalment": "Tranches", "campaign": "Clôtures de campagne"}[self]


SUBJECTS = ", ".join(f"'{subject}'" for subject in NoticeSubject)


class NoticeChoice(Base):
    """A person without a line has the usual choice of its role. `delays` are days before the date, 0 on the day."""

    __tablename__ = "notice_choice"
    __table_args__ = (
        one_of("rhythm", Rhythm),
        CheckConstraint(f"subjects <@ ARRAY[{SUBJECTS}]::text[]", name="subjects"),
        CheckConstraint("delays <@ ARRAY[30, 14, 7, 1, 0]", name="delays"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    rhythm: Mapped[str] = mapped_column(Text)
    only_mine: Mapped[bool]
    subjects: Mapped[list[str]] = mapped_column(ARRAY(Text))
    delays: Mapped[list[int]] = mapped_column(ARRAY(Integer))
    tells_late: Mapped[bool]
    tells_escalations: Mapped[bool]


class Digest(Identified, Base):
    """The one mail of a person on a day: `started_at` without `sent_at` is a doubt, and is never sent again."""

    __tablename__ = "digest"
    __table_args__ = (UniqueConstraint("user_id", "day"), Index("ix_digest_queued_at", "queued_at"))

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    day: Mapped[date]
    queued_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    started_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    sent_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    failed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    failure: Mapped[str] = mapped_column(Text, default="", server_default="")


class Notice(Identified, Base):
    """One thing told once to one person: `mark` is `avant-7`, `retard-2026-48`, `payable` or `escalade`."""

    __tablename__ = "notice"
    __table_args__ = (
        one_of("subject", NoticeSubject),
        UniqueConstraint("user_id", "subject", "subject_id", "due_on", "mark"),
        Index("ix_notice_subject", "subject", "subject_id"),
    )

    digest_id: Mapped[int] = mapped_column(ForeignKey("digest.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    subject: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[int] = mapped_column(BigInteger)
    due_on: Mapped[date]
    mark: Mapped[str] = mapped_column(Text)


class CalendarFeed(Identified, Base):
    """A calendar that a program reads by its secret address, of which only the hash is kept."""

    __tablename__ = "calendar_feed"
    __table_args__ = (CheckConstraint("label <> ''", name="label"), UniqueConstraint("token_sha256"))

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    token_sha256: Mapped[bytes] = mapped_column(LargeBinary)
    label: Mapped[str] = mapped_column(Text)
    query: Mapped[str] = mapped_column(Text, default="", server_default="")
    only_mine: Mapped[bool] = mapped_column(default=False, server_default="false")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    last_read_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
