"""A grid version being written: a copy of a published one, edited on screen until it is published."""

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Identified, Versioned


class GridDraft(Identified, Versioned, Base):
    """``source`` is the whole grid as TOML, as a published one; ``base_reference`` is the version it copies."""

    __tablename__ = "grid_draft"
    __table_args__ = (UniqueConstraint("reference"),)

    reference: Mapped[str] = mapped_column(Text, comment="id@version it will be published under")
    base_reference: Mapped[str] = mapped_column(ForeignKey("grid_version.reference"))
    source: Mapped[str] = mapped_column(Text)
