"""Which sheets a choice asks for, and those their formulas need."""

from collections.abc import Iterable

from app.exchanges.funder.tables import Table, table
from app.exchanges.reports.choice import ReportChoice
from imports.export.funder import SHEETS
from imports.export.funder.money import OWN_SHARE

SYNTHESIS = "Synthèse"
PROOFS = "Preuves"
SYNTHESIS_NEEDS = ("Financements", "Projets", "Régions")


def wanted(choice: ReportChoice) -> frozenset[str]:
    """Titles of the sheets to write: those asked, then whatever their formulas read; the proofs always."""
    titles = {title for title in (SYNTHESIS, *SHEETS) if choice.keeps(title)} | {PROOFS}
    return frozenset(closure(titles))


def closure(titles: Iterable[str]) -> set[str]:
    kept: set[str] = set()
    waiting = list(titles)
    while waiting:
        title = waiting.pop()
        if title not in kept:
            kept.add(title)
            waiting += SYNTHESIS_NEEDS if title == SYNTHESIS else SHEETS[title].needs
    return kept


def added(choice: ReportChoice) -> list[str]:
    """The sheets that are there only because formulas of the others read them, in the order of the file."""
    return [title for title in SHEETS if title in wanted(choice) and not choice.keeps(title)]


def plain_table(choice: ReportChoice, title: str) -> Table:
    """One of the sheets whose columns do not depend on the grid."""
    spec = SHEETS[title]
    columns = [column for column in spec.columns if column is not OWN_SHARE or choice.projects.financeur]
    return table(title, spec.table, columns, spec.help, choice.columns.get(title, ()), spec.pinned)
