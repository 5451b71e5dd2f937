"""What a finished project leaves: the deliverables of its pillars, its case for others, and who agreed to tell it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Identified, Versioned
from app.models.lists import Pillar
from app.models.partner import Partner


class Deliverable(Identified, Versioned, Base):
    """One deliverable of a pillar of valorisation; ticked when it has a date, and then it says where it is kept.

    Trigger ``ck_project_pillars`` asks for one ticked deliverable by active pillar before a project is « capitalisé ».
    """

    __tablename__ = "deliverable"
    __table_args__ = (
        CheckConstraint("title <> ''", name="title"),
        CheckConstraint("done_on IS NULL OR kept_at <> ''", name="kept_at"),
        Index("ix_deliverable_project_id", "project_id", "pillar_code", "id"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    pillar_code: Mapped[str] = mapped_column(ForeignKey("pillar.code"))
    title: Mapped[str] = mapped_column(Text)
    done_on: Mapped[date | None]
    kept_at: Mapped[str] = mapped_column(Text, default="", server_default="", comment="a link, or where it is kept")
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id", ondelete="SET NULL"), index=True)

    pillar: Mapped[Pillar] = relationship(lazy="raise")
    partner: Mapped[Partner | None] = relationship(lazy="raise")


class CaseStudy(Identified, Versioned, Base):
    """What a project tells of itself outside, written to be reread and agreed by its alliance. One by project."""

    __tablename__ = "case_study"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), unique=True)
    title: Mapped[str] = mapped_column(Text, default="", server_default="")
    summary: Mapped[str] = mapped_column(Text, default="", server_default="")
    lessons: Mapped[str] = mapped_column(Text, default="", server_default="")
    conditions: Mapped[str] = mapped_column(Text, default="", server_default="")
    contact_partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id", ondelete="SET NULL"), index=True)


class CaseAgreement(Identified, Base):
    """Who of the alliance agreed to a publication, when, and to which texts; the last one not withdrawn speaks."""

    __tablename__ = "case_agreement"
    __table_args__ = (CheckConstraint("agreed_by <> ''", name="agreed_by"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("case_study.id", ondelete="CASCADE"), index=True)
    agreed_by: Mapped[str] = mapped_column(Text, comment="who, and for whom: never leaves with the case")
    agreed_on: Mapped[date]
    shows_money: Mapped[bool] = mapped_column(default=False, server_default="false")
    texts: Mapped[dict[str, Any]] = mapped_column(JSONB, comment="what was read and agreed to")
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
