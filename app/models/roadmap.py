"""The ministerial roadmap: twenty-one measures, what shows that they move, and the projects and money behind them."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, Column, DateTime, ForeignKey, Index, Numeric, Table, Text, func
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Identified, Versioned, one_of

MEASURES = 21
"""How many measures the roadmap has; they are rows of the migration, none is added nor removed."""


class Chantier(StrEnum):
    MOBILISER = "mobiliser"
    SOUTENIR = "soutenir"
    EDUQUER = "eduquer"
    LEGALISER = "legaliser"

    @property
    def label(self) -> str:
        return {"mobiliser": "Mobiliser", "soutenir": "Soutenir", "eduquer": "Éduquer", "legaliser": "Légaliser"}[self]


class MeasureStatus(StrEnum):
    """In the words of the balance of May 2022: above target, on target, partly done; and what comes before."""

    TO_START = "a_lancer"
    UNDER_WAY = "en_cours"
    PARTLY = "partielle"
    REACHED = "atteinte"
    BEYOND = "au_dela"

    @property
    def label(self) -> str:
        return {
            "a_lancer": "À lancer",
            "en_cours": "En cours",
            "partielle": "Partiellement atteinte",
            "atteinte": "Atteinte",
            "au_dela": "Au-delà de la cible",
        }[self]

    @property
    def tone(self) -> str:
        tones = {"a_lancer": "quiet", "en_cours": "info", "partielle": "due", "atteinte": "done", "au_dela": "done"}
        return tones[self]


class RoadmapMeasure(Identified, Versioned, Base):
    """Without a title, nor a chantier, until the fund types them: the published sources give neither list."""

    __tablename__ = "roadmap_measure"
    __table_args__ = (
        one_of("chantier", Chantier),
        one_of("status", MeasureStatus),
        CheckConstraint(f"number BETWEEN 1 AND {MEASURES}", name="number"),
        CheckConstraint("target_value IS NOT NULL OR target_unit = ''", name="target_unit"),
    )

    number: Mapped[int] = mapped_column(unique=True)
    chantier: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text, default="", server_default="")
    target: Mapped[str] = mapped_column(Text, default="", server_default="", comment="in words")
    target_value: Mapped[Decimal | None] = mapped_column(Numeric)
    target_unit: Mapped[str] = mapped_column(Text, default="", server_default="")
    target_on: Mapped[date | None]
    status: Mapped[str] = mapped_column(Text, default=MeasureStatus.TO_START, server_default="a_lancer")


class RoadmapMove(Identified, Base):
    """A measure went from one status to another: since when, and why. Never rewritten."""

    __tablename__ = "roadmap_move"
    __table_args__ = (
        one_of("from_status", MeasureStatus),
        one_of("to_status", MeasureStatus),
        CheckConstraint("from_status <> to_status", name="moves"),
        CheckConstraint("reason <> ''", name="reason"),
        Index("ix_roadmap_move_measure_id", "measure_id", "dated_on", "id"),
    )

    measure_id: Mapped[int] = mapped_column(ForeignKey("roadmap_measure.id"))
    from_status: Mapped[str] = mapped_column(Text)
    to_status: Mapped[str] = mapped_column(Text)
    dated_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))


class RoadmapEvidence(Identified, Versioned, Base):
    """What shows that a measure moved: a dated sentence, where it comes from, maybe a document of the fund."""

    __tablename__ = "roadmap_evidence"
    __table_args__ = (
        CheckConstraint("sentence <> ''", name="sentence"),
        Index("ix_roadmap_evidence_measure_id", "measure_id", "dated_on", "id"),
    )

    measure_id: Mapped[int] = mapped_column(ForeignKey("roadmap_measure.id"))
    dated_on: Mapped[date]
    sentence: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text, default="", server_default="", comment="a text or a link")
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id", ondelete="SET NULL"), index=True)


def _links(name: str, other: str) -> Table:
    """What is linked comes first in the key: the journal then names the measure it is linked to."""
    return Table(
        name,
        Base.metadata,
        Column(f"{other}_id", BigInteger, ForeignKey(f"{other}.id", ondelete="CASCADE"), primary_key=True),
        Column("measure_id", BigInteger, ForeignKey("roadmap_measure.id"), primary_key=True, index=True),
    )


roadmap_project = _links("roadmap_project", "project")
roadmap_investment = _links("roadmap_investment", "investment")
