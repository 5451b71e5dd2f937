"""Files issued to funders, exports kept to be issued again, and the letters that carry them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, DateTime, ForeignKey, Index, LargeBinary, Text, func
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Identified, Leaving, Versioned, one_of


class IssueState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return ISSUE_LABELS[self]

    @property
    def tone(self) -> str:
        """The tone of its badge."""
        return ISSUE_TONES[self]

    @property
    def is_over(self) -> bool:
        return self not in (IssueState.WAITING, IssueState.RUNNING)


ISSUE_LABELS = {
    "waiting": "en attente",
    "running": "en préparation",
    "done": "prêt",
    "failed": "échec",
    "stopped": "interrompu",
    "withdrawn": "retiré",
}
ISSUE_TONES = {
    "waiting": "info",
    "running": "info",
    "done": "done",
    "failed": "late",
    "stopped": "quiet",
    "withdrawn": "quiet",
}


class DateRule(StrEnum):
    """Which day a kept export stops at, each time it is issued."""

    THAT_DAY = "that_day"
    MONTH_END = "month_end"
    QUARTER_END = "quarter_end"
    FIXED = "fixed"

    @property
    def label(self) -> str:
        return {
            "that_day": "le jour de l’émission",
            "month_end": "la fin du mois passé",
            "quarter_end": "la fin du trimestre passé",
            "fixed": "une date fixe",
        }[self]


class Schedule(StrEnum):
    NONE = "none"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"

    @property
    def label(self) -> str:
        return {
            "none": "jamais tout seul",
            "weekly": "chaque semaine",
            "monthly": "chaque mois",
            "quarterly": "chaque trimestre",
        }[self]


class IssuedContent(Identified, Base):
    """The bytes of a file, once however often they are issued; in pieces, so that no one ever holds them all."""

    __tablename__ = "issued_content"

    sha256: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    size_bytes: Mapped[int] = mapped_column(BigInteger)


class IssuedPiece(Base):
    __tablename__ = "issued_piece"

    content_id: Mapped[int] = mapped_column(ForeignKey("issued_content.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class SavedExport(Versioned, Identified, Base):
    """A choice kept under a name. ``schedule_day``: 1 (Monday) to 7 of a week, or 1 to 31 of a month, at most its last.

    ``recipients``: [{"name", "email"}]. ``next_run_on``: a day of the calendar in Paris, none when nothing is planned.
    """

    __tablename__ = "saved_export"
    __table_args__ = (
        one_of("date_rule", DateRule),
        one_of("schedule", Schedule),
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("(schedule = 'none') = (schedule_day IS NULL)", name="schedule_day"),
        CheckConstraint("schedule_day BETWEEN 1 AND 31", name="schedule_day_range"),
        CheckConstraint("schedule <> 'weekly' OR schedule_day <= 7", name="schedule_weekday"),
        Index("ix_saved_export_next_run_on", "next_run_on"),
    )

    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    suffix: Mapped[str] = mapped_column(Text)
    choice: Mapped[dict[str, Any]] = mapped_column(JSONB)
    date_rule: Mapped[str] = mapped_column(Text, default=DateRule.THAT_DAY, server_default="that_day")
    schedule: Mapped[str] = mapped_column(Text, default=Schedule.NONE, server_default="none")
    schedule_day: Mapped[int | None]
    recipients: Mapped[list[Any]] = mapped_column(JSONB, default=list, server_default="[]")
    message: Mapped[str] = mapped_column(Text, default="", server_default="")
    is_shared: Mapped[bool] = mapped_column(default=True, server_default="true")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    is_paused: Mapped[bool] = mapped_column(default=False, server_default="false")
    next_run_on: Mapped[date | None]
    archived_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class IssuedFile(Identified, Base):
    """``about``: which projects, in words, as they were called then. ``digest``: of its values, when it bears one.

    ``due_on``: the day its schedule asked for it; a schedule asks once for a day.
    """

    __tablename__ = "issued_file"
    __table_args__ = (
        one_of("state", IssueState),
        CheckConstraint("(state = 'done') = (content_id IS NOT NULL)", name="content"),
        CheckConstraint("state <> 'failed' OR failure <> ''", name="failure"),
        Unique("saved_export_id", "due_on"),
        Index("ix_issued_file_digest", "digest"),
    )

    kind: Mapped[str] = mapped_column(Text)
    suffix: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text, default="", server_default="")
    choice: Mapped[dict[str, Any]] = mapped_column(JSONB)
    about: Mapped[str] = mapped_column(Text, default="", server_default="")
    funder: Mapped[str] = mapped_column(Text, default="", server_default="")
    author: Mapped[str] = mapped_column(Text)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    state: Mapped[str] = mapped_column(Text, default=IssueState.WAITING, server_default="waiting")
    done: Mapped[int] = mapped_column(default=0, server_default="0")
    total: Mapped[int] = mapped_column(default=0, server_default="0")
    beat_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    stop_asked: Mapped[bool] = mapped_column(default=False, server_default="false")
    failure: Mapped[str] = mapped_column(Text, default="", server_default="", comment="a French sentence")
    finished_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    projects: Mapped[int] = mapped_column(default=0, server_default="0")
    digest: Mapped[str] = mapped_column(Text, default="", server_default="")
    content_id: Mapped[int | None] = mapped_column(ForeignKey("issued_content.id"), index=True)
    saved_export_id: Mapped[int | None] = mapped_column(ForeignKey("saved_export.id"))
    due_on: Mapped[date | None]

    @property
    def stage(self) -> IssueState:
        """Its state with label and tone, for pages."""
        return IssueState(self.state)


class IssuedSending(Identified, Leaving, Base):
    """One file to one address."""

    __tablename__ = "issued_sending"
    __table_args__ = (Unique("issued_id", "email"),)

    issued_id: Mapped[int] = mapped_column(ForeignKey("issued_file.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(Text, default="", server_default="")
    email: Mapped[str] = mapped_column(Text)
    message: Mapped[str] = mapped_column(Text, default="", server_default="")
    is_attached: Mapped[bool] = mapped_column(default=False, server_default="false")
