"""The journal: who, when, why, before, after. Written by the triggers of migration 0016, by nothing else."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Computed, DateTime, ForeignKey, Index, LargeBinary, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Identified, one_of


class Origin(StrEnum):
    PAGE = "page"
    API = "api"
    IMPORT = "import"
    JOB = "job"
    COMMAND = "command"
    DIRECT = "direct"

    @property
    def label(self) -> str:
        return {
            "page": "page du site",
            "api": "programme (API)",
            "import": "import",
            "job": "tâche automatique",
            "command": "ligne de commande",
            "direct": "directement dans la base",
        }[self]


class Action(StrEnum):
    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"
    NOTE = "note"

    @property
    def label(self) -> str:
        return {"insert": "ajout", "update": "modification", "delete": "suppression", "note": "fait noté"}[self]


class JournalTransaction(Identified, Base):
    """One act: what one person or program changed at once. ``user_id`` points at nothing: an account may go.

    ``reason_id`` is a ``JournalPerson``: a reason is typed, it may name somebody.
    """

    __tablename__ = "journal_transaction"
    __table_args__ = (
        one_of("origin", Origin),
        Index("ix_journal_transaction_at", "at", "id"),
        Index("ix_journal_transaction_user_id", "user_id", "id"),
        Index("ix_journal_transaction_xid", "xid"),
    )

    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    xid: Mapped[int] = mapped_column(BigInteger)
    user_id: Mapped[int | None] = mapped_column(BigInteger)
    invitation_id: Mapped[int | None] = mapped_column(BigInteger)
    door_id: Mapped[int | None] = mapped_column(BigInteger)
    database_role: Mapped[str] = mapped_column(Text)
    origin: Mapped[str] = mapped_column(Text)
    route: Mapped[str] = mapped_column(Text)
    request_id: Mapped[str] = mapped_column(Text)
    reason_id: Mapped[int | None] = mapped_column(BigInteger)


class JournalChange(Identified, Base):
    """One record changed. ``before`` and ``after``: the columns that differ, or all of them when it came or went.

    A secret is ``{"secret": true}``, a name ``{"person": number}``: the number of a ``JournalPerson``.
    """

    __tablename__ = "journal_change"
    __table_args__ = (
        one_of("action", Action),
        Index("ix_journal_change_transaction_id", "transaction_id", "id"),
        Index("ix_journal_change_table_name", "table_name", "record_key", "id"),
        Index("ix_journal_change_project_id", "project_id", "id"),
    )

    transaction_id: Mapped[int] = mapped_column(ForeignKey("journal_transaction.id"))
    table_name: Mapped[str] = mapped_column(Text)
    record_key: Mapped[str] = mapped_column(Text)
    project_id: Mapped[int | None] = mapped_column(BigInteger)
    action: Mapped[str] = mapped_column(Text)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))


class JournalSeal(Base):
    """A link of the chain: ``seal`` digests the one before and the whole act; ``lines``: {change id: its digest}."""

    __tablename__ = "journal_seal"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    transaction_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    seal: Mapped[bytes] = mapped_column(LargeBinary)
    lines: Mapped[dict[str, str]] = mapped_column(JSONB)
    sealed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class JournalPerson(Identified, Base):
    """What names somebody, cited by number in the journal, emptied when that person is forgotten."""

    __tablename__ = "journal_person"
    __table_args__ = (Index("ix_journal_person_value_hash", "value_hash"),)

    value: Mapped[Any | None] = mapped_column(JSONB(none_as_null=True))
    value_hash: Mapped[int | None] = mapped_column(
        BigInteger, Computed("hashtextextended(value::text, 0)", persisted=True)
    )
    erased_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class JournalColumn(Base):
    """What the triggers do with a column; the list is ``app/journal/columns.py``."""

    __tablename__ = "journal_column"
    __table_args__ = (CheckConstraint("kind IN ('secret', 'personal', 'left_out')", name="kind"),)

    table_name: Mapped[str] = mapped_column(Text, primary_key=True)
    column_name: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
