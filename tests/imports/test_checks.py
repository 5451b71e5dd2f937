"""What one sheet says against the others."""

import pytest

from imports.projects import Plan
from imports.projects.statuses import moves
from tests.imports.support import CODE, INSTALMENTS, MILESTONES, book, planned, project_line


def cells(done: Plan) -> list[str]:
    return [fault.cell for fault in done.faults]


def test_instalments_below_the_amount_are_refused_once_signed() -> None:
    assert cells(planned(book(instalments=INSTALMENTS[:1]))) == ["K2"]


def test_instalments_below_the_amount_are_told_before_signature() -> None:
    done = planned(book([project_line(Statut="Validé")], instalments=INSTALMENTS[:1]))
    assert done.faults == ()
    assert any("tranches 4\u202f000\u00a0€ pour 10\u202f000\u00a0€ accordés" in note.sentence for note in done.notes)


def test_instalments_above_the_amount_are_always_refused() -> None:
    done = planned(book([project_line(Statut="Validé", **{"Montant accordé": 9_000})]))
    assert cells(done) == ["K2"]


def test_a_project_without_any_instalment_is_told() -> None:
    other = project_line(**{"N°": "ODD17-2024-002", "Versé à ce jour": None})
    done = planned(book([project_line(), other]))
    assert done.faults == ()
    assert any("ODD17-2024-002\u00a0: tranches 0\u00a0€" in note.sentence for note in done.notes)


def test_paid_so_far_is_compared_with_the_paid_instalments() -> None:
    done = planned(book([project_line(**{"Versé à ce jour": "5 000 €"})]))
    assert done.faults == ()
    assert any(
        "5\u202f000\u00a0€ versés d’après le suivi, mais 4\u202f000\u00a0€" in note.sentence for note in done.notes
    )


def test_a_milestone_typed_twice_is_refused_and_two_of_a_kind_are_not() -> None:
    assert cells(planned(book(milestones=(*MILESTONES, MILESTONES[1])))) == ["B4"]
    later = (CODE, "Bilan", "31/12/2025", None, None)
    assert planned(book(milestones=(*MILESTONES, later))).faults == ()


def test_a_fault_in_another_sheet_refuses_its_project() -> None:
    done = planned(book(milestones=((CODE, "Bilan", "demain", None, None),)))
    assert [(fault.sheet, fault.cell) for fault in done.faults] == [("Jalons", "C2")]
    assert [project.state for project in done.projects] == ["refused"]


@pytest.mark.parametrize(
    ("before", "after", "steps"),
    [
        ("en_cours", "en_cours", ()),
        ("repere", "valide", ("instruction", "valide")),
        ("termine", "abandonne", None),
        ("abandonne", "en_cours", None),
        ("capitalise", "termine", None),
    ],
)
def test_the_moves_an_import_may_make(before: str, after: str, steps: tuple[str, ...] | None) -> None:
    assert moves(before, after) == steps
