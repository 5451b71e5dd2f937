from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Identified, Versioned
from app.models.lists import PartnerRole
from app.models.organisation import Organisation


class Partner(Identified, Versioned, Base):
    """An organisation in a project, and its own priorities (carré magique, D1 to D4: 0, 1 or 2)."""

    __tablename__ = "partner"
    __table_args__ = (
        UniqueConstraint("project_id", "organisation_id"),
        Index(
            "uq_partner_one_porteur",
            "project_id",
            unique=True,
            postgresql_where=text("role_code = 'porteur' AND left_on IS NULL"),
        ),
        CheckConstraint("left_on IS NULL OR joined_on IS NULL OR left_on >= joined_on", name="dates"),
        *(CheckConstraint(f"priority_d{n} BETWEEN 0 AND 2", name=f"priority_d{n}") for n in range(1, 5)),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    role_code: Mapped[str] = mapped_column(ForeignKey("partner_role.code"))
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]
    contribution: Mapped[str] = mapped_column(Text, default="", server_default="")
    contact_name: Mapped[str] = mapped_column(Text, default="", server_default="")
    contact_email: Mapped[str] = mapped_column(Text, default="", server_default="")
    priority_d1: Mapped[int | None] = mapped_column(SmallInteger)
    priority_d2: Mapped[int | None] = mapped_column(SmallInteger)
    priority_d3: Mapped[int | None] = mapped_column(SmallInteger)
    priority_d4: Mapped[int | None] = mapped_column(SmallInteger)

    organisation: Mapped[Organisation] = relationship(lazy="raise")
    role: Mapped[PartnerRole] = relationship(lazy="raise")
