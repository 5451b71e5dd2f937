"""From a workbook to typed rows: finds the sheets and their tables, reads every row, keeps every fault."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from imports.columns import AnyColumn, Corrections, find_layout
from imports.faults import Fault
from imports.findings import Findings
from imports.mapping import FOLLOW_UP, INSTALMENTS, MILESTONES, SheetMapping
from imports.mapping.layouts import NOTHING_CORRECTED, layout_of
from imports.mapping.transposed import transposed_fault
from imports.projects.columns import (
    FOLLOW_UP_TITLES,
    INSTALMENT_TITLES,
    MILESTONE_TITLES,
    follow_up_columns,
    instalment_columns,
    milestone_columns,
)
from imports.projects.read_rows import read_follow_up, read_instalments, read_milestones
from imports.projects.rows import Gathered
from imports.reading import table_rows
from imports.tables import RowReader
from imports.vocabulary import DEFAULT_VOCABULARY, Vocabulary
from imports.words import folded
from imports.workbook import Sheet, Workbook


def gather(
    workbook: Workbook,
    vocabulary: Vocabulary = DEFAULT_VOCABULARY,
    *,
    mapping: Sequence[SheetMapping] | None = None,
    corrections: Corrections = NOTHING_CORRECTED,
) -> Gathered:
    """By a mapping when there is one: the sheets and columns it names, and no other; else by titles and headings."""
    findings = Findings()
    follow_up, instalment, milestone = (
        follow_up_columns(vocabulary),
        instalment_columns(),
        milestone_columns(vocabulary),
    )
    source = _Source(workbook, findings, mapping, corrections)
    main_rows = source.rows(FOLLOW_UP, FOLLOW_UP_TITLES, follow_up.all())
    projects, refused = read_follow_up(main_rows, follow_up, findings)
    paid = source.rows(INSTALMENTS, INSTALMENT_TITLES, instalment.all())
    planned = source.rows(MILESTONES, MILESTONE_TITLES, milestone.all())
    return Gathered(
        projects,
        refused,
        read_instalments(paid, instalment, findings),
        read_milestones(planned, milestone, findings),
        findings,
        main_rows[0].sheet.title if main_rows else FOLLOW_UP_TITLES[0],
    )


def sheet_rows(
    workbook: Workbook,
    mapping: SheetMapping,
    columns: Sequence[AnyColumn],
    corrections: Corrections,
    findings: Findings,
) -> list[RowReader]:
    """The rows of the sheet a mapping names; none when the workbook no longer has it."""
    sheet = next((each for each in workbook if each.title == mapping.sheet), None)
    if sheet is None:
        return []
    return table_rows(sheet, layout_of(sheet, mapping, columns, corrections), columns, findings)


@dataclass(frozen=True)
class _Source:
    """Where the rows of each kind are taken from."""

    workbook: Workbook
    findings: Findings
    mapping: Sequence[SheetMapping] | None
    corrections: Corrections

    def rows(self, kind: str, titles: tuple[str, ...], columns: tuple[AnyColumn, ...]) -> list[RowReader]:
        if self.mapping is not None:
            return self._mapped(kind, titles[0], columns, self.mapping)
        sheet = find_sheet(self.workbook, titles)
        if kind == FOLLOW_UP:
            sheet = sheet or only_sheet(self.workbook)
        if sheet is None or (kind != FOLLOW_UP and not sheet.rows):
            self._tell_missing(kind, titles[0])
            return []
        return self._guessed(sheet, columns)

    def _mapped(
        self, kind: str, title: str, columns: tuple[AnyColumn, ...], mapping: Sequence[SheetMapping]
    ) -> list[RowReader]:
        """A table kept on several sheets, one a year, is read sheet after sheet."""
        own = [each for each in mapping if each.kind == kind]
        if not own:
            self._tell_missing(kind, title)
        rows = (sheet_rows(self.workbook, each, columns, self.corrections, self.findings) for each in own)
        return list(chain.from_iterable(rows))

    def _guessed(self, sheet: Sheet, columns: tuple[AnyColumn, ...]) -> list[RowReader]:
        layout = find_layout(sheet, columns)
        if layout is None:
            wanted = ", ".join(column.header for column in columns if column.required)
            fault = Fault(sheet.title, "A1", "Titres", "", f"une ligne de titres avec\u00a0: {wanted}")
            self.findings.refuse(None, *(tuple(transposed_fault(sheet, [columns])) or (fault,)))
            return []
        return table_rows(sheet, replace(layout, corrections=self.corrections), columns, self.findings)

    def _tell_missing(self, kind: str, title: str) -> None:
        """The sheets beside the main one may be missing: what they would say stays as it is recorded."""
        if kind == FOLLOW_UP:
            found = ", ".join(each.title for each in self.workbook)
            self.findings.refuse(None, Fault(title, "", "Feuille", found, f"une feuille «\u00a0{title}\u00a0»"))
        else:
            sentence = f"Pas de feuille «\u00a0{title}\u00a0» remplie\u202f: rien n’est changé de ce côté."
            self.findings.note(title, "", sentence)


def find_sheet(workbook: Workbook, titles: Iterable[str]) -> Sheet | None:
    """By its title, then by a title that begins with the word: « Suivi 2024 »."""
    wanted = [folded(title) for title in titles]
    exact = (sheet for title in wanted for sheet in workbook if folded(sheet.title) == title)
    begins = (sheet for title in wanted for sheet in workbook if folded(sheet.title).startswith(f"{title} "))
    return next(exact, None) or next(begins, None)


def only_sheet(workbook: Workbook) -> Sheet | None:
    filled = [sheet for sheet in workbook if sheet.rows]
    return filled[0] if len(filled) == 1 else None
