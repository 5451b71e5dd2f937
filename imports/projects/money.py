"""The investment of a project and its instalments, compared with those recorded."""

from collections.abc import Sequence
from decimal import Decimal

from imports.findings import Findings
from imports.projects.checks import euros
from imports.projects.columns import FollowUpColumns
from imports.projects.compare import changes_between, kept, state_of
from imports.projects.existing import ExistingInstalment, ExistingInvestment, ExistingProject
from imports.projects.pairing import BY_NUMBER, paired
from imports.projects.planned import FieldChange, PlannedInstalment, PlannedInvestment, Shown
from imports.projects.rows import InstalmentRow, ProjectRow
from imports.words import folded

BY_LABEL = (BY_NUMBER, (lambda row: folded(row.label), lambda record: folded(record.label)))
Planned = tuple[PlannedInvestment | None, tuple[FieldChange, ...]]


def plan_investment(
    row: ProjectRow,
    instalments: Sequence[InstalmentRow],
    existing: ExistingProject | None,
    columns: FollowUpColumns,
    findings: Findings,
) -> Planned:
    investments = existing.investments if existing else ()
    known = _same_investment(row, investments)
    if known is None and len(investments) > 1:
        expected = "la date d’un COPIL enregistré, car ce projet a plusieurs investissements"
        findings.refuse(row.code, row.source.fault(columns.copil, expected))
    if row.amount_eur is None:
        return None, ()
    changes = _investment_changes(row, row.amount_eur, known)
    pairs, left = paired(instalments, known.instalments if known else (), BY_LABEL)
    planned = [_instalment(said, recorded) for said, recorded in pairs]
    _check_total(row, row.amount_eur, known, [each for each, _ in planned], left, columns, findings)
    investment = PlannedInvestment(
        kept(row.copil_on, known.copil_on if known else None),
        row.amount_eur,
        known.id if known else None,
        state_of(known, changes),
        tuple(each for each, _ in planned),
    )
    return investment, (*changes, *(change for _, some in planned for change in some))


def _same_investment(row: ProjectRow, known: Sequence[ExistingInvestment]) -> ExistingInvestment | None:
    """The one of that COPIL; a project with a single investment has its COPIL date corrected."""
    same_day = [investment for investment in known if investment.copil_on == row.copil_on]
    if len(same_day) == 1:
        return same_day[0]
    return known[0] if len(known) == 1 else None


def _investment_changes(
    row: ProjectRow, amount_eur: Decimal, known: ExistingInvestment | None
) -> tuple[FieldChange, ...]:
    if known is None:
        return (FieldChange("Montant accordé", None, amount_eur),)
    before: Shown = {"Date COPIL": known.copil_on, "Montant accordé": known.amount_eur}
    after: Shown = {"Date COPIL": kept(row.copil_on, known.copil_on), "Montant accordé": amount_eur}
    return tuple(changes_between(before, after))


def _instalment(
    row: InstalmentRow, known: ExistingInstalment | None
) -> tuple[PlannedInstalment, tuple[FieldChange, ...]]:
    """The sheet only tells whether an instalment is paid: payable and cancelled stay as recorded until it is."""
    paid_on = kept(row.paid_on, known.paid_on if known else None)
    status = "paid" if paid_on else known.status if known else "planned"
    label = known.label if known else row.label
    before: Shown = {"Échéance": known.due_on, "Montant": known.amount_eur, "Payé le": known.paid_on} if known else {}
    after: Shown = {"Échéance": row.due_on, "Montant": row.amount_eur, "Payé le": paid_on}
    changes = tuple(changes_between(before, after, label))
    known_id = known.id if known else None
    planned = PlannedInstalment(label, row.due_on, row.amount_eur, status, paid_on, known_id, state_of(known, changes))
    return planned, changes


def _check_total(
    row: ProjectRow,
    amount_eur: Decimal,
    known: ExistingInvestment | None,
    planned: Sequence[PlannedInstalment],
    left: Sequence[ExistingInstalment],
    columns: FollowUpColumns,
    findings: Findings,
) -> None:
    """What is recorded and not in the sheet stays, and counts: the whole must still fit in the amount."""
    if known and known.allocated_eur > amount_eur:
        expected = f"au moins les affectations des financeurs, soit {euros(known.allocated_eur)}"
        findings.refuse(row.code, row.source.fault(columns.amount, expected))
    staying = [instalment for instalment in left if instalment.status != "cancelled"]
    if not staying:
        return
    total = sum((each.amount_eur for each in staying), Decimal(0))
    total += sum((each.amount_eur for each in planned if each.status != "cancelled"), Decimal(0))
    if total > amount_eur:
        expected = f"au moins la somme des tranches, celles déjà enregistrées comprises, soit {euros(total)}"
        findings.refuse(row.code, row.source.fault(columns.amount, expected))
