"""Indicators, and their measurements: two sheets that point at each other."""

from datetime import date
from decimal import Decimal

import pytest

from imports.projects.planned import State
from imports.records.entity import Entity, Records
from tests.imports.kinds.support import CODE, Line, Planned, a_project, plan_books, plan_lines

DAY = date(2025, 6, 30)
INDICATOR = Entity(
    "indicator",
    7,
    {"project_id": 1, "label": "Foyers touchés", "unit": "", "baseline": None, "target": Decimal(400)},
    3,
)
MEASUREMENT = Entity(
    "measurement",
    9,
    {"indicator_id": 7, "measured_on": DAY, "value": Decimal(120), "source": "Bilan", "evidence": 1},
    2,
)
ROW: Line = {"Projet": CODE, "Indicateur": "Foyers touchés", "Unité": None, "Cible": 400}
MEASURED: Line = {
    "Projet": CODE, "Indicateur": "Foyers touchés", "Date": DAY, "Valeur": 120, "Source": "Bilan",
    "Niveau de preuve": "documenté",
}  # fmt: skip


def indicators(*lines: Line, known: tuple[Entity, ...] = (INDICATOR,)) -> Planned:
    return plan_lines("indicateurs", Records((a_project(), *known)), *lines)


def measured(*lines: Line, known: tuple[Entity, ...] = (INDICATOR, MEASUREMENT)) -> Planned:
    return plan_lines("mesures", Records((a_project(), *known)), *lines)


def test_a_new_indicator_says_its_project_by_its_code() -> None:
    done = indicators(ROW, known=())
    assert (done.states, done.changes[0]) == ([State.NEW], ("Projet", None, CODE))


def test_an_indicator_is_known_by_its_label_in_its_project() -> None:
    assert indicators(ROW).states == [State.SAME]
    assert indicators({**ROW, "Cible": 500}).changes == [("Cible", Decimal(400), Decimal(500))]


@pytest.mark.parametrize(("header", "length"), [("Indicateur", 201), ("Unité", 61)])
def test_a_text_longer_than_the_page_takes_is_refused(header: str, length: int) -> None:
    ((_, expected),) = indicators({**ROW, header: "a" * length}).faults
    assert expected == f"un texte de {length - 1} signes au plus\u202f; il y en a {length}"


def test_a_measurement_is_known_by_its_day() -> None:
    assert measured(MEASURED).states == [State.SAME]
    done = measured({**MEASURED, "Valeur": 130, "Niveau de preuve": "mesuré"})
    assert done.changes == [
        ("Valeur", Decimal(120), Decimal(130)),
        ("Niveau de preuve", "documenté", "mesuré"),
    ]
    assert measured({**MEASURED, "Date": date(2025, 12, 31)}).states == [State.NEW]


def test_a_measurement_may_be_of_an_indicator_of_the_same_file() -> None:
    first, second = plan_books(Records((a_project(),)), ("indicateurs", [ROW]), ("mesures", [MEASURED]))
    assert (first.states, second.states) == ([State.NEW], [State.NEW])
    assert second.writes[0].values["indicator_id"] == first.writes[0].id


def test_a_measurement_of_no_indicator_is_refused() -> None:
    ((cell, expected),) = measured({**MEASURED, "Indicateur": "Repas servis"}).faults
    assert cell == "B2"
    assert expected.startswith("le libellé d’un indicateur de ce projet")


def test_a_measurement_never_lands_on_another_one() -> None:
    other = Entity("measurement", 10, {**MEASUREMENT.values, "measured_on": date(2025, 12, 31)}, 1)
    moved = {**MEASURED, "Date": date(2025, 12, 31), "Identifiant": 9}
    done = measured(moved, known=(INDICATOR, MEASUREMENT, other))
    assert done.faults == [("C2", "une date sans mesure\u202f; cet indicateur en a déjà une ce jour-là")]


def test_a_source_longer_than_the_page_takes_is_refused() -> None:
    ((cell, _),) = measured({**MEASURED, "Source": "a" * 401}).faults
    assert cell == "E2"
