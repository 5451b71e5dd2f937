"""What the sheet « Synthèse » reads: the tables of the file, and the values they hold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from urllib.parse import urlencode

from app.exchanges.funder.followed import MilestoneLine, ProjectLine
from app.exchanges.funder.money import Amounts, summed
from app.exchanges.funder.regional import Regional
from app.exchanges.funder.regions import Drawn
from app.exchanges.funder.spooled import Spooled
from app.exchanges.funder.tables import FIRST, Table
from app.exchanges.funder.version import Version
from app.exchanges.reports.choice import ReportChoice


@dataclass(frozen=True)
class Whole:
    choice: ReportChoice
    tables: Mapping[str, Table]
    projects: Spooled[ProjectLine]
    amounts: Iterable[Amounts]
    milestones: Iterable[MilestoneLine]
    moments: Sequence[Regional]
    drawn: Drawn
    versions: Mapping[str, Version]
    on_screen: bool
    """The day of the file is today: the usual pages show the same figures."""

    @property
    def last(self) -> int:
        return FIRST + max(len(self.projects), 1) - 1

    def column(self, sheet: str, header: str) -> str:
        return self.tables[sheet].fixed(header, FIRST, self.last)

    @cached_property
    def money(self) -> Amounts:
        """Of all the projects together."""
        return summed(self.amounts)

    def sum(self, nature: str) -> Decimal:
        return self.money.sums[nature]

    def page(self, **more: str) -> str:
        """The address of the list of these projects, narrowed further; the list knows no other day than today."""
        return address("/projets", self.choice.projects.query(**more)) if self.on_screen else self.report()

    def report(self) -> str:
        """The address of the report on these projects, on the same day: it shows every figure of « Synthèse »."""
        day = {} if self.on_screen else {"au": self.choice.as_of.isoformat()}
        return address("/exports/rapport", urlencode(self.choice.projects.chosen | day))


def address(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
