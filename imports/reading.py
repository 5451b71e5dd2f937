"""From a sheet and its layout to the rows to read. What is left aside or read although hidden is told, line by line."""

from collections.abc import Iterable, Sequence

from imports.cells import shown
from imports.columns import AnyColumn, Layout, layout_faults, unknown_columns_note
from imports.findings import Findings
from imports.identity import IDENTITY
from imports.mapping.layouts import renamed_columns_note
from imports.month_first import refuse_doubtful_days
from imports.tables import RowReader, is_header_again, is_remark, sorted_rows
from imports.totals import is_total
from imports.workbook import Row, Sheet, column_letters

TOLD_LINES = 5
HIDDEN = frozenset(column.field for column in IDENTITY)


def table_rows(sheet: Sheet, layout: Layout, columns: Sequence[AnyColumn], findings: Findings) -> list[RowReader]:
    """The first column is the key of the table: a lone text that is no key is a remark."""
    findings.refuse(None, *layout_faults(sheet, layout, columns))
    findings.notes.extend(unknown_columns_note(sheet, layout))
    findings.notes.extend(renamed_columns_note(sheet, layout, columns))
    rows = list(sorted_rows(sheet, layout, columns[0]))
    readers = [RowReader(sheet, row, layout) for row, is_data in rows if is_data]
    _tell_hidden(sheet, layout, readers, findings)
    _tell_left_out(sheet, layout, columns[0], [row for row, is_data in rows if not is_data], findings)
    kept = [reader for reader in readers if not _told_as_remark(reader, columns[0], findings)]
    refuse_doubtful_days(kept, columns)
    return kept


def _told_as_remark(reader: RowReader, key: AnyColumn, findings: Findings) -> bool:
    if not is_remark(reader, key):
        return False
    cell = next(iter(reader.row.cells.values()))
    sentence = f"Ligne de texte laissée de côté\u00a0: «\u00a0{shown(cell)}\u00a0»."
    findings.note(reader.sheet.title, cell.reference, sentence)
    return True


def _tell_left_out(sheet: Sheet, layout: Layout, key: AnyColumn, left_out: Sequence[Row], findings: Findings) -> None:
    if again := [row for row in left_out if is_header_again(row, layout)]:
        findings.note(sheet.title, "", f"Titres répétés dans le tableau, laissés de côté\u00a0: {_lines(again)}.")
    if totals := [row for row in left_out if is_total(row, layout.place(key))]:
        findings.note(sheet.title, "", f"Totaux laissés de côté\u00a0: {_lines(totals)}.")


def _tell_hidden(sheet: Sheet, layout: Layout, readers: Iterable[RowReader], findings: Findings) -> None:
    hidden = sum(reader.row.hidden for reader in readers)
    if hidden:
        findings.note(sheet.title, "", f"Lignes masquées, lues comme les autres\u00a0: {hidden}.")
    if columns := _hidden_columns(sheet, layout):
        findings.note(sheet.title, "", f"Colonnes masquées, lues comme les autres\u00a0: {', '.join(columns)}.")
    if sheet.hidden:
        findings.note(sheet.title, "", "Cette feuille est masquée\u202f; elle est lue comme les autres.")


def _hidden_columns(sheet: Sheet, layout: Layout) -> list[str]:
    """Those of the mapping only, the two that every template hides apart: nobody minds about another."""
    places = sorted({place for field, place in layout.places.items() if field not in HIDDEN})
    return [column_letters(place) for place in places if any(a <= place <= b for a, b in sheet.hidden_columns)]


def _lines(rows: Sequence[Row]) -> str:
    named = ", ".join(str(row.number) for row in rows[:TOLD_LINES])
    more = f" et {len(rows) - TOLD_LINES} autres" if len(rows) > TOLD_LINES else ""
    return f"ligne{'s' if len(rows) > 1 else ''} {named}{more}"
