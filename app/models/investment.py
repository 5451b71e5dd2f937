"""The money: what the fund commits, whose money it is, what others bring, and when it is paid."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import CheckConstraint, DateTime, FetchedValue, ForeignKey, Index, Numeric, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Identified, Versioned, one_of
from app.models.milestone import Milestone
from app.models.organisation import Organisation

Euros = Numeric(12, 2)
SIGNED = FetchedValue(for_update=True)  # trigger ``sign_instalment`` says who


class InstalmentStatus(StrEnum):
    PLANNED = "planned"
    PAYABLE = "payable"
    PAID = "paid"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return {"planned": "prévue", "payable": "à payer", "paid": "versée", "cancelled": "annulée"}[self]


class CofinancingKind(StrEnum):
    NUMERAIRE = "numeraire"
    NATURE = "nature"
    COMPETENCES = "competences"

    @property
    def label(self) -> str:
        return {"numeraire": "numéraire", "nature": "nature", "competences": "compétences"}[self]


class Investment(Identified, Versioned, Base):
    __tablename__ = "investment"
    __table_args__ = (CheckConstraint("amount_eur > 0", name="amount"), Index("ix_investment_copil_on", "copil_on"))

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    copil_number: Mapped[str] = mapped_column(Text, default="", server_default="")
    copil_on: Mapped[date | None]
    amount_eur: Mapped[Decimal] = mapped_column(Euros)
    purpose: Mapped[str] = mapped_column(Text, default="", server_default="")

    allocations: Mapped[list["Allocation"]] = relationship(lazy="raise", order_by="Allocation.id", viewonly=True)
    instalments: Mapped[list["Instalment"]] = relationship(
        lazy="raise", order_by="Instalment.due_on, Instalment.id", viewonly=True
    )


class Allocation(Identified, Versioned, Base):
    """Which funder's money pays which part. Trigger ``ck_allocation_total`` keeps the total within the investment."""

    __tablename__ = "allocation"
    __table_args__ = (
        UniqueConstraint("investment_id", "funder_id"),
        CheckConstraint("amount_eur > 0", name="amount"),
    )

    investment_id: Mapped[int] = mapped_column(ForeignKey("investment.id", ondelete="CASCADE"))
    funder_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    amount_eur: Mapped[Decimal] = mapped_column(Euros)

    funder: Mapped[Organisation] = relationship(lazy="raise")


class Instalment(Identified, Versioned, Base):
    """`payable_by_id` answers for its amount; `payable_reason` says why it was made payable before what it waits for.

    `single_handed`: the same person paid it, the setting allowing it.
    """

    __tablename__ = "instalment"
    __table_args__ = (
        one_of("status", InstalmentStatus),
        CheckConstraint("amount_eur > 0", name="amount"),
        CheckConstraint("(status = 'paid') = (paid_on IS NOT NULL)", name="paid_on"),
        CheckConstraint("(status = 'paid') = (paid_amount_eur IS NOT NULL)", name="paid_amount"),
        CheckConstraint("paid_amount_eur > 0", name="paid_amount_positive"),
        CheckConstraint("paid_by_id <> payable_by_id OR single_handed", name="two_persons"),
        Index("ix_instalment_investment_id", "investment_id", "due_on", "id"),
        Index("ix_instalment_status", "status", "due_on"),
        Index("ix_instalment_day", text("coalesce(paid_on, due_on)"), "id"),
    )

    investment_id: Mapped[int] = mapped_column(ForeignKey("investment.id", ondelete="CASCADE"))
    label: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    amount_eur: Mapped[Decimal] = mapped_column(Euros)
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id", ondelete="SET NULL"), index=True)
    status: Mapped[str] = mapped_column(Text, default=InstalmentStatus.PLANNED, server_default="planned")
    paid_on: Mapped[date | None]
    paid_amount_eur: Mapped[Decimal | None] = mapped_column(Euros)
    payment_reference: Mapped[str] = mapped_column(Text, default="", server_default="")
    payable_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="SET NULL"), server_onupdate=SIGNED
    )
    payable_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), server_onupdate=SIGNED)
    payable_reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    paid_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), server_onupdate=SIGNED)
    single_handed: Mapped[bool] = mapped_column(default=False, server_default="false", server_onupdate=SIGNED)

    milestone: Mapped[Milestone | None] = relationship(lazy="raise")


class Cofinancing(Identified, Versioned, Base):
    __tablename__ = "cofinancing"
    __table_args__ = (
        one_of("kind", CofinancingKind),
        CheckConstraint("amount_eur >= 0", name="amount"),
        CheckConstraint("days >= 0", name="days"),
        CheckConstraint("amount_eur IS NOT NULL OR days IS NOT NULL", name="amount_or_days"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    kind: Mapped[str] = mapped_column(Text)
    amount_eur: Mapped[Decimal | None] = mapped_column(Euros)
    days: Mapped[Decimal | None] = mapped_column(Numeric(8, 2))
    confirmed: Mapped[bool] = mapped_column(default=False, server_default="false")
    note: Mapped[str] = mapped_column(Text, default="", server_default="")

    organisation: Mapped[Organisation] = relationship(lazy="raise")
