"""The template of the follow-up workbook: filled, changed by hand, sent back over what others changed meanwhile."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from sqlalchemy.orm import Session

from app.models import Project
from imports.faults import Fault
from imports.projects.planned import State
from imports.records.planned import WorkbookPlan
from tests.app.exchanges.templates.coming_back import filled, sent_back, states
from tests.factories import (
    a_milestone,
    a_paid_instalment,
    a_partner,
    a_project,
    an_instalment,
    an_investment,
    an_organisation,
)
from tests.imports.support import saved

Cells = dict[str, object]


@pytest.fixture
def project(session: Session) -> Project:
    made = a_project(session, code="ODD17-2024-001", title="Pacte des rivières", status="valide", region_code="53")
    carrier = an_organisation(session, name="Association du Trégor")
    a_partner(session, made, carrier, role_code="porteur")
    a_partner(session, made, an_organisation(session, name="Fondation du Trégor"))
    investment = an_investment(session, made, "10000")
    an_instalment(session, investment, "4000", label="Acompte", due_on=date(2024, 3, 1))
    a_paid_instalment(session, investment, "6000", label="Solde", due_on=date(2024, 2, 1))
    a_milestone(session, made, title="Lancement officiel", due_on=date(2024, 2, 1))
    a_milestone(session, made, title="Lancement", due_on=date(2024, 5, 1))
    return made


@pytest.fixture
def edited(session: Session, project: Project) -> Callable[..., WorkbookPlan]:
    """`edited(content, {"Suivi!B2": "…"})`: the template with these cells changed, planned again."""

    def send(content: bytes, cells: Cells) -> WorkbookPlan:
        workbook = openpyxl.load_workbook(BytesIO(content))
        for place, value in cells.items():
            title, reference = place.split("!")
            workbook[title][reference] = value
        session.flush()
        return sent_back(session, saved(workbook))

    return send


def told(plan: WorkbookPlan) -> list[tuple[str, str, str]]:
    return [(fault.sheet, fault.cell, fault.proposal) for fault in plan.faults]


def test_two_milestones_of_a_kind_are_told_apart_by_their_numbers(
    session: Session, edited: Callable[..., WorkbookPlan]
) -> None:
    plan = edited(filled(session, "projets"), {})
    assert (plan.faults, states(plan)) == ((), {State.SAME: 1})
    plan = edited(filled(session, "projets"), {"Jalons!C2": date(2024, 2, 15)})
    assert [change.field for record in plan.records for change in record.changes] == ["Lancement officiel – Prévu le"]


def test_a_title_changed_since_is_not_overwritten_by_another(
    session: Session, project: Project, edited: Callable[..., WorkbookPlan]
) -> None:
    content = filled(session, "projets")
    project.title = "Pacte des fleuves"
    plan = edited(content, {"Suivi!B2": "Pacte des ruisseaux"})
    assert told(plan) == [("Suivi", "B2", "Pacte des fleuves")]
    assert "elle dit maintenant «\u00a0Pacte des fleuves\u00a0»" in plan.faults[0].expected


def test_a_row_nobody_touched_does_not_bring_the_old_title_back(
    session: Session, project: Project, edited: Callable[..., WorkbookPlan]
) -> None:
    content = filled(session, "projets")
    project.title = "Pacte des fleuves"
    assert told(edited(content, {})) == [("Suivi", "B2", "Pacte des fleuves")]
    assert edited(content, {"Suivi!R2": None}).faults == ()


def test_a_milestone_changed_since_is_refused_in_its_own_sheet(
    session: Session, project: Project, edited: Callable[..., WorkbookPlan]
) -> None:
    milestone = a_milestone(session, project, title="Bilan", kind_code="bilan", due_on=date(2025, 1, 1))
    content = filled(session, "projets")
    milestone.due_on = date(2025, 6, 30)
    assert told(edited(content, {})) == [("Jalons", "C4", "30/06/2025")]


@pytest.mark.parametrize("place", ["Suivi!Q2", "Versements!F2", "Jalons!F3"])
def test_a_number_of_another_record_is_refused_at_its_cell(
    session: Session, edited: Callable[..., WorkbookPlan], place: str
) -> None:
    plan = edited(filled(session, "projets"), {place: 99_999_999})
    faults: list[Fault] = [fault for fault in plan.faults if fault.field == "Identifiant"]
    assert [f"{fault.sheet}!{fault.cell}" for fault in faults] == [place]


def test_a_project_without_a_carrier_is_left_out_and_told(session: Session, project: Project) -> None:
    a_project(session, code="ODD17-2024-002")
    opened = openpyxl.load_workbook(BytesIO(filled(session, "projets")))
    codes = [row[0] for row in opened["Suivi"].iter_rows(min_row=2, values_only=True) if row[0]]
    assert codes == ["ODD17-2024-001"]
    said = [str(row[1]) for row in opened["Lisez-moi"].iter_rows(values_only=True)]
    assert [line for line in said if "ODD17-2024-002" in line]
