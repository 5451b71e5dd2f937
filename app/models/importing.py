"""A received file on its way into the portfolio: what it says, what it would change, what it did change."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, DateTime, ForeignKey, Index, Integer, LargeBinary, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Identified, one_of


class BatchStatus(StrEnum):
    RECEIVED = "received"
    COLUMNS = "columns"
    PLANNED = "planned"
    APPLYING = "applying"
    APPLIED = "applied"
    UNDOING = "undoing"
    UNDONE = "undone"
    UNREADABLE = "unreadable"
    ABANDONED = "abandoned"

    @property
    def label(self) -> str:
        return BATCH_LABELS[self]

    @property
    def tone(self) -> str:
        """The tone of its badge."""
        return BATCH_TONES[self]


BATCH_LABELS = {
    "received": "en lecture",
    "columns": "colonnes à vérifier",
    "planned": "à vérifier",
    "applying": "import en cours",
    "applied": "importé",
    "undoing": "annulation en cours",
    "undone": "annulé",
    "unreadable": "illisible",
    "abandoned": "abandonné",
}
BATCH_TONES = {
    "received": "info",
    "columns": "due",
    "planned": "due",
    "applying": "info",
    "applied": "done",
    "undoing": "info",
    "undone": "quiet",
    "unreadable": "late",
    "abandoned": "quiet",
}


class ImportBatch(Identified, Base):
    """``kind`` is what was asked for (« jalons »), empty when the file decides. ``content`` is the file as received,
    ``cells`` what was read of it, compressed. An undoing is a batch too: ``undoes_id`` says of which.
    """

    __tablename__ = "import_batch"
    __table_args__ = (
        one_of("status", BatchStatus),
        CheckConstraint("(status IN ('applied', 'undoing', 'undone')) <= (applied_at IS NOT NULL)", name="applied_at"),
        CheckConstraint("status <> 'unreadable' OR refusal <> ''", name="refusal"),
        Index("ix_import_batch_received_at", "received_at", "id"),
    )

    kind: Mapped[str] = mapped_column(Text, default="", server_default="")
    file_name: Mapped[str] = mapped_column(Text)
    file_sha256: Mapped[bytes | None] = mapped_column(LargeBinary)
    file_bytes: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    cells: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    status: Mapped[str] = mapped_column(Text, default=BatchStatus.RECEIVED, server_default="received")
    refusal: Mapped[str] = mapped_column(Text, default="", server_default="")
    mapping: Mapped[list[Any]] = mapped_column(JSONB, default=list, server_default="[]")
    decisions: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    counts: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    faults: Mapped[list[Any]] = mapped_column(JSONB, default=list, server_default="[]")
    notes: Mapped[list[Any]] = mapped_column(JSONB, default=list, server_default="[]")
    questions: Mapped[list[Any]] = mapped_column(JSONB, default=list, server_default="[]")
    plan_digest: Mapped[str] = mapped_column(Text, default="", server_default="")
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    received_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    applied_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    applied_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)

    @property
    def stage(self) -> BatchStatus:
        """Its status with label and tone, for pages."""
        return BatchStatus(self.status)


class ImportLine(Base):
    """One record of the plan, as people read it. ``position`` follows the order of attention."""

    __tablename__ = "import_line"
    __table_args__ = (
        CheckConstraint("state IN ('new', 'changed', 'same', 'refused')", name="state"),
        Index("ix_import_line_state", "batch_id", "state", "position"),
    )

    batch_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("import_batch.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    sheet: Mapped[str] = mapped_column(Text)
    row: Mapped[int] = mapped_column(Integer)
    label: Mapped[str] = mapped_column(Text)
    changes: Mapped[list[Any]] = mapped_column(JSONB, default=list, server_default="[]")


class ImportChange(Identified, Base):
    """One row written by a batch, kept by the trigger ``keep_import_change`` whatever wrote it.

    ``before`` is none for a row added, ``after`` for a row taken away.
    """

    __tablename__ = "import_change"
    __table_args__ = (Index("ix_import_change_batch_id", "batch_id", "id"),)

    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"))
    table_name: Mapped[str] = mapped_column(Text)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))


class ImportProgress(Base):
    """How far the work on a batch has come, written apart from it so that it shows while it is being done."""

    __tablename__ = "import_progress"

    batch_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("import_batch.id", ondelete="CASCADE"), primary_key=True
    )
    stage: Mapped[str] = mapped_column(Text)
    done: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    total: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    beat_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    cancel_asked: Mapped[bool] = mapped_column(default=False, server_default="false")


class ImportHeader(Base):
    """What a heading means in a sheet of this kind, as someone said once; an empty field leaves the column aside."""

    __tablename__ = "import_header"

    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    header: Mapped[str] = mapped_column(Text, primary_key=True)
    field: Mapped[str] = mapped_column(Text)
    decided_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class OrganisationAlias(Base):
    """A name met in a file is this organisation, or is not: someone said so, it is not asked again."""

    __tablename__ = "organisation_alias"

    name_key: Mapped[str] = mapped_column(Text, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    is_same: Mapped[bool]
    decided_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
