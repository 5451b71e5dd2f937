"""From a workbook to typed rows: finds the sheets and their tables, reads every row, keeps every fault."""

from collections.abc import Iterable, Iterator

from imports.cells import shown
from imports.columns import AnyColumn, find_layout, layout_faults, unknown_columns_note
from imports.faults import Fault
from imports.findings import Findings
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
from imports.tables import RowReader, data_rows, is_remark
from imports.vocabulary import DEFAULT_VOCABULARY, Vocabulary
from imports.words import folded
from imports.workbook import Sheet, Workbook


def gather(workbook: Workbook, vocabulary: Vocabulary = DEFAULT_VOCABULARY) -> Gathered:
    findings = Findings()
    follow_up, instalment, milestone = (
        follow_up_columns(vocabulary),
        instalment_columns(),
        milestone_columns(vocabulary),
    )
    main = find_sheet(workbook, FOLLOW_UP_TITLES) or _only_sheet(workbook)
    main_rows = _rows(main, follow_up.all(), findings, FOLLOW_UP_TITLES[0], workbook)
    projects, refused = read_follow_up(main_rows, follow_up, findings)
    paid = list(_beside(workbook, INSTALMENT_TITLES, instalment.all(), findings))
    planned = list(_beside(workbook, MILESTONE_TITLES, milestone.all(), findings))
    return Gathered(
        projects,
        refused,
        read_instalments(paid, instalment, findings),
        read_milestones(planned, milestone, findings),
        findings,
        main.title if main else FOLLOW_UP_TITLES[0],
    )


def find_sheet(workbook: Workbook, titles: Iterable[str]) -> Sheet | None:
    """By its title, then by a title that begins with the word: « Suivi 2024 »."""
    wanted = [folded(title) for title in titles]
    exact = (sheet for title in wanted for sheet in workbook if folded(sheet.title) == title)
    begins = (sheet for title in wanted for sheet in workbook if folded(sheet.title).startswith(f"{title} "))
    return next(exact, None) or next(begins, None)


def _only_sheet(workbook: Workbook) -> Sheet | None:
    filled = [sheet for sheet in workbook if sheet.rows]
    return filled[0] if len(filled) == 1 else None


def _rows(
    sheet: Sheet | None, columns: tuple[AnyColumn, ...], findings: Findings, title: str, workbook: Workbook
) -> list[RowReader]:
    if sheet is None:
        found = ", ".join(each.title for each in workbook)
        findings.refuse(None, Fault(title, "", "Feuille", found, f"une feuille «\u00a0{title}\u00a0»"))
        return []
    return list(_table(sheet, columns, findings))


def _beside(
    workbook: Workbook, titles: tuple[str, ...], columns: tuple[AnyColumn, ...], findings: Findings
) -> Iterator[RowReader]:
    """The sheets beside the main one may be missing: what they would say stays as it is recorded."""
    sheet = find_sheet(workbook, titles)
    if sheet is None or not sheet.rows:
        findings.note(
            titles[0], "", f"Pas de feuille «\u00a0{titles[0]}\u00a0» remplie\u202f: rien n’est changé de ce côté."
        )
        return
    yield from _table(sheet, columns, findings)


def _table(sheet: Sheet, columns: tuple[AnyColumn, ...], findings: Findings) -> Iterator[RowReader]:
    layout = find_layout(sheet, columns)
    if layout is None:
        wanted = ", ".join(column.header for column in columns if column.required)
        findings.refuse(None, Fault(sheet.title, "A1", "Titres", "", f"une ligne de titres avec\u00a0: {wanted}"))
        return
    findings.refuse(None, *layout_faults(sheet, layout, columns))
    findings.notes.extend(unknown_columns_note(sheet, layout))
    readers = list(data_rows(sheet, layout, columns[0]))
    _tell_hidden(sheet, readers, findings)
    for reader in readers:
        if is_remark(reader, columns[0]):
            cell = next(iter(reader.row.cells.values()))
            findings.note(
                sheet.title, cell.reference, f"Ligne de texte laissée de côté\u00a0: «\u00a0{shown(cell)}\u00a0»."
            )
        else:
            yield reader


def _tell_hidden(sheet: Sheet, readers: list[RowReader], findings: Findings) -> None:
    hidden = sum(reader.row.hidden for reader in readers)
    if hidden:
        findings.note(sheet.title, "", f"Lignes masquées, lues comme les autres\u00a0: {hidden}.")
    if sheet.hidden:
        findings.note(sheet.title, "", "Cette feuille est masquée\u202f; elle est lue comme les autres.")
