"""A row that comes back in a template: it names its record by number, and never overwrites silently what is newer."""

from dataclasses import replace
from typing import Any

import pytest

from imports.kinds.identity import IDENTITY
from imports.kinds.indicators import INDICATORS
from imports.projects.planned import State
from imports.records.entity import Entity
from imports.records.versions import fingerprint
from imports.vocabulary import DEFAULT_VOCABULARY
from tests.imports.records.sheets import CODE, INDICATOR, planned, recorded, sheet_of
from tests.imports.support import Value

HEADERS = ("Projet *", "Indicateur *", "Unité", "Cible", "Identifiant", "Version")
FIELDS = {column.field for column in (*INDICATORS.columns(DEFAULT_VOCABULARY), *IDENTITY)}
SEEN = fingerprint(INDICATORS, INDICATOR, FIELDS)


def modified(**values: Any) -> Entity:
    return replace(INDICATOR, values={**INDICATOR.values, **values}, version=4)


def back(*row: Value, now: Entity = INDICATOR, **others: Any) -> tuple[State, list[tuple[str, str, str]]]:
    (done,), faults = planned(INDICATORS, sheet_of(HEADERS, row), recorded(now))
    return done.state, faults


def test_a_row_that_left_and_came_back_is_the_same() -> None:
    assert back(CODE, "Foyers touchés", "foyers", 400, 7, SEEN) == (State.SAME, [])


def test_a_change_of_a_record_nobody_touched_since_is_a_change() -> None:
    assert back(CODE, "Foyers aidés", "foyers", 500, 7, SEEN) == (State.CHANGED, [])


def test_a_change_of_a_record_modified_since_is_refused_at_its_cell_with_what_is_recorded_now() -> None:
    state, faults = back(CODE, "Foyers touchés", "foyers", 500, 7, SEEN, now=modified(target=450))
    assert state is State.REFUSED
    expected = (
        "la valeur du modèle, car la fiche a été modifiée depuis son téléchargement\u202f; "
        "elle dit maintenant «\u00a0450\u00a0»"
    )
    assert faults == [("D2", expected, "450")]


def test_a_row_nobody_touched_is_refused_where_it_would_bring_back_the_old_value() -> None:
    state, faults = back(CODE, "Foyers touchés", "foyers", 400, 7, SEEN, now=modified(unit="ménages"))
    assert (state, [(cell, proposal) for cell, _, proposal in faults]) == (State.REFUSED, [("C2", "ménages")])


def test_a_value_erased_since_is_not_brought_back() -> None:
    state, ((cell, expected, proposal),) = back(CODE, "Foyers touchés", "foyers", 400, 7, SEEN, now=modified(unit=""))
    assert (state, cell, proposal) == (State.REFUSED, "C2", "")
    assert expected.startswith("une case vide, car la fiche a été modifiée")


def test_a_row_that_says_what_is_recorded_now_is_the_same_whatever_its_version() -> None:
    assert back(CODE, "Foyers touchés", "foyers", 450, 7, SEEN, now=modified(target=450)) == (State.SAME, [])


def test_emptying_the_version_imposes_what_the_row_says() -> None:
    assert back(CODE, "Foyers touchés", "foyers", 500, 7, None, now=modified(target=450)) == (State.CHANGED, [])


def test_what_the_sheet_does_not_speak_of_may_change_meanwhile() -> None:
    now = modified(remark="ailleurs")
    assert back(CODE, "Foyers touchés", "foyers", 500, 7, SEEN, now=now) == (State.CHANGED, [])


def test_the_present_value_is_not_proposed_where_another_row_says_the_same() -> None:
    """Accepting it would change both."""
    rows = ((CODE, "Foyers touchés", "foyers", 400, 7, SEEN), (CODE, "Ateliers", "foyers", 3, None, None))
    _, faults = planned(INDICATORS, sheet_of(HEADERS, *rows), recorded(modified(unit="ménages")))
    assert [(cell, proposal) for cell, _, proposal in faults] == [("C2", "")]


@pytest.mark.parametrize(("code", "number"), [(CODE, 8), ("ODD17-2024-002", 7), (CODE, "sept"), (CODE, 0)])
def test_a_number_that_is_unknown_or_of_another_project_is_refused_at_its_cell(code: str, number: Value) -> None:
    state, faults = back(code, "Foyers touchés", "foyers", 400, number, None)
    assert (state, [cell for cell, _, _ in faults]) == (State.REFUSED, ["E2"])
    assert faults[0][1].startswith("le numéro que le modèle a donné")


def test_a_text_of_several_lines_comes_back_on_one_and_is_the_same() -> None:
    now = modified(unit="foyers\nou  ménages\u00a0")
    assert back(CODE, "Foyers touchés", "foyers ou ménages", 400, 7, None, now=now) == (State.SAME, [])


def test_nothing_and_an_empty_text_leave_the_same_trace() -> None:
    assert fingerprint(INDICATORS, modified(unit="", baseline=None), FIELDS) == fingerprint(
        INDICATORS, modified(unit=None, baseline=""), FIELDS
    )
