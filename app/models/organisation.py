from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Identified, Versioned, normalised
from app.models.lists import Profile
from app.models.territory import Territory


class Organisation(Identified, Versioned, Base):
    """SIREN, SIRET and RNA are all optional and unique when present; their key is checked when typed."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("siren ~ '^[0-9]{9}$'", name="siren"),
        CheckConstraint("siret ~ '^[0-9]{14}$'", name="siret"),
        CheckConstraint("siren IS NULL OR siret IS NULL OR left(siret, 9) = siren", name="siret_of_siren"),
        CheckConstraint("rna ~ '^[0-9A-Z]{1,20}$'", name="rna"),
        CheckConstraint("name <> ''", name="name"),
        Index("ix_organisation_sort_name", "sort_name", "id"),
    )

    name: Mapped[str] = mapped_column(Text)
    profile_code: Mapped[str] = mapped_column(ForeignKey("profile.code"))
    siren: Mapped[str | None] = mapped_column(Text, unique=True)
    siret: Mapped[str | None] = mapped_column(Text, unique=True)
    rna: Mapped[str | None] = mapped_column(Text, unique=True)
    commune_id: Mapped[str | None] = mapped_column(ForeignKey("territory.id"))
    website: Mapped[str] = mapped_column(Text, default="", server_default="")
    sort_name: Mapped[str] = normalised("name")

    profile: Mapped[Profile] = relationship(lazy="raise")
    commune: Mapped[Territory | None] = relationship(lazy="raise")
