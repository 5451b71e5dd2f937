"""Whatever a cell holds, a parser returns a value or raises `UnexpectedCell`."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from imports.cells import (
    choice,
    choices,
    code_text,
    commune,
    day,
    email,
    money,
    names,
    postal_area,
    project_code,
    region,
    rna,
    shown,
    siren,
    siret,
    site,
    status,
    text,
    yes_no,
)
from imports.faults import UnexpectedCell
from imports.vocabulary import DEFAULT_VOCABULARY
from imports.words import cleaned, folded
from imports.workbook import Cell
from tests.imports.support import cell

PARSERS = (
    text, code_text, names, yes_no, money, day, siren, siret, project_code,
    region(DEFAULT_VOCABULARY.regions), status(DEFAULT_VOCABULARY.statuses), choice(DEFAULT_VOCABULARY.categories),
    choices(DEFAULT_VOCABULARY.domains), rna, email, site, postal_area, commune(DEFAULT_VOCABULARY.places),
)  # fmt: skip
NEARLY = st.from_regex(r"\A[-+]?[0-9 .,/\u202f\u0660-\u0669²]{0,16}(€|k€| eur|er mars 2024)?\Z")
VALUES = st.one_of(st.none(), st.text(), NEARLY, st.integers(), st.floats(), st.booleans(), st.dates())
CELLS = st.builds(cell, VALUES, formula=st.none() | st.just("=A1"))


@given(CELLS, st.sampled_from(PARSERS))
def test_a_parser_answers_or_says_what_it_expected(found: Cell, parser: object) -> None:
    expected = "une valeur"
    try:
        parser(found)  # type: ignore[operator]
    except UnexpectedCell as unexpected:
        expected = unexpected.expected
    assert expected


@given(CELLS)
def test_any_cell_can_be_shown_on_one_line(found: Cell) -> None:
    assert len(shown(found)) <= 400


@given(st.decimals(min_value=0, max_value=999_999_999, places=2), st.sampled_from([" ", "\u00a0", "\u202f"]))
def test_an_amount_written_in_french_comes_back_to_the_cent(amount: Decimal, space: str) -> None:
    written = f"{amount:,.2f} €".replace(",", space).replace(".", ",")
    assert money(cell(written)) == amount


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31)))
def test_a_date_comes_back_whatever_its_writing(written: date) -> None:
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y"):
        assert day(cell(written.strftime(form))) == written
    assert day(cell((written - date(1899, 12, 30)).days)) == written


@given(st.text())
def test_cleaning_and_folding_twice_changes_nothing_more(typed: str) -> None:
    assert cleaned(cleaned(typed)) == cleaned(typed)
    assert folded(folded(typed)) == folded(typed)
