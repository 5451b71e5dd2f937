"""Columns where some dates can only start with the month, as in the United States: « 03/25/2024 ».

There « 03/04/2024 » may be the third of April or the fourth of March: each such cell is asked about, never guessed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from imports.cells import day, shown
from imports.columns import AnyColumn
from imports.tables import RowReader

FIGURES = re.compile(r"([0-9]{1,2})([/.\-])([0-9]{1,2})\2([0-9]{4})(?:[ T][0-9:]+)?", re.ASCII)
EXPECTED = (
    "une date qui commence par le jour\u202f; d’autres dates de cette colonne commencent par le mois\u00a0: "
    "voulez-vous dire «\u00a0{proposal}\u00a0»\u202f?"
)


def refuse_doubtful_days(readers: Sequence[RowReader], columns: Iterable[AnyColumn]) -> None:
    """A correction already given for what the cell says, even the same text again, settles it."""
    for column in columns:
        if column.parser is not day:
            continue
        written = list(_written(readers, column))
        if any(first <= 12 < second for _, first, second, _ in written):
            for reader, first, second, year in written:
                if first != second and max(first, second) <= 12 and not _is_corrected(reader, column):
                    proposal = f"{second:02}/{first:02}/{year}"
                    reader.refuse(column, EXPECTED.format(proposal=proposal), proposal)


def _written(readers: Iterable[RowReader], column: AnyColumn) -> Iterator[tuple[RowReader, int, int, str]]:
    """The dates written with figures: the two first ones, and the year."""
    for reader in readers:
        value = reader.cell(column).value
        if isinstance(value, str) and (found := FIGURES.fullmatch(value.strip())):
            yield reader, int(found[1]), int(found[3]), found[4]


def _is_corrected(reader: RowReader, column: AnyColumn) -> bool:
    return (column.header, shown(reader.cell(column))) in reader.layout.corrections
