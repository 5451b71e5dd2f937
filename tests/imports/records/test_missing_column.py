"""A sheet without a required column: told at its headings, its rows are refused and compared with nothing."""

from imports.kinds.indicators import INDICATORS
from imports.projects.planned import State
from tests.imports.records.sheets import CODE, planned, recorded, sheet_of


def test_its_rows_are_refused_without_a_fault_of_their_own() -> None:
    (done,), faults = planned(INDICATORS, sheet_of(("Projet", "Cible"), (CODE, 12)), recorded())
    assert (done.state, done.writes, faults) == (State.REFUSED, (), [])
