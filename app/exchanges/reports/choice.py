"""What a report is asked for: which projects, until which day, which sheets, in which order and dress."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from app.projects.filters import PortfolioFilter


class DateStyle(StrEnum):
    """How dates are written for the reader of a report."""

    FRENCH = "fr"
    ENGLISH = "en"
    ISO = "iso"

    @property
    def label(self) -> str:
        return {"fr": "31/12/2025", "en": "31 December 2025", "iso": "2025-12-31"}[self]


@dataclass(frozen=True)
class ReportChoice:
    """`as_of`: what is dated later is left out. Empty `sheets`: all; a sheet absent of `columns`: all of its own.

    `project` is the code of the only project of a sheet or a case; `frame`, of the reading that orders a report.
    """

    as_of: date
    projects: PortfolioFilter = field(default_factory=PortfolioFilter)
    project: str = ""
    sheets: tuple[str, ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    frame: str = ""
    accessible: bool = False
    dates: DateStyle = DateStyle.FRENCH

    def keeps(self, sheet: str) -> bool:
        return not self.sheets or sheet in self.sheets

    def at(self, day: date) -> "ReportChoice":
        return replace(self, as_of=day)

    def as_json(self) -> dict[str, Any]:
        """Plain values, as kept in the database; `from_json` reads them back."""
        return asdict(self) | {"as_of": self.as_of.isoformat(), "dates": str(self.dates)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "ReportChoice":
        return cls(
            as_of=date.fromisoformat(kept["as_of"]),
            projects=PortfolioFilter(**kept["projects"]),
            project=kept["project"],
            sheets=tuple(kept["sheets"]),
            columns={sheet: tuple(headers) for sheet, headers in kept["columns"].items()},
            frame=kept["frame"],
            accessible=kept["accessible"],
            dates=DateStyle(kept["dates"]),
        )
