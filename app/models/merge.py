"""Two organisations that were one: what was moved and what was taken away, so that it can be undone."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, DateTime, ForeignKey, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Identified


class OrganisationMerge(Identified, Base):
    """``removed`` is the row that went, ``kept_before`` the one that stayed, ``moved`` each link that followed."""

    __tablename__ = "organisation_merge"

    kept_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    removed_id: Mapped[int] = mapped_column(BigInteger)
    removed_name: Mapped[str] = mapped_column(Text)
    removed: Mapped[dict[str, Any]] = mapped_column(JSONB)
    kept_before: Mapped[dict[str, Any]] = mapped_column(JSONB)
    moved: Mapped[list[Any]] = mapped_column(JSONB)
    merged_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    merged_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    undone_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))


class OrganisationDistinction(Base):
    """Two organisations that look alike and are not the same: someone said so, they are not proposed again."""

    __tablename__ = "organisation_distinction"
    __table_args__ = (CheckConstraint("first_id < second_id", name="order"),)

    first_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True, index=True)
    decided_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
