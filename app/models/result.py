"""What was published: never edited (trigger ``result_is_frozen``); a correction adds a new one."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, Float, ForeignKey, Text, UniqueConstraint, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Identified


class Result(Identified, Base):
    __tablename__ = "result"
    __table_args__ = (
        UniqueConstraint("campaign_id", "sequence"),
        CheckConstraint("sequence = 1 OR reason <> ''", name="reason"),
    )

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    sequence: Mapped[int]
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    grid_reference: Mapped[str] = mapped_column(ForeignKey("grid_version.reference"))
    formula_version: Mapped[str] = mapped_column(Text)
    inputs_sha256: Mapped[str] = mapped_column(Text)
    scores: Mapped[dict[str, Any]] = mapped_column(JSONB)
    published_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))


class AxisResult(Base):
    """One line per reading and axis (or index) of a result, so that lists and regions are read in one query."""

    __tablename__ = "axis_result"

    result_id: Mapped[int] = mapped_column(ForeignKey("result.id"), primary_key=True)
    reading: Mapped[str] = mapped_column(Text, primary_key=True)
    axis: Mapped[str] = mapped_column(Text, primary_key=True, comment="axis code, or index code")
    is_index: Mapped[bool] = mapped_column(default=False, server_default="false")
    score: Mapped[float | None] = mapped_column(Float(53))
    status: Mapped[str] = mapped_column(Text)
    confidence: Mapped[str | None] = mapped_column(Text)
    coverage: Mapped[float | None] = mapped_column(Float(53))
    respondents: Mapped[int | None]
    profiles: Mapped[int | None]
    maturity: Mapped[str | None] = mapped_column(Text)
    lowest: Mapped[float | None] = mapped_column(Float(53))
    highest: Mapped[float | None] = mapped_column(Float(53))
    deviation: Mapped[float | None] = mapped_column(Float(53))
    profile_gap: Mapped[float | None] = mapped_column(Float(53))
