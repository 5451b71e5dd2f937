"""The rows of the three sheets once read, each still knowing the cells it came from."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from imports.findings import Findings
from imports.tables import RowReader


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """`statuses` are those the word may mean, the retained one first; no region is an interregional project."""

    code: str
    title: str
    carrier: str
    statuses: tuple[str, ...]
    amount_eur: Decimal | None
    copil_on: date | None
    source: RowReader = field(repr=False, compare=False)
    territory_label: str | None = None
    region_code: str | None = None
    siret: str | None = None
    partners: tuple[str, ...] = ()
    domain_codes: tuple[str, ...] = ()
    category_code: str | None = None
    paid_eur: Decimal | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    referent_id: int | None = None

    @property
    def status(self) -> str:
        return self.statuses[0]


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row of the follow-up sheet that could not be read; its code when at least that could."""

    number: int
    code: str | None


@dataclass(frozen=True, slots=True)
class InstalmentRow:
    code: str
    label: str
    due_on: date
    amount_eur: Decimal
    paid_on: date | None
    source: RowReader = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    code: str
    kind_code: str
    title: str
    due_on: date
    done_on: date | None
    responsible: str | None
    source: RowReader = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that the workbook says. `codes` are the projects it names, readable or not."""

    projects: tuple[ProjectRow, ...]
    refused: tuple[RefusedRow, ...]
    instalments: tuple[InstalmentRow, ...]
    milestones: tuple[MilestoneRow, ...]
    findings: Findings
    sheet: str = "Suivi"

    @property
    def codes(self) -> frozenset[str]:
        codes = [row.code for row in self.projects] + [row.code or "" for row in self.refused]
        return frozenset(code for code in codes if code)
