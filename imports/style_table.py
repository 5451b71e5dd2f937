"""Which cell styles show a number as a date: all that reading needs of « styles.xml », however bloated it is."""

from datetime import datetime
from typing import IO

from openpyxl.styles.numbers import builtin_format_code, is_date_format, is_timedelta_format

from imports.cell_values import Styles
from imports.errors import UnreadableFile
from imports.limits import MAX_STYLES
from imports.xml_events import MAIN, parse, strict_parser

FORMAT, STYLES, STYLE = (MAIN + name for name in ("numFmt", "cellXfs", "xf"))
TOO_MANY_STYLES = (
    "Ce classeur contient trop de styles de case, plus qu’Excel n’en admet\u202f: "
    "recopiez ses feuilles dans un classeur neuf."
)


class StyleTable:
    def __init__(self, epoch: datetime) -> None:
        self._epoch = epoch
        self._custom: dict[str, str] = {}
        self._formats: list[str] = []
        self._seen = 0
        self._is_inside = False
        self._parser = strict_parser()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def read(self, part: IO[bytes]) -> Styles:
        parse(self._parser, part)
        codes = {number: self._code(number) for number in set(self._formats)}
        dates = {number for number, code in codes.items() if is_date_format(code)}
        durations = {number for number, code in codes.items() if is_timedelta_format(code)}
        return Styles(self._epoch, self._ranks(dates), self._ranks(durations))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name in {STYLE, FORMAT}:
            self._seen += 1
            if self._seen > 2 * MAX_STYLES:
                raise UnreadableFile(TOO_MANY_STYLES)
        if name == FORMAT:
            self._custom[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == STYLES:
            self._is_inside = True
        elif name == STYLE and self._is_inside:
            self._formats.append(attributes.get("numFmtId", "0"))

    def _end(self, name: str) -> None:
        if name == STYLES:
            self._is_inside = False

    def _code(self, number: str) -> str | None:
        return self._custom.get(number) or builtin_format_code(int(number))

    def _ranks(self, formats: set[str]) -> frozenset[str]:
        return frozenset(str(rank) for rank, number in enumerate(self._formats) if number in formats)
