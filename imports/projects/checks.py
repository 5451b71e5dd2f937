"""What one sheet says must agree with the others. A refusal where the money or the project would be wrong; a note where
the workbook only contradicts itself about the past.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from decimal import Decimal
from typing import TypeVar

from imports.columns import AnyColumn
from imports.findings import Findings
from imports.identity import number_of
from imports.projects.columns import FollowUpColumns, InstalmentColumns, MilestoneColumns
from imports.projects.rows import Gathered, InstalmentRow, MilestoneRow, ProjectRow
from imports.words import folded

Child = TypeVar("Child", InstalmentRow, MilestoneRow)
# Le plan de versement doit tomber juste avant que la convention soit signée.
SIGNED = frozenset({"conventionne", "en_cours", "termine", "capitalise"})


def euros(amount: Decimal) -> str:
    whole = f"{amount:,.2f}".removesuffix(".00").replace(",", "\u202f").replace(".", ",")
    return f"{whole}\u00a0€"


def by_code(rows: Iterable[Child]) -> dict[str, list[Child]]:
    grouped: dict[str, list[Child]] = defaultdict(list)
    for row in rows:
        grouped[row.code].append(row)
    return grouped


def check_instalments(
    gathered: Gathered, columns: InstalmentColumns, follow_up: FollowUpColumns, findings: Findings
) -> None:
    _check_codes(gathered.instalments, gathered.codes, columns.code, findings)
    _check_twins(gathered.instalments, lambda row: folded(row.label), columns.label, "une tranche de ce nom", findings)
    if not gathered.instalments:
        return
    grouped = by_code(gathered.instalments)
    for project in gathered.projects:
        if project.code not in findings.refused_codes:
            _check_sum(project, grouped[project.code], follow_up, findings)
            _compare_paid(project, grouped[project.code], follow_up, findings)


def check_milestones(gathered: Gathered, columns: MilestoneColumns, findings: Findings) -> None:
    _check_codes(gathered.milestones, gathered.codes, columns.code, findings)

    def identity(row: MilestoneRow) -> Hashable:
        return row.kind_code, folded(row.title), row.due_on

    _check_twins(gathered.milestones, identity, columns.kind, "un jalon de ce nom à cette date", findings)


def _check_codes(rows: Iterable[Child], codes: frozenset[str], column: AnyColumn, findings: Findings) -> None:
    for row in rows:
        if row.code not in codes:
            findings.refuse(row.code, row.source.fault(column, "le code d’un projet de la feuille de suivi"))


def _check_twins(
    rows: Iterable[Child], identity: Callable[[Child], Hashable], column: AnyColumn, named: str, findings: Findings
) -> None:
    seen: dict[Hashable, Child] = {}
    for row in rows:
        first = seen.setdefault((row.code, identity(row)), row)
        if first is not row and not _are_told_apart(first, row):
            expected = f"{named} une seule fois par projet\u202f; déjà à la ligne {first.source.row.number}"
            findings.refuse(row.code, row.source.fault(column, expected))


def _are_told_apart(first: Child, second: Child) -> bool:
    """By the numbers a template gave them."""
    numbers = {number_of(first.source), number_of(second.source)}
    return len(numbers) == 2 and None not in numbers


def _check_sum(
    project: ProjectRow, instalments: list[InstalmentRow], columns: FollowUpColumns, findings: Findings
) -> None:
    """More than the investment is refused always; less is refused once the convention is signed, told before."""
    total = sum((row.amount_eur for row in instalments), Decimal(0))
    amount = project.amount_eur or Decimal(0)
    if total == amount:
        return
    if total > amount or (instalments and project.status in SIGNED):
        expected = f"la somme des tranches de ce projet, soit {euros(total)}"
        findings.refuse(project.code, project.source.fault(columns.amount, expected))
        return
    sentence = f"{project.code}\u00a0: tranches {euros(total)} pour {euros(amount)} accordés."
    findings.note(project.source.sheet.title, project.source.reference(columns.amount), sentence)


def _compare_paid(
    project: ProjectRow, instalments: list[InstalmentRow], columns: FollowUpColumns, findings: Findings
) -> None:
    """The instalments are the record of payments; the figure beside the project is only compared with them."""
    paid = sum((row.amount_eur for row in instalments if row.paid_on), Decimal(0))
    if project.paid_eur is not None and project.paid_eur != paid:
        sentence = (
            f"{project.code}\u00a0: {euros(project.paid_eur)} versés d’après le suivi, mais {euros(paid)} "
            "d’après les tranches, qui sont retenues."
        )
        findings.note(project.source.sheet.title, project.source.reference(columns.paid), sentence)
