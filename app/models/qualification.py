"""Practices of territorial engineering: versions of their grid, and what each organisation said with one of them."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Date, DateTime, ForeignKey, Index, SmallInteger, Text, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Identified, Versioned, normalised, one_of
from app.models.lists import Region
from app.models.organisation import Organisation


class QualificationStatus(StrEnum):
    """Sent, it is read only; the fund may open it again."""

    PREPARED = "prepared"
    SENT = "sent"

    @property
    def label(self) -> str:
        return {self.PREPARED: "en préparation", self.SENT: "envoyée"}[self]

    @property
    def tone(self) -> str:
        return {self.PREPARED: "due", self.SENT: "done"}[self]


class SentBy(StrEnum):
    """Who answered: the organisation by its own link, or the fund on its behalf."""

    ORGANISATION = "organisation"
    FUND = "fund"

    @property
    def label(self) -> str:
        return {self.ORGANISATION: "par l’organisation", self.FUND: "par le Fonds, en son nom"}[self]


class QualificationGridVersion(Identified, Base):
    """``source`` is the whole document as TOML, ``sha256`` its digest; a proposal while ``decided_on`` is empty.

    Never edited (trigger ``qualification_grid_is_frozen``): only the account that published may go.
    """

    __tablename__ = "qualification_grid"
    __table_args__ = (
        UniqueConstraint("number"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("(decided_on IS NULL) = (note = '')", name="decision"),
    )

    number: Mapped[int]
    source: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text)
    decided_on: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(Text, default="", server_default="", comment="what was decided, by whom")
    published_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))


class QualificationGridDraft(Identified, Versioned, Base):
    """The next version, being written; ``base_id`` is the one in force that it copies: one draft at a time."""

    __tablename__ = "qualification_grid_draft"
    __table_args__ = (UniqueConstraint("base_id"),)

    base_id: Mapped[int] = mapped_column(ForeignKey("qualification_grid.id"))
    source: Mapped[str] = mapped_column(Text)


class Qualification(Identified, Versioned, Base):
    """One organisation, one territory, one day, one version of the grid."""

    __tablename__ = "qualification"
    __table_args__ = (
        one_of("status", QualificationStatus),
        one_of("sent_by", SentBy),
        CheckConstraint("territory_label <> ''", name="territory_label"),
        CheckConstraint(
            "(status = 'sent') = (sent_at IS NOT NULL) AND (status = 'sent') = (sent_by IS NOT NULL)", name="sent"
        ),
        Index("ix_qualification_organisation_id", "organisation_id", "held_on"),
        Index("ix_qualification_held_on", "held_on", "id"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    grid_id: Mapped[int] = mapped_column(ForeignKey("qualification_grid.id"), index=True)
    territory_label: Mapped[str] = mapped_column(Text)
    region_code: Mapped[str | None] = mapped_column(ForeignKey("region.code"), index=True)
    held_on: Mapped[date] = mapped_column(Date)
    status: Mapped[str] = mapped_column(Text, default=QualificationStatus.PREPARED, server_default="prepared")
    sent_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    sent_by: Mapped[str | None] = mapped_column(Text)
    sender_name: Mapped[str] = mapped_column(Text, default="", server_default="")
    territory_search: Mapped[str] = normalised("territory_label")

    organisation: Mapped[Organisation] = relationship(lazy="raise")
    region: Mapped[Region | None] = relationship(lazy="raise")

    @property
    def is_sent(self) -> bool:
        return self.status == QualificationStatus.SENT


class QualificationLevel(Base):
    """``level`` from 0 to 3, none when it was said that nobody can tell; no row: nothing was said yet.

    Of a sent qualification, no level moves any more (trigger ``qualification_level_is_open``).
    """

    __tablename__ = "qualification_level"
    __table_args__ = (CheckConstraint("level BETWEEN 0 AND 3", name="level"),)

    qualification_id: Mapped[int] = mapped_column(
        ForeignKey("qualification.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    practice_code: Mapped[str] = mapped_column(Text, primary_key=True)
    level: Mapped[int | None] = mapped_column(SmallInteger)
    evidence: Mapped[str] = mapped_column(Text, default="", server_default="")


class QualificationComment(Base):
    """What was said of a whole mission."""

    __tablename__ = "qualification_comment"

    qualification_id: Mapped[int] = mapped_column(
        ForeignKey("qualification.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    mission_code: Mapped[str] = mapped_column(Text, primary_key=True)
    comment: Mapped[str] = mapped_column(Text)
