"""One sheet looked at as if it were of one kind: its header row, its columns, and what that is worth."""

from dataclasses import dataclass, replace
from functools import cached_property

from imports.mapping import SheetMapping
from imports.mapping.candidates import Candidate
from imports.mapping.contents import Samples
from imports.mapping.headings import Headings
from imports.mapping.names import Names
from imports.mapping.recognition import (
    Recognition,
    Remembered,
    add_by_content,
    add_by_spelling,
    by_name,
    is_something_left,
)
from imports.mapping.views import SheetView

TITLE_WEIGHT = 3.0


@dataclass
class Reading:
    """`chosen_row` is the header row someone has pointed at."""

    view: SheetView
    candidate: Candidate
    remembered: Remembered
    chosen_row: int | None = None

    @property
    def fits_by_name(self) -> bool:
        if self._best_row[0] < 2:
            return False
        return self.named.fits or (self.bears_title and len(self.named.places) > 1)

    @property
    def fits_by_content(self) -> bool:
        return self.found.fits_without_names if self.header_row else self.found.fits_without_headings

    @property
    def merit(self) -> float:
        """The title of the sheet decides between kinds whose columns are about as well known."""
        score = self.found.score if self.header_row else self.found.found_score
        return score + (TITLE_WEIGHT if self.bears_title else 0.0)

    @property
    def is_sure(self) -> bool:
        is_whole = self.header_row > 0 and not self.found.missing and not self.found.doubts
        return is_whole and not is_something_left(self.found, self._headings, self._samples)

    def mapping(self, *, is_sure: bool) -> SheetMapping:
        return SheetMapping(self.view.sheet.title, self.candidate.kind, self.header_row, self.found.places, is_sure)

    @cached_property
    def bears_title(self) -> bool:
        return self.candidate.bears(self.view.sheet.title)

    @cached_property
    def named(self) -> Recognition:
        """What the headings alone say."""
        return by_name(self.candidate, self.names, self._headings, self.remembered, self._samples)

    @cached_property
    def found(self) -> Recognition:
        """What the headings say, then their near spellings, then what the cells hold."""
        found = replace(self.named, places=dict(self.named.places), doubts=set(self.named.doubts))
        add_by_spelling(found, self.names, self._headings)
        add_by_content(found, self._samples, self._samples)
        return found

    @cached_property
    def header_row(self) -> int:
        """The row naming most columns; without any, the line above the data, or none (0)."""
        if self.chosen_row is not None:
            return self.chosen_row
        named, row = self._best_row
        return row if named > 1 else unnamed_header_row(self.view, self.candidate)

    @cached_property
    def _best_row(self) -> tuple[int, int]:
        """How many columns the best row names, and which row it is: the first of equals."""
        counted = ((self._named_by(row.number), row.number) for row in self.view.first_rows if len(row.cells) > 1)
        return max(counted, key=lambda each: each[0], default=(0, 0))

    def _named_by(self, row: int) -> int:
        texts = self.view.headings(row).values()
        return len({match.field for each in texts for name in each.names for match in self.names.matches(name)})

    @cached_property
    def names(self) -> Names:
        return Names(self.candidate.columns)

    @property
    def _headings(self) -> Headings:
        return self.view.headings(self.header_row)

    @property
    def _samples(self) -> Samples:
        return self.view.samples(self.header_row)


def unnamed_header_row(view: SheetView, candidate: Candidate) -> int:
    """The line just above the first one that its cells show to be data; 0 when the data begin the sheet."""
    numbers = [0, *(row.number for row in view.first_rows)]
    for previous, row in zip(numbers, view.first_rows, strict=False):
        line = {column: [cell] for column, cell in row.cells.items()}
        found = Recognition(candidate)
        add_by_content(found, line, line)
        if len(found.places) > 1:
            return previous
    return numbers[1] if view.first_rows else 0
