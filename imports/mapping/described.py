"""What the page that corrects a mapping shows of a sheet, and what is kept of it for the next file."""

from collections.abc import Iterator
from dataclasses import dataclass

from imports.cells import shown
from imports.columns import header_key
from imports.mapping import SheetMapping
from imports.mapping.candidates import candidate
from imports.mapping.contents import samples_of
from imports.mapping.headings import headings
from imports.vocabulary import Vocabulary
from imports.workbook import Sheet, column_letters

SHOWN_VALUES = 3


@dataclass(frozen=True)
class PossibleField:
    field: str
    header: str
    required: bool
    help: str


@dataclass(frozen=True)
class DescribedColumn:
    """`field` is the proposed one, empty for none; `values` are the first ones, as the sheet shows them."""

    number: int
    letters: str
    heading: str
    values: tuple[str, ...]
    field: str


@dataclass(frozen=True)
class DescribedSheet:
    """`filled_rows` are those under the header row; `fields` those a column may be given, in the order of the table."""

    title: str
    kind: str
    header_row: int
    filled_rows: int
    is_sure: bool
    columns: tuple[DescribedColumn, ...]
    fields: tuple[PossibleField, ...]

    @property
    def missing(self) -> tuple[PossibleField, ...]:
        placed = {column.field for column in self.columns}
        return tuple(each for each in self.fields if each.required and each.field not in placed)


def describe(sheet: Sheet, mapping: SheetMapping, vocabulary: Vocabulary) -> DescribedSheet:
    columns = candidate(mapping.kind, vocabulary).columns
    fields = [PossibleField(each.field, each.header, each.required, each.help) for each in columns]
    return DescribedSheet(
        title=sheet.title,
        kind=mapping.kind,
        header_row=mapping.header_row,
        filled_rows=sum(row.number > mapping.header_row for row in sheet.rows),
        is_sure=mapping.is_sure,
        columns=tuple(_columns(sheet, mapping)),
        fields=tuple(fields),
    )


def to_remember(sheet: Sheet, mapping: SheetMapping) -> dict[tuple[str, str], str]:
    """(kind, key of a heading) → its field, empty for a column left aside: what `propose` is given next time."""
    fields = {place: field for field, place in mapping.places.items()}
    found = headings(sheet, mapping.header_row)
    return {
        (mapping.kind, header_key(heading.text)): fields.get(column, "")
        for column, heading in sorted(found.items(), key=lambda each: each[0] in fields)
    }


def _columns(sheet: Sheet, mapping: SheetMapping) -> Iterator[DescribedColumn]:
    fields = {place: field for field, place in mapping.places.items()}
    found, samples = headings(sheet, mapping.header_row), samples_of(sheet, mapping.header_row)
    for number in sorted(found.keys() | samples.keys() | fields.keys()):
        text = found[number].text if number in found else ""
        values = tuple(shown(cell) for cell in samples.get(number, ())[:SHOWN_VALUES])
        yield DescribedColumn(number, column_letters(number), text, values, fields.get(number, ""))
