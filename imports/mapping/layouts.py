"""From a mapping to the layout every reader of a table uses."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from imports.cells import shown
from imports.columns import AnyColumn, Corrections, Layout, header_key, is_in_thousands
from imports.faults import Note
from imports.mapping import SheetMapping
from imports.mapping.headings import Heading, headings
from imports.mapping.words import loose
from imports.words import folded
from imports.workbook import Sheet, column_letters

NOTHING_CORRECTED: Corrections = {}


def layout_of(
    sheet: Sheet,
    mapping: SheetMapping,
    columns: Iterable[AnyColumn],
    corrections: Corrections = NOTHING_CORRECTED,
) -> Layout:
    """The columns of the mapping that this table has. What else stands in the header row is kept to be told.

    A heading that stands twice is a fault, unless someone has looked at the mapping and chosen.
    """
    known = {column.field for column in columns}
    places = {field: place for field, place in mapping.places.items() if field in known}
    found = headings(sheet, mapping.header_row)
    used = set(places.values())
    unused = [heading for heading in found.values() if heading.column not in used]
    named = {header_key(found[place].text) for place in used & found.keys()}
    repeated = [each for each in unused if not mapping.is_sure and header_key(each.text) in named]
    return Layout(
        mapping.header_row,
        places,
        tuple(each.cell for each in unused if each not in repeated),
        tuple(each.cell for each in repeated),
        corrections,
        tuple(found[place].cell for place in sorted(used & found.keys()) if is_in_thousands(found[place].text)),
        {place: folded(shown(found[place].cell)) for place in used & found.keys()},
    )


def renamed_columns_note(sheet: Sheet, layout: Layout, columns: Iterable[AnyColumn]) -> Iterator[Note]:
    """The columns read under another name than any of theirs: by their contents, or because someone said so."""
    found = headings(sheet, layout.header_row)
    told = [
        f"«\u00a0{_text(found, layout.places[column.field])}\u00a0» comme «\u00a0{column.header}\u00a0»"
        for column in columns
        if column.field in layout.places and not _is_named(found, layout.places[column.field], column)
    ]
    if told:
        yield Note(
            sheet.title, f"A{max(layout.header_row, 1)}", f"Colonnes lues sous un autre nom\u00a0: {', '.join(told)}."
        )


def _text(found: Mapping[int, Heading], place: int) -> str:
    return found[place].text if place in found else f"colonne {column_letters(place)}"


def _is_named(found: Mapping[int, Heading], place: int, column: AnyColumn) -> bool:
    names = set(map(loose, (column.header, *column.synonyms)))
    texts = found[place].names if place in found else ()
    return bool(names & set(chain.from_iterable((loose(text), loose(header_key(text))) for text in texts)))
