"""Neither the order of rows nor the kind of file changes what is imported."""

import csv
from io import StringIO

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imports.cells import shown
from imports.projects import Existing, State, gather, plan
from imports.workbook import Row, Sheet, Workbook, read_workbook
from tests.imports.support import FOLLOW_UP, SUIVI, recorded

READ = read_workbook(FOLLOW_UP.read_bytes())
KNOWN = recorded(plan(gather(READ), Existing()))


def shuffled(sheet: Sheet, order: list[int]) -> Sheet:
    """The same data rows, each under another's number."""
    first = next(i for i, row in enumerate(sheet.rows) if len(row.cells) >= 5)
    head, body = sheet.rows[: first + 1], sheet.rows[first + 1 :]
    moved = [body[i % len(body)] for i in order if i < len(body)]
    rest = [row for row in body if row not in moved]
    rows = (Row(number, row.cells) for number, row in enumerate(moved + rest, start=head[-1].number + 1))
    return Sheet(sheet.title, (*head, *rows))


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(range(33)), st.permutations(range(99)), st.booleans())
def test_the_order_of_rows_and_sheets_changes_nothing(few: list[int], many: list[int], reverse: bool) -> None:
    sheets = [shuffled(READ.sheets[0], few), shuffled(READ.sheets[1], many), shuffled(READ.sheets[2], many)]
    again = plan(gather(Workbook(tuple(sheets[::-1] if reverse else sheets))), KNOWN)
    assert (again.faults, again.count(State.SAME)) == ((), 33)


def test_the_follow_up_sheet_saved_as_csv_says_the_same() -> None:
    written = StringIO()
    writer = csv.writer(written, delimiter=";")
    for row in READ.sheets[0].rows:
        writer.writerow([shown(row.cell(column)) for column in range(1, len(SUIVI) + 1)])
    again = plan(gather(read_workbook(written.getvalue().encode("utf-8-sig"), "Suivi")), KNOWN)
    assert {fault.read for fault in again.faults} == set()
    assert again.count(State.SAME) == 33
