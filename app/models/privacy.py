"""How long things are kept, why persons are known, what was purged, and who asked to be forgotten."""

from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, CheckConstraint, DateTime, ForeignKey, LargeBinary, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Identified, Versioned


class Treatment(Versioned, Base):
    """One entry of the register as the fund worded it; without a row, the proposal of ``app.privacy.treatments``.

    ``confirmed_at``: none while nobody has confirmed that it says what the fund does.
    """

    __tablename__ = "treatment"

    code: Mapped[str] = mapped_column(Text, primary_key=True)
    purpose: Mapped[str] = mapped_column(Text)
    legal_basis: Mapped[str] = mapped_column(Text)
    persons: Mapped[str] = mapped_column(Text)
    recipients: Mapped[str] = mapped_column(Text)
    measures: Mapped[str] = mapped_column(Text)
    confirmed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class RetentionRule(Versioned, Base):
    """A delay the fund chose; without a row, the proposal of ``app.privacy.retention``."""

    __tablename__ = "retention_rule"
    __table_args__ = (CheckConstraint("months BETWEEN 1 AND 240", name="months"),)

    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    months: Mapped[int]


class Purge(Identified, Base):
    """What was taken away of one kind, once: everything older than ``older_than``. By nobody when it was planned."""

    __tablename__ = "purge"
    __table_args__ = (CheckConstraint("records > 0", name="records"),)

    kind: Mapped[str] = mapped_column(Text)
    older_than: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    records: Mapped[int]
    happened_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now(), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))


class Erasure(Identified, Base):
    """A person forgotten: enough to find it again in an older copy of the data, never its name.

    ``digests``: of each name and address, keyed with ``salt``. ``places``: {table: number of records changed}.
    """

    __tablename__ = "erasure"
    __table_args__ = (CheckConstraint("cardinality(digests) > 0", name="digests"),)

    salt: Mapped[bytes] = mapped_column(LargeBinary)
    digests: Mapped[list[bytes]] = mapped_column(ARRAY(LargeBinary))
    places: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    happened_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    replayed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
