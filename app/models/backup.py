"""Backups made by the worker: what became of each, and what its drill found."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, DateTime, ForeignKey, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Identified, one_of


class BackupState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    INCOMPLETE = "incomplete"
    FAILED = "failed"

    @property
    def is_over(self) -> bool:
        return self not in (BackupState.WAITING, BackupState.RUNNING)


class DrillOutcome(StrEnum):
    """« could_not » is not a success: what could not be looked at was not verified."""

    PASSED = "passed"
    FAILED = "failed"
    COULD_NOT = "could_not"


class Backup(Identified, Base):
    """`due_on`: the day of a scheduled one, none when somebody asked for it; `deleted_at`: when the rule of what is
    kept took the file away; `restore_seconds`: how long its drill took to have a working database again."""

    __tablename__ = "backup"
    __table_args__ = (
        one_of("state", BackupState),
        one_of("verification", DrillOutcome),
        CheckConstraint("(verification IS NULL) = (verified_at IS NULL)", name="verified_at"),
        CheckConstraint("state NOT IN ('done', 'incomplete') OR file_name <> ''", name="file_name"),
    )

    due_on: Mapped[date | None] = mapped_column(unique=True)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    started_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    finished_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    state: Mapped[str] = mapped_column(Text)
    sentence: Mapped[str] = mapped_column(Text, default="", server_default="")
    file_name: Mapped[str] = mapped_column(Text, default="", server_default="")
    size_bytes: Mapped[int | None] = mapped_column(BigInteger)
    sha256: Mapped[str | None] = mapped_column(Text)
    is_encrypted: Mapped[bool] = mapped_column(default=False, server_default="false")
    deleted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    verified_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    verification: Mapped[str | None] = mapped_column(Text)
    verification_report: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB)
    restore_seconds: Mapped[float | None]
