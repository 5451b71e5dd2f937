"""What the sheet « Synthèse » reads: the tables of the file, and the values they hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.exchanges.funder.followed import MilestoneLine, ProjectLine
from app.exchanges.funder.money import Amounts
from app.exchanges.funder.regional import Regional
from app.exchanges.funder.regions import Drawn
from app.exchanges.funder.tables import FIRST, Table
from app.exchanges.funder.version import Version
from app.exchanges.reports.choice import ReportChoice


@dataclass(frozen=True)
class Whole:
    choice: ReportChoice
    tables: Mapping[str, Table]
    projects: Sequence[ProjectLine]
    amounts: Mapping[str, Amounts]
    milestones: Sequence[MilestoneLine]
    moments: Sequence[Regional]
    drawn: Drawn
    versions: Mapping[str, Version]
    on_screen: bool
    """The day of the file is today: the pages show the same figures."""

    @property
    def last(self) -> int:
        return FIRST + max(len(self.projects), 1) - 1

    def column(self, sheet: str, header: str) -> str:
        return self.tables[sheet].fixed(header, FIRST, self.last)

    def sum(self, nature: str) -> Decimal:
        return sum((own.sums[nature] for own in self.amounts.values()), Decimal(0))

    def page(self, **more: str) -> str:
        """The address of the list of these projects, narrowed further."""
        query = self.choice.projects.query(**more)
        return f"/projets{'?' + query if query else ''}" if self.on_screen else "feuille Financements"
