from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, Numeric, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Identified, Versioned


class Programme(Identified, Versioned, Base):
    """A plan of investment. The envelope always carries its source and date: public figures disagree."""

    __tablename__ = "programme"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="dates"),
        CheckConstraint("envelope_eur IS NULL OR envelope_eur >= 0", name="envelope"),
        CheckConstraint("envelope_eur IS NULL OR envelope_source <> ''", name="envelope_source"),
    )

    code: Mapped[str] = mapped_column(Text, unique=True)
    title: Mapped[str] = mapped_column(Text)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    envelope_eur: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    envelope_source: Mapped[str] = mapped_column(Text, default="", server_default="")
    envelope_dated_on: Mapped[date | None]
