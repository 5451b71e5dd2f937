"""Small workbooks at random: proposing, describing and reading them never fails otherwise than by naming faults."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from imports.mapping import SheetMapping, mapping_of
from imports.mapping.candidates import candidate, candidates
from imports.mapping.described import describe, to_remember
from imports.mapping.layouts import layout_of
from imports.mapping.proposal import propose, propose_as, transposed_faults
from imports.projects import gather
from imports.reading import Findings, table_rows
from imports.vocabulary import DEFAULT_VOCABULARY
from imports.workbook import Cell, Row, Sheet, Workbook
from tests.imports.support import CODE, cell

TABLES = candidates(DEFAULT_VOCABULARY)
HEADINGS = sorted({name for each in TABLES for column in each.columns for name in (column.header, *column.synonyms)})
FIELDS = sorted({column.field for each in TABLES for column in each.columns})
VALUES = st.one_of(
    st.sampled_from([*HEADINGS, CODE, "15/01/2024", "12k€", "Bretagne", "En cours", "TOTAL", "—", "Montant (k€)"]),
    st.text(max_size=12),
    st.integers(0, 60_000),
    st.dates(),
    st.booleans(),
)
PLACES = st.integers(1, 8)
CELLS = st.builds(cell, VALUES, formula=st.none() | st.just("=SUM(A1:A9)"))
MERGES = st.tuples(PLACES, PLACES, PLACES, PLACES)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    rows = draw(st.dictionaries(st.integers(1, 12), st.dictionaries(PLACES, CELLS, min_size=1, max_size=8), max_size=8))
    return Sheet(
        draw(st.sampled_from(["Suivi", "Versements", "Jalons 2024", "Feuil1", "Mesures"])),
        tuple(Row(number, _placed(number, cells), draw(st.booleans())) for number, cells in sorted(rows.items())),
        draw(st.booleans()),
        tuple(draw(st.lists(MERGES, max_size=3))),
        tuple(draw(st.lists(st.tuples(PLACES, PLACES), max_size=2))),
    )


def _placed(number: int, cells: dict[int, Cell]) -> dict[int, Cell]:
    return {place: Cell(number, place, each.kind, each.value, each.formula) for place, each in cells.items()}


WORKBOOKS = st.lists(sheets(), min_size=1, max_size=2, unique_by=lambda sheet: sheet.title).map(
    lambda found: Workbook(tuple(found))
)
REMEMBERED = st.dictionaries(
    st.tuples(st.sampled_from([each.kind for each in TABLES]), st.sampled_from(HEADINGS).map(str.lower)),
    st.sampled_from(["", *FIELDS]),
    max_size=3,
)
MAPPINGS = st.builds(
    SheetMapping,
    st.sampled_from(["Suivi", "Versements", "Feuil1"]),
    st.sampled_from(["", *(each.kind for each in TABLES)]),
    st.integers(0, 12),
    st.dictionaries(st.sampled_from(FIELDS), st.integers(1, 12), max_size=6),
    st.booleans(),
)


@settings(max_examples=30, deadline=None)
@given(WORKBOOKS, REMEMBERED)
def test_any_workbook_is_proposed_described_and_read(workbook: Workbook, remembered: Any) -> None:
    mapping = propose(workbook, DEFAULT_VOCABULARY, remembered)
    assert mapping_of(each.as_json() for each in mapping) == mapping
    read_by(workbook, mapping)
    gather(workbook)
    list(transposed_faults(workbook, mapping, DEFAULT_VOCABULARY))


@settings(max_examples=30, deadline=None)
@given(WORKBOOKS, st.lists(MAPPINGS, max_size=3))
def test_any_mapping_someone_may_choose_is_described_and_read(workbook: Workbook, chosen: list[SheetMapping]) -> None:
    read_by(workbook, tuple(chosen))
    for each in chosen:
        propose_as(workbook.sheets[0], each.kind, DEFAULT_VOCABULARY, header_row=each.header_row)


def read_by(workbook: Workbook, mapping: tuple[SheetMapping, ...]) -> None:
    gather(workbook, mapping=mapping)
    for own in mapping:
        columns = candidate(own.kind, DEFAULT_VOCABULARY).columns
        for sheet in workbook:
            describe(sheet, own, DEFAULT_VOCABULARY)
            to_remember(sheet, own)
            if columns:
                readers = table_rows(sheet, layout_of(sheet, own, columns), columns, Findings())
                assert all(reader.row.number > own.header_row for reader in readers)
