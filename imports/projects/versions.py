"""Rows of the three sheets that come back in a template: the record each names, and how it was when it left."""

from collections.abc import Mapping, Sequence
from typing import Any

from imports.columns import AnyColumn
from imports.findings import Findings
from imports.identity import EXPECTED, ID, number_of, version_of
from imports.projects.columns import ColumnTable
from imports.projects.existing import ExistingProject
from imports.projects.planned import FieldChange, PlannedInstalment, PlannedMilestone
from imports.projects.retold import Retold
from imports.projects.rows import InstalmentRow, MilestoneRow, ProjectRow
from imports.stale import fingerprint_of, stale_fault
from imports.tables import RowReader

OF_PARTNERS = "Rôle de "
REFERENT = "referent_id"


class Versions:
    """Refuses, at their cells, the rows that name another record or would overwrite what is newer."""

    def __init__(self, retold: Retold, findings: Findings) -> None:
        self.retold = retold
        self.findings = findings

    def project(
        self, row: ProjectRow, known: ExistingProject | None, changes: Sequence[FieldChange], columns: ColumnTable
    ) -> None:
        self._check_number(row.code, row.source, known.id if known else None)
        if known and changes:
            told = {"carrier" if each.field.startswith(OF_PARTNERS) else each.field for each in changes}
            changed = [column for column in columns.own() if column.header in told or column.field in told]
            self._check_version(row.code, row.source, self._now(known, row.source, columns), changed)

    def _now(self, known: ExistingProject, reader: RowReader, columns: ColumnTable) -> Mapping[str, Any]:
        """Of who follows the project, only what a sheet that has the column could say: older templates lack it."""
        now = self.retold.project(known)
        spoken_of = {column.field for column in columns.own() if reader.layout.place(column) is not None}
        return {name: value for name, value in now.items() if name != REFERENT or name in spoken_of}

    def instalments(
        self,
        rows: Sequence[InstalmentRow],
        planned: Sequence[PlannedInstalment],
        known: ExistingProject | None,
        columns: ColumnTable,
    ) -> None:
        held = known.investments if known else ()
        recorded = {each.id: each for investment in held for each in investment.instalments}
        for row, each in zip(rows, planned, strict=True):
            before = recorded.get(each.existing_id or 0)
            self._check_number(row.code, row.source, each.existing_id)
            if known and before:
                changed = _differing(columns, before, each)
                self._check_version(row.code, row.source, self.retold.instalment(known, before), changed)

    def milestones(
        self,
        rows: Sequence[MilestoneRow],
        planned: Sequence[PlannedMilestone],
        known: ExistingProject | None,
        columns: ColumnTable,
    ) -> None:
        recorded = {each.id: each for each in (known.milestones if known else ())}
        for row, each in zip(rows, planned, strict=True):
            before = recorded.get(each.existing_id or 0)
            self._check_number(row.code, row.source, each.existing_id)
            if known and before:
                changed = _differing(columns, before, each)
                if each.responsible_id != before.partner_id:
                    changed += [column for column in columns.own() if column.field == "responsible"]
                self._check_version(row.code, row.source, self.retold.milestone(known, before), changed)

    def _check_number(self, code: str, reader: RowReader, number: int | None) -> None:
        if not reader.says_nothing(ID) and number_of(reader) != number:
            self.findings.refuse(code, reader.fault(ID, EXPECTED))

    def _check_version(
        self, code: str, reader: RowReader, now: Mapping[str, Any], changed: Sequence[AnyColumn]
    ) -> None:
        if changed and version_of(reader) not in (None, fingerprint_of(now)):
            faults = [stale_fault(reader, column, now.get(column.field)) for column in changed]
            self.findings.refuse(code, *faults)


def _differing(columns: ColumnTable, before: object, after: object) -> list[AnyColumn]:
    both = (column for column in columns.own() if hasattr(before, column.field) and hasattr(after, column.field))
    return [column for column in both if getattr(before, column.field) != getattr(after, column.field)]
