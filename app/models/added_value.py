"""What an alliance adds beside its scores: ranges by method, and the time that coordinating it took."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, SmallInteger, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Identified, Versioned, one_of
from app.models.partner import Partner


class ValueKind(StrEnum):
    """The three added values of an alliance."""

    AGILITE = "agilite"
    FRUGALITE = "frugalite"
    INVENTIVITE = "inventivite"

    @property
    def label(self) -> str:
        return {"agilite": "Agilité", "frugalite": "Frugalité", "inventivite": "Inventivité"}[self]


class AddedValueMethod(Versioned, Base):
    """How a value is put in figures. Retired, never deleted; its kind and unit hold once a value uses it.

    Trigger ``ck_added_value_method_used`` keeps kind and unit: a sum never changes its meaning.
    """

    __tablename__ = "added_value_method"
    __table_args__ = (
        one_of("kind", ValueKind),
        CheckConstraint("label <> ''", name="label"),
        CheckConstraint("unit <> ''", name="unit"),
        CheckConstraint("how <> ''", name="how"),
    )

    code: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    label: Mapped[str] = mapped_column(Text)
    how: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text, default="", server_default="")
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    active: Mapped[bool] = mapped_column(default=True, server_default="true")


class AddedValue(Identified, Versioned, Base):
    """One range of a project by one method; its evidence is 0 declared, 1 documented or 2 measured.

    Trigger ``ck_added_value_period``: by one method, the periods of a project do not overlap, so that sums count once.
    """

    __tablename__ = "added_value"
    __table_args__ = (
        CheckConstraint("low >= 0", name="low"),
        CheckConstraint("low <= high", name="range"),
        CheckConstraint("starts_on <= ends_on", name="dates"),
        CheckConstraint("evidence BETWEEN 0 AND 2", name="evidence"),
        CheckConstraint("compared_with <> ''", name="compared_with"),
        CheckConstraint("how <> ''", name="how"),
        Index("ix_added_value_project_id", "project_id", "method_code", "starts_on"),
        Index("ix_added_value_method_code", "method_code", "starts_on", "id"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    method_code: Mapped[str] = mapped_column(ForeignKey("added_value_method.code"))
    low: Mapped[Decimal] = mapped_column(Numeric(14, 2))
    high: Mapped[Decimal] = mapped_column(Numeric(14, 2))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    compared_with: Mapped[str] = mapped_column(Text, comment="what would have been without the alliance")
    how: Mapped[str] = mapped_column(Text, comment="how the two bounds were found")
    said_by_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id", ondelete="SET NULL"), index=True)
    evidence: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id", ondelete="SET NULL"), index=True)

    method: Mapped[AddedValueMethod] = relationship(lazy="raise")


class CoordinationTime(Identified, Versioned, Base):
    """Days spent making the alliance work, by one partner or by all together; ``days`` is null while nobody has said.

    A partner entered by mistake takes its time along. Trigger ``ck_coordination_time_period``: no day counts twice,
    neither of one partner nor between a partner and the whole alliance.
    """

    __tablename__ = "coordination_time"
    __table_args__ = (
        CheckConstraint("days >= 0 AND days * 2 = trunc(days * 2)", name="days"),
        CheckConstraint("starts_on <= ends_on", name="dates"),
        CheckConstraint("evidence BETWEEN 0 AND 2", name="evidence"),
        CheckConstraint("day_rate_eur > 0", name="day_rate"),
        CheckConstraint("day_rate_eur IS NULL OR rate_source <> ''", name="rate_source"),
        Index("ix_coordination_time_project_id", "project_id", "starts_on"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    partner_id: Mapped[int | None] = mapped_column(
        ForeignKey("partner.id", ondelete="CASCADE"), index=True, comment="none: the whole alliance"
    )
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    days: Mapped[Decimal | None] = mapped_column(Numeric(8, 1), comment="null: asked, not said yet")
    day_rate_eur: Mapped[Decimal | None] = mapped_column(Numeric(10, 2))
    rate_source: Mapped[str] = mapped_column(Text, default="", server_default="")
    said_by_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id", ondelete="SET NULL"), index=True)
    evidence: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")

    partner: Mapped[Partner | None] = relationship(lazy="raise", foreign_keys=[partner_id])
