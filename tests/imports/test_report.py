import json

from imports.projects import Plan
from imports.projects.follow import told_records
from imports.records.planned import Followed, WorkbookPlan
from imports.report import as_json, as_text, summaries
from tests.imports.support import book, planned, project_line, recorded


def whole(plan: Plan) -> WorkbookPlan:
    """A follow-up sheet alone in its workbook."""
    return WorkbookPlan(told_records(plan, "Suivi"), plan.faults, plan.notes, followed=Followed(plan))


def test_a_program_gets_counts_of_projects_and_the_faults() -> None:
    done = planned(book([project_line(Région="Atlantide")]))
    assert json.loads(json.dumps(as_json(whole(done)))) == {
        "new": 0, "changed": 0, "same": 0, "refused": 1,
        "faults": [
            {
                "sheet": "Suivi", "cell": "D2", "field": "Région", "read": "Atlantide",
                "expected": done.faults[0].expected,
            }
        ],
        "changes": [],
    }  # fmt: skip


def test_a_person_gets_one_line_of_figures() -> None:
    assert "".join(summaries(whole(planned()))) == "1 projet\u00a0: 1 nouveau\u202f; 10\u202f000\u00a0€ accordés."
    assert "".join(summaries(whole(planned(existing=recorded(planned()))))).startswith("1 projet\u00a0: 1 inchangé")


def test_faults_are_grouped_by_sheet_and_field_then_by_what_was_expected() -> None:
    lines = [project_line(**{"N°": f"ODD17-2024-{n:03}", "Date de fin": f"{n}/33/2024"}) for n in range(1, 12)]
    told = as_text(whole(planned(book(lines, [], []))))
    assert "Rien n’est importé\u00a0: 11 cases sont à corriger." in told
    assert "Feuille «\u00a0Suivi\u00a0», Date de fin" in told
    assert "N2 «\u00a01/33/2024\u00a0», N3" in told
    assert "et 3 autres\u00a0: attendu une date" in told


def test_changes_are_told_field_by_field() -> None:
    done = planned(book([project_line(Territoire="Léon", **{"Date de fin": "28/02/2025"})]), recorded(planned()))
    told = as_text(whole(done))
    assert "Territoire\u00a0: Trégor → Léon" in told
    assert "Date de fin\u00a0: 31/01/2025 → 28/02/2025" in told


def test_notes_say_where_they_were_found() -> None:
    assert "Suivi O2\u00a0– ODD17-2024-001 est clos" in as_text(whole(planned(book([project_line(Statut="Clos")]))))
