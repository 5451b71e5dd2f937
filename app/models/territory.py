"""Communes, EPCI, départements and régions of the official geographic code, loaded from its open data."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, normalised, one_of


class TerritoryKind(StrEnum):
    COMMUNE = "commune"
    EPCI = "epci"
    DEPARTEMENT = "departement"
    REGION = "region"

    @property
    def label(self) -> str:
        return {"commune": "commune", "epci": "intercommunalité", "departement": "département", "region": "région"}[
            self
        ]


class Territory(Base):
    """``id`` is ``kind-code`` (région 75 is not département 75); no ``region_code`` across several regions."""

    __tablename__ = "territory"
    __table_args__ = (
        one_of("kind", TerritoryKind),
        Index("ix_territory_kind_code", "kind", "code", unique=True),
        Index("ix_territory_search", "search", postgresql_ops={"search": "text_pattern_ops"}),
        Index("ix_territory_code_prefix", "code", postgresql_ops={"code": "text_pattern_ops"}),
    )

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text)
    label: Mapped[str] = mapped_column(Text)
    departement_code: Mapped[str | None] = mapped_column(Text)
    region_code: Mapped[str | None] = mapped_column(ForeignKey("region.code"))
    population: Mapped[int | None]
    search: Mapped[str] = normalised("label")
