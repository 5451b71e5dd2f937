"""Reads values and formulas in the bounded process. A formula shared between cells is written out in each."""

import codecs
import json
import sys
from typing import Any

from openpyxl.formula.translate import Translator
from openpyxl.utils.cell import get_column_letter

from imports import spreadsheet
from imports.archive import DAMAGED, check_archive
from imports.budget import Budget
from imports.child import ENCODINGS, TOO_GREEDY, bound_this_process
from imports.errors import UnreadableFile
from imports.limits import cpu_seconds
from imports.parts import NOT_XLSX
from imports.recognised import is_workbook
from imports.sheet_xml import FORMULA, SheetReader
from imports.verification.formulas import reference_in


class FormulaReader(SheetReader):
    """`rows` as of any sheet, each formula whole."""

    _shared: str | None = None

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._masters: dict[str, Translator] = {}

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == FORMULA:
            self._shared = attributes.get("si") if attributes.get("t") == "shared" else None
        super()._start(name, attributes)

    def _end_text(self, name: str) -> None:
        super()._end_text(name)
        if name == FORMULA and self._shared is not None:
            self._formula = self._written_out(self._shared, self._formula or "=")

    def _end_cell(self) -> None:
        """A formula that shows nothing is kept: a table to import has no use for it, a comparison does."""
        if self._formula and self._text() is None:
            self._budget.spend_cell(self._column, None, self._formula)
            self._cells.append((self._column, "empty", None, self._formula))
        else:
            super()._end_cell()

    def _written_out(self, shared: str, formula: str) -> str:
        here = f"{get_column_letter(self._column)}{self._row}"
        if formula != "=":
            self._masters[shared] = Translator(formula, here)
            return formula
        master = self._masters.get(shared)
        return master.translate_formula(here) if master else formula


def main(order: str) -> None:
    """`order`: « all », or « named » for the sheets that hold named cells and no other."""
    for encoding in ENCODINGS:
        codecs.lookup(encoding)
    content = sys.stdin.buffer.read()
    bound_this_process(2 * cpu_seconds(len(content)))
    sys.stdout.buffer.write(json.dumps(answer(content, order)).encode())
    sys.stdout.buffer.flush()


def answer(content: bytes, order: str) -> dict[str, object]:
    try:
        if not is_workbook(content):
            raise UnreadableFile(NOT_XLSX)
        check_archive(content)
        return _read(content, order)
    except UnreadableFile as refusal:
        return {"refusal": refusal.sentence}
    except MemoryError:
        return {"refusal": TOO_GREEDY}
    except spreadsheet.BREAKAGES:
        return {"refusal": DAMAGED}


def _read(content: bytes, order: str) -> dict[str, object]:
    reader = spreadsheet._opened(content)
    strings, styles, budget = spreadsheet._strings(reader), spreadsheet._styles(reader), Budget()
    names, sheets = spreadsheet._names(reader.parser), []
    wanted = {found[0] for place in names.values() if (found := reference_in(place))}
    for sheet, relation in reader.parser.find_sheets():
        is_wanted = order == "all" or sheet.name in wanted
        if is_wanted and relation.target in reader.valid_files and "chartsheet" not in relation.Type:
            read = FormulaReader(strings, styles, budget)
            with reader.archive.open(relation.target) as part:
                read.read(part)
            sheets.append({"title": sheet.name, "rows": read.rows})
    return {"sheets": sheets, "names": names}
