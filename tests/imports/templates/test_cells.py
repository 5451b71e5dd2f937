"""Any recorded value, written in a cell and read again by the parser of its column, is the same value."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from imports.cells import choice, choices, day, decimal, positive_money, text
from imports.cells.written import one_line, written, written_text
from imports.columns import AnyColumn, Column
from imports.vocabulary import DEFAULT_VOCABULARY, Terms
from imports.workbook import Cell
from tests.imports.support import cell

LABEL = Column("Indicateur", "label", text, required=True)
NOTE = Column("Source", "source", text)
NUMBER = Column("Valeur", "value", decimal)
AMOUNT = Column("Montant", "amount_eur", positive_money)
DAY = Column("Date", "measured_on", day)
DOMAINS = Column("Thématique", "domain_codes", choices(DEFAULT_VOCABULARY.domains))
CONFUSING = Terms.of("un mot", {"a": "Même nom", "b": "Même nom", "c": "Un, ou deux", "d": ""}, {})


def read_again(column: AnyColumn, value: Any) -> Any:
    """Through the cell a template would hold, then through what one would type."""
    found = written(column, value)
    held: Cell = cell(float(found) if isinstance(found, Decimal) else found)
    typed = column.parser(cell(written_text(column, value)))
    assert column.parser(held) == typed
    return typed


@given(st.text(min_size=1, max_size=60))
@example("=SOMME(A1:A2)")
@example("+33 6 12 34 56 78")
@example("-12")
@example("@fonds")
@example("001")
@example("2A004")
@example("l’Île d’Yeu\nou\u00a0Groix")
@example("-")
def test_a_text_comes_back_on_one_line(label: str) -> None:
    if one_line(label):
        assert read_again(LABEL, label) == one_line(label)
    else:
        assert written(LABEL, label) is None


@pytest.mark.parametrize("nothing", [None, "", " \n", "-", "—", "\u200b"])
def test_a_text_that_would_be_read_as_nothing_is_left_empty(nothing: str | None) -> None:
    assert written(NOTE, nothing) is None


@given(st.decimals(min_value=-(10**14), max_value=10**14, places=6))
@example(Decimal("12345678901234.123456"))
@example(Decimal("0.1"))
@example(Decimal("100"))
@example(Decimal("-0"))
def test_a_number_keeps_every_digit(value: Decimal) -> None:
    assert read_again(NUMBER, value) == value


@given(st.decimals(min_value=Decimal("0.01"), max_value=Decimal("999999999.99"), places=2))
def test_an_amount_keeps_its_cents(value: Decimal) -> None:
    assert read_again(AMOUNT, value) == value


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31)))
def test_a_day_is_that_day(value: date) -> None:
    assert read_again(DAY, value) == value


@given(st.lists(st.sampled_from(sorted(DEFAULT_VOCABULARY.domains.labels)), min_size=1, unique=True))
def test_several_words_of_a_list_are_these(codes: list[str]) -> None:
    assert read_again(DOMAINS, tuple(codes)) == tuple(codes)


@pytest.mark.parametrize("code", ["a", "b", "c", "d"])
def test_a_word_that_means_another_is_written_by_its_code(code: str) -> None:
    assert read_again(Column("Mot", "word", choice(CONFUSING)), code) == code


def test_a_label_with_a_comma_is_not_cut_in_two_beside_another() -> None:
    column = Column("Mots", "words", choices(CONFUSING))
    assert written(column, ("a", "c")) == "Même nom; c"
    assert read_again(column, ("c",)) == ("c",)


def test_a_day_before_excel_counts_them_is_a_text() -> None:
    assert written(DAY, date(1899, 12, 31)) == "31/12/1899"
