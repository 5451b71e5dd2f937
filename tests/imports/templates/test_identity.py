"""What leaves in a template comes back the same, whatever people wrote."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings

from imports.projects.planned import State
from imports.records.entity import Entity, Records
from tests.imports.records.sheets import OTHER, PROJECT
from tests.imports.templates.libreoffice import saved_by_libreoffice
from tests.imports.templates.records import ODD, names_are_unique, portfolios
from tests.imports.templates.support import back, cells_of, sheet_named, without_identity, written

KINDS = ("indicateurs", "mesures")
slowly = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@slowly
@given(portfolios())
def test_a_filled_template_that_comes_back_changes_nothing(records: Records) -> None:
    came_back = back(written(KINDS, records), KINDS, records)
    assert came_back.faults == []
    assert came_back.states == {State.SAME}
    expected = len(list(records.all("indicator"))) + len(list(records.all("measurement")))
    assert len(came_back.rows) == expected


@slowly
@given(portfolios().filter(names_are_unique))
def test_into_an_empty_database_then_out_again_the_cells_are_the_same(records: Records) -> None:
    """The numbers are those of the other database: the hidden columns are emptied first."""
    content = written(KINDS, records)
    elsewhere = Records((PROJECT, OTHER))
    came_in = back(without_identity(content), KINDS, elsewhere)
    assert (came_in.faults, came_in.states) == ([], {State.NEW})
    again = back(written(KINDS, elsewhere), (), elsewhere).workbook
    for title in ("Indicateurs", "Mesures"):
        assert cells_of(sheet_named(again, title)) == cells_of(sheet_named(came_in.workbook, title))


def test_opened_and_saved_by_libreoffice_it_still_changes_nothing(tmp_path: Path) -> None:
    records = Records((PROJECT, OTHER))
    for number, text in enumerate(ODD, start=1):
        records.put(odd_indicator(number, text))
    content = saved_by_libreoffice(tmp_path, written(("indicateurs",), records))
    came_back = back(content, ("indicateurs",), records)
    assert (came_back.faults, came_back.states, len(came_back.rows)) == ([], {State.SAME}, len(ODD))


def odd_indicator(number: int, text: str) -> Entity:
    values = {"project_id": 1, "label": text, "unit": text, "baseline": None, "target": None, "target_on": None}
    return Entity("indicator", number, values, 1)
