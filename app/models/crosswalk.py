"""Readings of the grid in the terms of other frames: published ones are signed and frozen, one draft per frame."""

from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Text, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Identified, Versioned


class Crosswalk(Identified, Base):
    """``source`` is the whole document as TOML, ``sha256`` its digest; unsigned while ``signed_name`` is empty.

    Never edited (trigger ``crosswalk_is_frozen``): only the account that signed may go, its name stays.
    """

    __tablename__ = "crosswalk"
    __table_args__ = (
        UniqueConstraint("frame", "number"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("(signed_name = '') = (signed_as = '')", name="signature"),
    )

    frame: Mapped[str] = mapped_column(Text)
    number: Mapped[int]
    grid_reference: Mapped[str] = mapped_column(ForeignKey("grid_version.reference"))
    source: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text, default="", server_default="", comment="what was decided, by whom")
    signed_name: Mapped[str] = mapped_column(Text, default="", server_default="")
    signed_as: Mapped[str] = mapped_column(Text, default="", server_default="")
    published_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    @property
    def is_signed(self) -> bool:
        return bool(self.signed_name)


class CrosswalkDraft(Identified, Versioned, Base):
    """The next version of a frame, being written; ``base_id`` is the version it copies."""

    __tablename__ = "crosswalk_draft"
    __table_args__ = (UniqueConstraint("frame"),)

    frame: Mapped[str] = mapped_column(Text)
    base_id: Mapped[int] = mapped_column(ForeignKey("crosswalk.id"))
    source: Mapped[str] = mapped_column(Text)
