"""National reference figures, shown as context beside the portfolio's own shares; and those shares, axis by axis."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Identified, Versioned


class NationalReference(Identified, Versioned, Base):
    """What a survey asks, and of whom. ``axis``: the axis of the grid it is shown beside, none when beside nothing.

    Retired, it is no longer shown beside anything; it is never deleted.
    """

    __tablename__ = "national_reference"
    __table_args__ = (
        CheckConstraint("label <> ''", name="label"),
        CheckConstraint("population <> ''", name="population"),
    )

    label: Mapped[str] = mapped_column(Text, unique=True)
    population: Mapped[str] = mapped_column(Text, comment="who was asked")
    axis: Mapped[str | None] = mapped_column(Text)
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    is_retired: Mapped[bool] = mapped_column(default=False, server_default="false")


class ReferenceFigure(Identified, Versioned, Base):
    """One published share, with its source and its date. A newer study adds one; the newest not retired is shown."""

    __tablename__ = "reference_figure"
    __table_args__ = (
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
        CheckConstraint("source <> ''", name="source"),
        CheckConstraint("(retired_on IS NULL) = (retired_reason = '')", name="retired"),
        Index(
            "uq_reference_figure_reference_id_dated_on",
            "reference_id",
            "dated_on",
            unique=True,
            postgresql_where="retired_on IS NULL",
        ),
    )

    reference_id: Mapped[int] = mapped_column(ForeignKey("national_reference.id"))
    percent: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    dated_on: Mapped[date]
    source: Mapped[str] = mapped_column(Text)
    retired_on: Mapped[date | None]
    retired_reason: Mapped[str] = mapped_column(Text, default="", server_default="")


class AxisShare(Base):
    """Of a published result, the counts behind its « part forte », by reading and axis.

    Taken from the frozen scores by trigger ``axis_share_kept`` (migration 0036), so that the portfolio's shares are
    summed without opening each result.
    """

    __tablename__ = "axis_share"

    result_id: Mapped[int] = mapped_column(ForeignKey("result.id", ondelete="CASCADE"), primary_key=True)
    reading: Mapped[str] = mapped_column(Text, primary_key=True)
    axis: Mapped[str] = mapped_column(Text, primary_key=True)
    valued: Mapped[int]
    strong: Mapped[int] = mapped_column(comment="at the two highest levels")
    expected: Mapped[int] = mapped_column(comment="all but « sans objet »")
