"""What a recorded project does not permit, told at the cell before anything is written."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from imports.findings import Findings
from imports.projects.columns import FollowUpColumns, instalment_columns
from imports.projects.existing import ExistingInstalment, ExistingInvestment, ExistingProject
from imports.projects.planned import PlannedInstalment, PlannedInvestment, PlannedMilestone
from imports.projects.rows import InstalmentRow, ProjectRow
from imports.projects.statuses import passes_signature
from imports.words import folded

CANCELLED = "cancelled"
UNTIL_DONE = "une case vide tant que le jalon «\u00a0{title}\u00a0» n’est pas fait"


def check_mode(
    row: ProjectRow, known: ExistingProject, category_code: str | None, columns: FollowUpColumns, findings: Findings
) -> None:
    """A recorded mode belongs to its category: changing one without the other would contradict it."""
    if known.mode_category_code and category_code != known.mode_category_code:
        expected = "la catégorie du mode de partenariat enregistré\u202f; les deux se changent sur la page du projet"
        findings.refuse(row.code, row.source.fault(columns.category, expected))


def check_payments(
    rows: Sequence[InstalmentRow],
    known: ExistingProject,
    investment: PlannedInvestment | None,
    milestones: Iterable[PlannedMilestone],
    findings: Findings,
) -> None:
    """Money follows the work: an instalment that waits for a milestone is not paid before it is done."""
    undone = {each.id: each.title for each in known.milestones if each.done_on is None}
    undone = {own_id: title for own_id, title in undone.items() if own_id not in _done(milestones)}
    recorded = {each.id: each for held in known.investments for each in held.instalments}
    for planned in investment.instalments if investment else ():
        before = recorded.get(planned.existing_id or 0)
        title = undone.get(before.milestone_id or 0) if before else None
        if before and title and planned.paid_on != before.paid_on:
            row = next(each for each in rows if folded(each.label) == folded(before.label))
            fault = row.source.fault(instalment_columns().paid_on, UNTIL_DONE.format(title=title))
            findings.refuse(row.code, fault)


def _done(milestones: Iterable[PlannedMilestone]) -> set[int | None]:
    return {each.existing_id for each in milestones if each.done_on}


def check_signature(
    row: ProjectRow,
    known: ExistingProject,
    steps: tuple[str, ...],
    investment: PlannedInvestment | None,
    label: str,
    columns: FollowUpColumns,
    findings: Findings,
) -> None:
    """The convention is signed with the charter, and with instalments that make up each investment."""
    if not passes_signature(steps):
        return
    if known.charter_signed_on is None:
        expected = f"«\u00a0{label}\u00a0» tant que la signature de la charte n’est pas enregistrée"
        findings.refuse(row.code, row.source.fault(columns.status, expected))
    if not _adds_up(known, investment):
        expected = f"«\u00a0{label}\u00a0» tant que les tranches ne font pas la somme de l’investissement"
        findings.refuse(row.code, row.source.fault(columns.status, expected))


def _adds_up(known: ExistingProject, planned: PlannedInvestment | None) -> bool:
    own_id = planned.existing_id if planned else None
    mine = next((each for each in known.investments if each.id == own_id), None)
    others = (each for each in known.investments if each is not mine)
    return all(_staying(each) == each.amount_eur for each in others) and (
        planned is None or planned.amount_eur == _staying(mine, planned) + _total(planned.instalments)
    )


def _staying(investment: ExistingInvestment | None, planned: PlannedInvestment | None = None) -> Decimal:
    """What the recorded instalments count for, those the sheet speaks of apart."""
    spoken_of = {each.existing_id for each in planned.instalments} if planned else set()
    instalments = investment.instalments if investment else ()
    return _total(each for each in instalments if each.id not in spoken_of)


def _total(instalments: Iterable[ExistingInstalment | PlannedInstalment]) -> Decimal:
    return sum((each.amount_eur for each in instalments if each.status != CANCELLED), Decimal(0))
