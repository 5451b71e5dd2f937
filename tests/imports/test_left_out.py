"""Rows of a table that are no records: totals, titles repeated further down; what is hidden is read, and told."""

from collections.abc import Sequence

import pytest

from imports.projects import gather
from imports.totals import is_total
from imports.workbook import Cell, Row, Workbook
from tests.imports.support import SUIVI, VERSEMENTS, Value, book, project_line, sheet

SUM = Cell(1, 1, "number", 12_000, "=SUM(K2:K9)")


def row(*values: Value) -> Row:
    return sheet("Suivi", values).rows[0]


@pytest.mark.parametrize(
    "values",
    [
        (None, "TOTAL", 12_000),
        ("Total général", None, 12_000),
        (None, "Sous-total Bretagne", "12 000 €"),
        ("Total des projets", 12_000, 4_000),
        (None, "Somme", SUM),
        ("Somme", None, SUM),
        (None, None, SUM),
        (None, "Bretagne", SUM, 3),
    ],
)
def test_a_row_that_adds_up_others_is_a_total(values: Sequence[Value]) -> None:
    assert is_total(row(*values), 1)


@pytest.mark.parametrize(
    "values",
    [
        ("ODD17-2024-001", "Total", 12_000),
        ("ODD17-2024-001", None, SUM),
        (None, "Somme", 12_000),
        (None, "Total mobilisation", "Association", 12_000),
        (None, "Tranche 1", 12_000),
    ],
)
def test_a_row_that_may_be_a_record_is_no_total(values: Sequence[Value]) -> None:
    assert not is_total(row(*values), 1)


def test_totals_and_titles_repeated_further_down_are_left_out_and_told() -> None:
    rows = [project_line(), [None] * 9 + ["Sous-total", SUM], list(SUIVI), project_line(**{"N°": "ODD17-2024-002"})]
    found = gather(book(rows, [], []))
    assert (len(found.projects), found.findings.faults) == (2, [])
    told = [note.sentence for note in found.findings.notes]
    assert "Titres répétés dans le tableau, laissés de côté\u00a0: ligne 4." in told
    assert "Totaux laissés de côté\u00a0: ligne 3." in told


def test_hidden_columns_are_read_like_the_others_and_told() -> None:
    hidden = sheet("Suivi", SUIVI, project_line(), hidden_columns=((11, 12), (40, 50)))
    found = gather(Workbook((hidden, sheet("Versements", VERSEMENTS))))
    assert found.projects[0].amount_eur == 10_000
    told = [note.sentence for note in found.findings.notes]
    assert "Colonnes masquées, lues comme les autres\u00a0: K, L." in told
