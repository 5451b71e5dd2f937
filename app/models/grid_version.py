"""The grids as they were published, of an alliance and of a programme: never edited, a new version is added."""

from datetime import date

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


def version_number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


class Published:
    """``reference`` is ``id@version``."""

    reference: Mapped[str] = mapped_column(Text, primary_key=True, sort_order=-10)
    title: Mapped[str] = mapped_column(Text)
    published_on: Mapped[date]
    sha256: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text, comment="the grid file itself (TOML)")

    @property
    def version(self) -> str:
        return self.reference.rpartition("@")[2]

    def age(self) -> tuple[date, tuple[int, ...]]:
        """Sorts versions from the oldest to the newest; of one day, 1.10 comes after 1.9."""
        return self.published_on, version_number(self.version)


class GridVersion(Published, Base):
    __tablename__ = "grid_version"


class ProgrammeGrid(Published, Base):
    """A trigger keeps it as it is."""

    __tablename__ = "programme_grid"
