"""The three levers of a project's socio-economic model, as they were before it and as they are after."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Identified, Versioned, one_of


class Lever(StrEnum):
    """Le RAMEAU, carnet « Alliance & Performance », septembre 2022."""

    PEOPLE = "richesses-humaines"
    MONEY = "ressources-financieres"
    ALLIANCES = "alliances"

    @property
    def label(self) -> str:
        return {
            "richesses-humaines": "Richesses humaines",
            "ressources-financieres": "Ressources financières",
            "alliances": "Alliances",
        }[self]


class ModelLever(Identified, Versioned, Base):
    """One lever described; its evidence is 0 declared, 1 documented or 2 measured."""

    __tablename__ = "model_lever"
    __table_args__ = (
        UniqueConstraint("project_id", "lever"),
        one_of("lever", Lever),
        CheckConstraint("before <> '' OR after <> ''", name="described"),
        CheckConstraint("(before = '') = (before_on IS NULL)", name="before_dated"),
        CheckConstraint("(after = '') = (after_on IS NULL)", name="after_dated"),
        CheckConstraint("before_on IS NULL OR after_on IS NULL OR after_on >= before_on", name="dates"),
        CheckConstraint("evidence BETWEEN 0 AND 2", name="evidence"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    lever: Mapped[str] = mapped_column(Text)
    before: Mapped[str] = mapped_column(Text, default="", server_default="")
    before_on: Mapped[date | None]
    after: Mapped[str] = mapped_column(Text, default="", server_default="")
    after_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(Text, default="", server_default="")
    evidence: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
