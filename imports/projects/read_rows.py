"""One row at a time: its cells through the columns, then a typed row, or the faults that refuse it."""

from collections.abc import Iterable

from imports.findings import Findings
from imports.projects.columns import FollowUpColumns, InstalmentColumns, MilestoneColumns
from imports.projects.rows import InstalmentRow, MilestoneRow, ProjectRow, RefusedRow
from imports.tables import RowReader

# Avant la décision du COPIL, ni montant ni date ne sont attendus ; un projet abandonné n’en a pas toujours eu.
BEFORE_DECISION = frozenset({"repere", "instruction", "abandonne"})


def read_follow_up(
    readers: Iterable[RowReader], columns: FollowUpColumns, findings: Findings
) -> tuple[tuple[ProjectRow, ...], tuple[RefusedRow, ...]]:
    projects: list[ProjectRow] = []
    refused: list[RefusedRow] = []
    seen: dict[str, RowReader] = {}
    for reader in readers:
        row, code = _project(reader, columns)
        if code and (first := seen.setdefault(code, reader)) is not reader:
            reader.refuse(columns.code, f"un code par projet\u202f; celui-ci est déjà à {_line(first, reader)}")
        findings.refuse(code, *reader.faults)
        if row and not reader.faults:
            projects.append(row)
            _tell_decisions(row, columns, findings)
        else:
            refused.append(RefusedRow(reader.row.number, code))
    return _without_twins(projects, refused)


def _line(first: RowReader, reader: RowReader) -> str:
    other = "" if first.sheet.title == reader.sheet.title else f" de «\u00a0{first.sheet.title}\u00a0»"
    return f"la ligne {first.row.number}{other}"


def _without_twins(
    projects: list[ProjectRow], refused: list[RefusedRow]
) -> tuple[tuple[ProjectRow, ...], tuple[RefusedRow, ...]]:
    """Where a code stands twice nobody knows which row is meant: both are refused, and checked no further."""
    doubtful = {row.code for row in refused if row.code}
    twins = [RefusedRow(row.source.row.number, row.code) for row in projects if row.code in doubtful]
    return tuple(row for row in projects if row.code not in doubtful), (*refused, *twins)


def _project(reader: RowReader, columns: FollowUpColumns) -> tuple[ProjectRow | None, str | None]:
    code, title = reader.required(columns.code), reader.required(columns.title)
    carrier, statuses = reader.required(columns.carrier), reader.required(columns.status)
    row = ProjectRow(
        code=code or "",
        title=title or "",
        carrier=carrier or "",
        statuses=statuses or ("repere",),
        amount_eur=reader.optional(columns.amount),
        copil_on=reader.optional(columns.copil),
        source=reader,
        territory_label=reader.optional(columns.territory),
        region_code=reader.optional(columns.region),
        siret=reader.optional(columns.siret),
        partners=reader.optional(columns.partners) or (),
        domain_codes=reader.optional(columns.domains) or (),
        category_code=reader.optional(columns.category),
        paid_eur=reader.optional(columns.paid),
        starts_on=reader.optional(columns.start),
        ends_on=reader.optional(columns.end),
        referent_id=reader.optional(columns.referent),
    )
    if statuses:
        _check_decision(row, columns)
    _check_dates_and_amounts(row, columns)
    is_whole = code and title and carrier and statuses and reader.has_columns(columns.own())
    return (row if is_whole else None), code


def _check_decision(row: ProjectRow, columns: FollowUpColumns) -> None:
    """From « Validé » on, a COPIL has decided: its date and the amount are known."""
    if row.status in BEFORE_DECISION:
        return
    if row.source.lacks(columns.copil):
        row.source.refuse(columns.copil, "la date du COPIL, puisque le projet est validé")
    if row.source.lacks(columns.amount):
        row.source.refuse(columns.amount, "le montant accordé en euros, puisque le projet est validé")


def _check_dates_and_amounts(row: ProjectRow, columns: FollowUpColumns) -> None:
    if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
        row.source.refuse(columns.end, f"une date à partir du début, le {row.starts_on:%d/%m/%Y}")
    if row.paid_eur and row.amount_eur is not None and row.paid_eur > row.amount_eur:
        row.source.refuse(columns.paid, "un montant qui ne dépasse pas le montant accordé")


def _tell_decisions(row: ProjectRow, columns: FollowUpColumns, findings: Findings) -> None:
    sheet = row.source.sheet.title
    if row.region_code is None:
        cell = row.source.reference(columns.region)
        findings.note(sheet, cell, f"{row.code} n’a pas de région\u202f: projet interrégional.")
    if len(row.statuses) > 1:
        cell = row.source.reference(columns.status)
        sentence = (
            f"{row.code} est clos\u202f: lu «\u00a0Terminé\u00a0», ou laissé «\u00a0Capitalisé\u00a0» s’il l’est déjà."
        )
        findings.note(sheet, cell, sentence)


def read_instalments(
    readers: Iterable[RowReader], columns: InstalmentColumns, findings: Findings
) -> tuple[InstalmentRow, ...]:
    rows = []
    for reader in readers:
        code, label = reader.required(columns.code), reader.required(columns.label)
        due_on, amount_eur = reader.required(columns.due), reader.required(columns.amount)
        paid_on = reader.optional(columns.paid_on)
        findings.refuse(code, *reader.faults)
        if code and label and due_on and amount_eur and not reader.faults:
            rows.append(InstalmentRow(code, label, due_on, amount_eur, paid_on, reader))
    return tuple(rows)


def read_milestones(
    readers: Iterable[RowReader], columns: MilestoneColumns, findings: Findings
) -> tuple[MilestoneRow, ...]:
    rows = []
    for reader in readers:
        code, kind, due_on = reader.required(columns.code), reader.required(columns.kind), reader.required(columns.due)
        done_on, responsible = reader.optional(columns.done), reader.optional(columns.responsible)
        findings.refuse(code, *reader.faults)
        if code and kind and due_on and not reader.faults:
            rows.append(MilestoneRow(code, kind[0], kind[1], due_on, done_on, responsible, reader))
    return tuple(rows)
