from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Numeric, SmallInteger, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Identified, Versioned


class Indicator(Identified, Versioned, Base):
    __tablename__ = "indicator"
    __table_args__ = (CheckConstraint("label <> ''", name="label"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text, default="", server_default="")
    baseline: Mapped[Decimal | None] = mapped_column(Numeric)
    target: Mapped[Decimal | None] = mapped_column(Numeric)
    target_on: Mapped[date | None]

    measurements: Mapped[list["Measurement"]] = relationship(
        lazy="raise", order_by="Measurement.measured_on, Measurement.id", viewonly=True
    )


class Measurement(Identified, Versioned, Base):
    """A dated value; its evidence is 0 declared, 1 documented or 2 measured."""

    __tablename__ = "measurement"
    __table_args__ = (
        UniqueConstraint("indicator_id", "measured_on"),
        CheckConstraint("evidence BETWEEN 0 AND 2", name="evidence"),
    )

    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id", ondelete="CASCADE"))
    measured_on: Mapped[date]
    value: Mapped[Decimal] = mapped_column(Numeric)
    source: Mapped[str] = mapped_column(Text, default="", server_default="")
    evidence: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
