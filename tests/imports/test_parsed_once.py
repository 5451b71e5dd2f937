"""What spares work on big sheets changes nothing of what is read."""

import re
import sys

from hypothesis import given
from hypothesis import strategies as st

from imports.cells import money
from imports.columns import Column, Layout
from imports.faults import UnexpectedCell
from imports.words import CONTROL, INVISIBLE, cleaned
from imports.workbook import Cell
from tests.imports.support import cell
from tests.imports.test_cells_properties import PARSERS

TYPED = st.sampled_from(["1", "oui", "12/03/2024", "Bretagne", "Énergie", "24 500 €", "ODD17-2024-001", "#N/A", "-"])
VALUES = st.one_of(TYPED, st.booleans(), st.sampled_from([0, 1, 45_000, 1.0, -0.0, 0.0, 45_000.5, 1e15, 10**15]))


def said(read: object, column: Column[object], typed: Cell) -> str:
    try:
        return repr(read(column, typed)) if callable(read) else ""
    except UnexpectedCell as unexpected:
        return f"{unexpected.expected} / {unexpected.proposal}"


@given(st.lists(st.builds(cell, VALUES), max_size=12), st.sampled_from(PARSERS))
def test_a_value_met_again_is_read_as_the_first_time(cells: list[Cell], parser: object) -> None:
    column: Column[object] = Column("Titre", "title", parser)  # type: ignore[arg-type]
    layout = Layout(1, {"title": 1})
    for each in cells:
        assert said(layout.parsed, column, each) == said(lambda own, typed: own.parser(typed), column, each)


def test_a_value_is_parsed_once_whatever_the_rows_that_say_it() -> None:
    parsed: list[Cell] = []
    column = Column("Montant", "amount", lambda each: (parsed.append(each), money(each))[1])
    layout = Layout(1, {"amount": 1})
    assert {layout.parsed(column, cell(12_000, row=row)) for row in range(1, 500)} == {money(cell(12_000))}
    assert len(parsed) == 1


def test_what_is_removed_from_a_text_is_never_printable() -> None:
    every = "".join(chr(code) for code in range(sys.maxunicode + 1))
    removed = [*re.findall(INVISIBLE, every), *re.findall(CONTROL, every), "\u202f", "\u2028"]
    assert not any(map(str.isprintable, removed))
    assert cleaned("déjà vu") == cleaned(" de\u0301ja\u0300\u200b \u202f vu\n") == "déjà vu"
