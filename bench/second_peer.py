"""starlette-admin as the second peer for workbooks: what it writes and reads of its one table, beside ours.

Its columns are those of a project alone. Ours go on to organisations, partners, money, milestones and scores: what each
workbook holds is said beside its time.
"""

from collections.abc import Sequence
from contextlib import closing
from datetime import date, datetime
from io import BytesIO
from typing import Any, NamedTuple

import xlsxwriter
from openpyxl import load_workbook

from app.models.project import STATUS_LABELS
from bench.follow_up import HEADERS, Line
from bench.senders import XLSX, browser
from imports.synonyms import REGION_LABELS

NAME = "starlette-admin"
HERE, COOKIE = "/admin/project/list", "starlette_admin_csrftoken"
EXPORT, IMPORT = "/admin/_api/project/action?name=export&all=1", "/admin/_api/project/import"
FIELDS = {
    "N°": "code",
    "Intitulé du projet": "title",
    "Territoire": "territory_label",
    "Région": "region_code",
    "Date de début": "starts_on",
    "Date de fin": "ends_on",
    "Statut": "status",
}
"""Of the columns of a follow-up sheet, those its table has, and its name for each."""
CODES = {label: code for labels in (REGION_LABELS, STATUS_LABELS) for code, label in labels.items()}


class Held(NamedTuple):
    """What a workbook holds: the seven columns of each project, and cells in all."""

    projects: dict[str, tuple[str, ...]]
    cells: int


class Admin:
    """Its pages, as someone who goes through them. `send` gives the preview; `confirm` sends the same file again."""

    def __init__(self, port: int, process: int) -> None:
        self.process = process
        self.client = browser(port, {})
        self.client.get(HERE).raise_for_status()
        token = self.client.cookies[COOKIE]
        self.client.headers["X-CSRFToken"] = token
        self.content = b""

    def export(self) -> bytes:
        answer = self.client.post(EXPORT, data={"format": "xlsx", "scope": "all"})
        answer.raise_for_status()
        return answer.content

    def send(self, content: bytes) -> str:
        self.content = content
        return self._post(f"{IMPORT}?preview=1", content)

    def confirm(self, page: str) -> None:
        self._post(IMPORT, self.content)

    def _post(self, address: str, content: bytes) -> str:
        file = {"file": ("projets.xlsx", content, XLSX)}
        answer = self.client.post(address, data={"format": "xlsx", "fields": list(FIELDS.values())}, files=file)
        answer.raise_for_status()
        return answer.text


def its_workbook(lines: Sequence[Line]) -> bytes:
    """The same projects as it expects them: its names on the first row, codes, days as texts."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, FIELDS.values())
        places = [HEADERS.index(header) for header in FIELDS]
        for number, line in enumerate(lines, start=1):
            sheet.write_row(number, 0, [plain(line[place]) for place in places])
    return content.getvalue()


def held_by(content: bytes, headers: Sequence[str], sheet: int = 0) -> Held:
    """`headers`: of code, title, territory, region, status, beginning and end, in the sheet that bears the projects."""
    with closing(load_workbook(BytesIO(content), read_only=True, data_only=True)) as book:
        cells = sum(len(row) for each in book.worksheets for row in each.iter_rows(values_only=True))
        rows = book.worksheets[sheet].iter_rows(values_only=True)
        first = list(next(rows))
        places = [first.index(header) for header in headers]
        found = (tuple(plain(row[place]) for place in places) for row in rows)
        return Held({own[0]: own for own in found if own[0].startswith("ODD17-")}, cells)


def plain(value: Any) -> str:
    """A code rather than its label, a day as a text, nothing as an empty text."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    return CODES.get(value, str(value)) if value is not None else ""
