"""Milestones, one a row: recognised as in the follow-up workbook, whoever gave them a better title."""

from datetime import date
from typing import Any

import pytest

from imports.projects.planned import State
from imports.records.entity import Entity, Records
from imports.records.planned import Write
from tests.imports.kinds.support import CODE, Line, Planned, a_project, plan_lines

DAY, LATER = date(2024, 2, 1), date(2024, 9, 30)
PEOPLE = (
    Entity("organisation", 20, {"name": "Association du Trégor"}, 1),
    Entity("organisation", 21, {"name": "Fondation d’ailleurs"}, 1),
    Entity("partner", 30, {"project_id": 1, "organisation_id": 20, "role_code": "porteur"}, 1),
)
ROW: Line = {"Projet": CODE, "Jalon": "Lancement", "Prévu le": DAY, "Responsable": "association du TRÉGOR"}
COLUMNS = ("Projet", "Jalon", "Intitulé", "Prévu le", "Réalisé le", "Responsable", "Livrable", "Preuve")


def a_milestone(number: int = 5, **values: Any) -> Entity:
    own = {"project_id": 1, "kind_code": "lancement", "title": "Lancement", "due_on": DAY, "done_on": None}
    rest = {"partner_id": 30, "deliverable": "", "evidence": ""}
    return Entity("milestone", number, {**own, **rest, **values}, 4)


def planned(*lines: Line, known: tuple[Entity, ...] = (a_milestone(),)) -> Planned:
    given = [{header: line.get(header) for header in COLUMNS} for line in lines]
    return plan_lines("jalons", Records((a_project(), *PEOPLE, *known)), *given)


def test_a_new_milestone_takes_the_title_of_its_kind_and_its_responsible_by_name() -> None:
    done = planned(ROW, known=())
    assert (done.states, done.records[0].label) == ([State.NEW], f"{CODE} – Lancement")
    assert done.changes == [
        ("Projet", None, CODE),
        ("Jalon", None, "Lancement"),
        ("Intitulé", None, "Lancement"),
        ("Prévu le", None, DAY),
        ("Responsable", None, "Association du Trégor"),
    ]


def test_the_words_typed_for_a_kind_are_the_title_of_a_new_milestone() -> None:
    (write,) = planned({**ROW, "Jalon": "Kick-off"}, known=()).writes
    assert (write.values["kind_code"], write.values["title"]) == ("lancement", "Kick-off")


def test_the_same_row_changes_nothing_and_empty_cells_erase_nothing() -> None:
    known = a_milestone(done_on=DAY, deliverable="Feuille de route", evidence="Compte rendu")
    assert planned(ROW, known=(known,)).states == [State.SAME]
    assert planned({**ROW, "Responsable": None}, known=(known,)).states == [State.SAME]


def test_a_milestone_said_done_is_written_over_the_version_that_was_read() -> None:
    done = planned({**ROW, "Réalisé le": LATER, "Preuve": "Photos\nPresse"})
    assert done.changes == [("Réalisé le", None, LATER), ("Preuve", "", "Photos\nPresse")]
    assert done.writes == [Write("milestone", 5, {"done_on": LATER, "evidence": "Photos\nPresse"}, 4)]


def test_a_recorded_milestone_keeps_the_title_people_made_more_precise() -> None:
    known = a_milestone(title="Lancement public")
    done = planned({**ROW, "Prévu le": LATER}, known=(known,))
    assert done.changes == [("Prévu le", DAY, LATER)]


def test_another_title_given_for_the_same_day_renames_the_milestone() -> None:
    done = planned({**ROW, "Intitulé": "Lancement public"})
    assert done.changes == [("Intitulé", "Lancement", "Lancement public")]


def test_another_title_on_another_day_is_another_milestone_of_that_kind() -> None:
    assert planned({**ROW, "Intitulé": "Second lancement", "Prévu le": LATER}).states == [State.NEW]


def test_milestones_of_one_kind_are_paired_by_title_before_kind_whatever_their_order() -> None:
    known = (
        a_milestone(5, kind_code="point_etape", title="Point d’étape"),
        a_milestone(6, kind_code="point_etape", title="Suivi", due_on=LATER),
    )
    first = {**ROW, "Jalon": "Étape", "Prévu le": date(2024, 2, 2)}
    done = planned({**ROW, "Jalon": "Suivi", "Prévu le": LATER}, first, known=known)
    assert done.states == [State.SAME, State.CHANGED]
    assert [write.id for write in done.writes] == [5]


def test_two_rows_of_one_kind_are_two_milestones_but_not_twice_the_same_day() -> None:
    done = planned(ROW, {**ROW, "Prévu le": LATER}, ROW, known=())
    assert done.states == [State.NEW, State.NEW, State.REFUSED]
    assert done.faults == [("A4", "un enregistrement par ligne\u202f; celui-ci est déjà à la ligne 2")]


def test_only_a_partner_of_the_project_answers_for_it() -> None:
    done = planned({**ROW, "Responsable": "Fondation d’ailleurs"})
    assert done.faults == [("F2", f"le porteur ou un partenaire de {CODE}")]


def test_a_row_that_gives_its_number_is_that_milestone_and_no_other() -> None:
    known = (a_milestone(), a_milestone(6, title="Autre lancement", due_on=LATER))
    line = {**ROW, "Intitulé": "Lancement", "Prévu le": LATER, "Identifiant": 6}
    done = plan_lines("jalons", Records((a_project(), *PEOPLE, *known)), line)
    assert [write.id for write in done.writes] == [6]


@pytest.mark.parametrize(
    ("header", "value", "expected"),
    [
        ("Jalon", "Fête", "un type de jalon"),
        ("Prévu le", None, "la date prévue"),
        ("Réalisé le", "oui", "une date"),
        ("Intitulé", "a" * 201, "un texte de 200 signes"),
        ("Livrable", "a" * 4001, "un texte de 4\u202f000 signes"),
        ("Preuve", "a" * 4001, "un texte de 4\u202f000 signes"),
        ("Projet", "ODD17-2024-999", "le code d’un projet enregistré"),
    ],
)
def test_a_cell_that_the_page_would_not_take_is_refused(header: str, value: str | None, expected: str) -> None:
    ((cell, sentence),) = planned({**ROW, header: value}).faults
    assert cell == f"{'ABCDEFGH'[COLUMNS.index(header)]}2"
    assert sentence.startswith(expected)
