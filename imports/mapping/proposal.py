"""Proposes, for each sheet of a received workbook, what it holds, where its headings are and which column is which.

Nothing is decided here: what is not known by its very name is proposed and marked as not sure, for a person to look at.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from imports.faults import Fault
from imports.mapping import SheetMapping
from imports.mapping.candidates import Candidate, candidate, candidates
from imports.mapping.reading import Reading
from imports.mapping.recognition import Remembered
from imports.mapping.transposed import transposed_fault
from imports.mapping.views import SheetView
from imports.vocabulary import Vocabulary
from imports.words import folded
from imports.workbook import Sheet, Workbook

NOTHING_REMEMBERED: Remembered = {}


def propose(
    workbook: Workbook,
    vocabulary: Vocabulary,
    remembered: Mapping[tuple[str, str], str] = NOTHING_REMEMBERED,
    only: Collection[str] = (),
) -> tuple[SheetMapping, ...]:
    """One mapping for each sheet that has rows. `only` restricts the kinds looked for."""
    wanted = candidates(vocabulary, only)
    return tuple(_propose_one(sheet, wanted, remembered) for sheet in workbook if sheet.rows)


def propose_as(
    sheet: Sheet,
    kind: str,
    vocabulary: Vocabulary,
    remembered: Mapping[tuple[str, str], str] = NOTHING_REMEMBERED,
    header_row: int | None = None,
) -> SheetMapping:
    """The columns of a sheet whose kind, and perhaps header row, someone has chosen."""
    chosen = candidate(kind, vocabulary)
    if not chosen.kind:
        return SheetMapping(sheet.title, "")
    reading = Reading(SheetView(sheet), chosen, remembered, header_row)
    return reading.mapping(is_sure=reading.is_sure)


def transposed_faults(workbook: Workbook, mapping: Sequence[SheetMapping], vocabulary: Vocabulary) -> Iterator[Fault]:
    """One for each sheet left without a kind because its table lies on its side."""
    aside = {each.sheet for each in mapping if not each.kind}
    tables = [each.columns for each in candidates(vocabulary)]
    for sheet in workbook:
        if sheet.title in aside:
            yield from transposed_fault(sheet, tables)


OWN_PAGES = frozenset(map(folded, ("Lisez-moi", "Listes", "Scores", "Paroles", "Régions")))
"""Sheets of the fund's own workbooks that explain or compute: there is nothing to take back from them."""


def _propose_one(sheet: Sheet, wanted: Iterable[Candidate], remembered: Remembered) -> SheetMapping:
    if folded(sheet.title) in OWN_PAGES:
        return SheetMapping(sheet.title, "")
    view = SheetView(sheet)
    readings = [Reading(view, each, remembered) for each in wanted]
    fitting = [each for each in readings if each.fits_by_name] or [each for each in readings if each.fits_by_content]
    ranked = sorted(fitting, key=lambda each: each.merit, reverse=True)
    if not ranked:
        return SheetMapping(sheet.title, "", is_sure=not any(each.bears_title for each in readings))
    best, *others = ranked
    is_tied = bool(others) and others[0].merit == best.merit
    return best.mapping(is_sure=best.is_sure and not is_tied)
