"""All that a follow-up workbook says of one organisation."""

from collections import Counter
from dataclasses import dataclass, field

from imports.columns import AnyColumn
from imports.matching.mention import Mention
from imports.projects.rows import MilestoneRow, ProjectRow
from imports.words import cleaned


@dataclass(slots=True)
class Mentions:
    """All the spellings of one organisation in the workbook, and the SIRET given with it."""

    spellings: list[str] = field(default_factory=list)
    siret: str | None = None
    sheet: str = ""
    cell: str = ""

    def add(self, spelling: str, row: ProjectRow | MilestoneRow, column: AnyColumn) -> None:
        self.spellings.append(spelling)
        if not self.cell:
            self.sheet, self.cell = row.source.sheet.title, row.source.reference(column)

    def as_one(self) -> Mention:
        return Mention(self.name, self.siren, self.siret, sheet=self.sheet, cell=self.cell, count=len(self.spellings))

    @property
    def siren(self) -> str | None:
        return self.siret[:9] if self.siret else None

    @property
    def name(self) -> str:
        """The most frequent spelling, capitals only when nothing else is found."""
        counted: Counter[str] = Counter()
        for spelling, count in Counter(self.spellings).items():
            counted[cleaned(spelling)] += count
        return max(counted, key=lambda spelling: (not spelling.isupper(), counted[spelling]))

    def may_be(self, siren: str | None) -> bool:
        return self.siren is None or siren is None or self.siren == siren
