"""The workbook received beside the one issued: every cell, values and formulas, whatever was hidden or saved again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from imports.verification.alignment import Aligned, align
from imports.verification.differences import Change, What
from imports.verification.figures import Figures, Rows, Value, address
from imports.verification.formulas import normalised
from imports.verification.labels import Labels
from imports.verification.sheets import has_results, renamed
from imports.verification.values import same

EMPTY = Value(None)


@dataclass(frozen=True)
class Comparison:
    """`made`: what someone changed; `followed`: the formulas, themselves untouched, that give something else.

    `is_uncomputed`: saved by a program that computes nothing, no result of its formulas can be compared.
    """

    made: Sequence[Change]
    followed: Sequence[Change]
    is_uncomputed: bool = False

    @property
    def unchanged(self) -> bool:
        return not self.made and not self.followed


def compare(issued: Figures, received: Figures) -> Comparison:
    comparing = _Comparing(issued, received)
    found = list(comparing.changes())
    return Comparison(
        [each for each in found if each.what is not What.FOLLOWS],
        [each for each in found if each.what is What.FOLLOWS],
        comparing.is_uncomputed,
    )


class _Comparing:
    def __init__(self, issued: Figures, received: Figures) -> None:
        self.issued, self.received = issued, received
        self.renamed = renamed(issued.sheets, received.sheets)

    def changes(self) -> Iterator[Change]:
        now = {self.now(title) for title in self.issued.sheets}
        for title in self.issued.sheets:
            if self.now(title) not in self.received.sheets:
                yield Change(What.SHEET_REMOVED, title)
            elif title in self.renamed:
                yield Change(What.SHEET_RENAMED, title, before=title, after=self.renamed[title])
        for title in self.received.sheets:
            if title not in now:
                yield Change(What.SHEET_ADDED, title)
        for title, rows in self.issued.sheets.items():
            if self.now(title) in self.received.sheets:
                yield from self._sheet(title, rows, self.received.sheets[self.now(title)])

    def now(self, title: str) -> str:
        return self.renamed.get(title, title)

    def _sheet(self, title: str, issued: Rows, received: Rows) -> Iterator[Change]:
        labels, others = Labels(issued), Labels(received)
        for before, after in self.aligned[title].pairs:
            if before is None and after is not None:
                yield Change(What.ROW_ADDED, title, f"{after}", others.row(after), after=others.in_short(after))
            elif after is None and before is not None:
                yield Change(What.ROW_REMOVED, title, f"{before}", labels.row(before), before=labels.in_short(before))
            elif before is not None and after is not None:
                yield from self._row(title, (before, issued[before]), (after, received[after]), labels)

    def _row(
        self,
        title: str,
        issued: tuple[int, Mapping[int, Value]],
        received: tuple[int, Mapping[int, Value]],
        labels: Labels,
    ) -> Iterator[Change]:
        for column in sorted({*issued[1], *received[1]}):
            before, after = issued[1].get(column, EMPTY), received[1].get(column, EMPTY)
            what = self._what(title, before, after)
            if what is not None:
                is_about_formulas = what is What.FORMULA
                yield Change(
                    what,
                    title,
                    address(received[0], column),
                    labels.row(issued[0], column),
                    labels.column(issued[0], column),
                    before.formula if is_about_formulas else before.value,
                    after.formula if is_about_formulas else after.value,
                )

    def _what(self, title: str, before: Value, after: Value) -> What | None:
        if before.formula and after.formula:
            if not self._is_one(title, before.formula, after.formula):
                return What.FORMULA
            return None if self.is_uncomputed or same(before.value, after.value) else What.FOLLOWS
        if before.formula:
            return What.REMOVED if after == EMPTY else What.FORMULA_LOST
        if after.formula:
            return What.ADDED if before == EMPTY else What.FORMULA
        if same(before.value, after.value):
            return None
        return What.ADDED if before.value is None else What.REMOVED if after.value is None else What.VALUE

    def _is_one(self, title: str, before: str, after: str) -> bool:
        """Left as it was, it is the same formula even where rows were sorted: what it gives is compared too."""
        return before == after or normalised(after) in (normalised(before), self._written(title, before))

    def _written(self, title: str, formula: str) -> str:
        """As the formula issued reads once sheets were renamed and rows have come or gone."""
        written = normalised(formula, title, self._moved if self.is_shifted else None)
        for before, after in self.renamed.items():
            written = written.replace(f"'{before}'!", f"'{after}'!")
        return written

    def _moved(self, sheet: str, row: int, is_end: bool) -> int:
        found = self.aligned.get(sheet)
        return found.moved(row, is_end=is_end) if found and found.is_shifted else row

    @cached_property
    def is_uncomputed(self) -> bool:
        """There were results, and none is left."""
        return has_results(self.issued) and not has_results(self.received)

    @cached_property
    def is_shifted(self) -> bool:
        return any(each.is_shifted for each in self.aligned.values())

    @cached_property
    def aligned(self) -> Mapping[str, Aligned]:
        return {
            title: align(rows, self.received.sheets[self.now(title)])
            for title, rows in self.issued.sheets.items()
            if self.now(title) in self.received.sheets
        }
