"""Whatever a cell holds, every column of every kind of sheet answers or refuses; what it proposes would be read."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from imports.cells import day, decimal, money, names, shown, yes_no
from imports.cells.texts import joined
from imports.columns import AnyColumn
from imports.faults import UnexpectedCell
from imports.mapping.candidates import candidates
from imports.vocabulary import DEFAULT_VOCABULARY
from imports.words import cleaned, folded
from imports.workbook import Cell, CellValue
from tests.imports.support import cell

COLUMNS = [column for each in candidates(DEFAULT_VOCABULARY) for column in each.columns]
AMOUNTS = st.from_regex(
    r"\A(env\.? |~ ?|\(|- ?)?[0-9]{1,4}([ .,'\u202f?][0-9]{3}){0,3}([.,][0-9]{1,3})?"
    r" ?(€|k€|K|M€|m|millions|euros|\(ht\)|\)|\?)?\Z"
)
DATES = st.from_regex(
    r"\A(le |fin |vers |lundi |T)?[0-9]{0,4}[/. -]?([0-9]{1,2}|mars|janv\.?|Feb)?[/. -]?[0-9]{0,4}( 10:30| \?)?\Z"
)
CODES = st.from_regex(r"\A(odd17|ODD17|W|2A|=)?[- \u2011]?[0-9]{1,14}([ -][0-9]{1,6})?\Z")
LISTS = st.lists(st.text(max_size=6), max_size=4).flatmap(
    lambda words: st.sampled_from(["; ", " / ", ", ", " + ", "\n"]).map(lambda mark: mark.join(words))
)
VALUES = st.one_of(
    st.none(), st.text(max_size=20), AMOUNTS, DATES, CODES, LISTS, st.integers(), st.floats(), st.booleans(), st.dates()
)
KINDS = st.sampled_from(["text", "number", "boolean", "date", "error", "empty"])
CELLS = st.one_of(
    st.builds(cell, VALUES, formula=st.none() | st.just("=A1")),
    st.builds(Cell, st.just(1), st.just(1), KINDS, VALUES, st.none() | st.just("=SUM(A1)"), st.booleans()),
)
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31))


def refusal(parser: Callable[[Cell], object], found: Cell) -> UnexpectedCell | None:
    try:
        parser(found)
    except UnexpectedCell as unexpected:
        return unexpected
    return None


@given(CELLS, st.sampled_from(COLUMNS))
def test_a_column_answers_or_refuses_and_its_proposal_would_be_read(found: Cell, column: AnyColumn) -> None:
    refused = refusal(column.parser, found)
    assert refused is None or refused.expected
    assert refused is None or not refused.proposal or refusal(column.parser, cell(refused.proposal)) is None


@given(AMOUNTS | VALUES, st.sampled_from([money, decimal]))
@example("12k€", money)
def test_what_is_proposed_for_an_amount_is_read(typed: CellValue, parser: Callable[[Cell], Decimal]) -> None:
    refused = refusal(parser, cell(typed))
    assert refused is None or not refused.proposal or refusal(parser, cell(refused.proposal)) is None


@given(DATES | st.integers(19000101, 21001231))
@example("mars 2024")
def test_what_is_proposed_for_a_date_is_read(typed: CellValue) -> None:
    refused = refusal(day, cell(typed))
    assert refused is None or not refused.proposal or refusal(day, cell(refused.proposal)) is None


@given(st.decimals(min_value=0, max_value=999_999_999, places=2), DAYS, st.booleans())
def test_a_value_shown_is_read_as_the_same_value(amount: Decimal, chosen: date, said: bool) -> None:
    number = cell(float(amount))
    assert money(cell(shown(number))) == money(number) == amount
    assert decimal(cell(shown(number))) == decimal(number)
    assert day(cell(shown(cell(chosen)))) == chosen
    assert yes_no(cell(shown(cell(said)))) is said


@given(st.lists(st.text().map(lambda name: cleaned(name).replace(";", "")).filter(bool), unique_by=folded))
def test_names_written_back_are_read_as_they_were(several: list[str]) -> None:
    several = [name for name in map(cleaned, several) if name]
    if joined(several).strip() not in {"#REF!", "#N/A"}:
        assert names(cell(joined(several))) == tuple(several)
