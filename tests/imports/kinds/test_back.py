"""A filled template that comes back untouched changes nothing, whatever the records look like."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.models import Project
from imports.cells.written import written
from imports.columns import find_layout
from imports.findings import Findings
from imports.kinds import KINDS
from imports.projects.lists import vocabulary_of
from imports.projects.planned import State
from imports.reading import table_rows
from imports.records.planner import plan_rows, read_rows
from imports.records.recorded import load_records
from imports.templates.rows import sheet_of
from imports.workbook import CellValue
from tests import factories as make
from tests.imports.support import sheet

DAY = date(2024, 1, 10)


def awkward(session: Session) -> Project:
    """Two investments of one day, milestones and partners of one name, texts of several lines, everything answered."""
    project = make.a_project(session, status="en_cours")
    money(session, project)
    names = [make.an_organisation(session, name="Les Jardins", siren=siren) for siren in ("732829320", "552100554")]
    partners = [make.a_partner(session, project, organisation) for organisation in names]
    campaign = make.a_campaign(session, project, "ex_ante", status="publiee")
    respondent = make.a_respondent(session, campaign, partners[0])
    make.answers(session, respondent, "initial", B1_1=0, D1_1="NA")
    make.answers(session, respondent, "expected", A1_1="NSP", B1_1=4)
    made = [
        make.a_milestone(session, project, title="Étape", kind_code="point_etape", partner_id=partner.id, due_on=DAY)
        for partner in partners
    ]
    made[0].deliverable, made[0].evidence = "Une\n\nliste", 'l\'affiche  et la "presse"'
    indicator = make.an_indicator(session, project, baseline=None, target=Decimal("1234567890123456.125"))
    make.a_measurement(session, indicator, 3, source="Enquête\nlocale", evidence=2)
    session.flush()
    return project


def money(session: Session, project: Project) -> None:
    for n, amount in enumerate(("10000.50", "3000"), start=1):
        investment = make.an_investment(session, project, amount, purpose=f"Ligne {n}\nSuite", copil_on=DAY)
        milestone = make.a_milestone(session, project, title="Bilan", kind_code="bilan")
        make.an_instalment(session, investment, amount, milestone_id=milestone.id, label="SOLDE  final")
        make.a_paid_instalment(session, investment, "100", paid_amount_eur=Decimal(90), payment_reference="=1+1")
        make.an_instalment(session, investment, "50", status="cancelled", due_on=date(1999, 12, 31))


def back(session: Session, project: Project, kind: str, **edits: CellValue) -> tuple[list[State], list[Any]]:
    """The states of the rows once written as a template and read again, and the faults found."""
    vocabulary, code = vocabulary_of(session), project.code
    template = sheet_of(KINDS[kind], vocabulary, load_records(session, [kind], [code]))
    given = [
        [edits.get(each.field, written(each, row.get(each.field))) for each in template.columns]
        for row in template.rows
    ]
    lines = [[float(value) if isinstance(value, Decimal) else value for value in line] for line in given]
    read = sheet(template.title, [each.header for each in template.columns], *lines)
    layout = find_layout(read, template.columns)
    assert layout is not None
    rows = read_rows(KINDS[kind], table_rows(read, layout, template.columns, Findings()), vocabulary)
    planned = plan_rows(KINDS[kind], rows, load_records(session, [kind], [code]))
    return [each.state for each in planned], [fault for row in rows for fault in row.reader.faults]


@pytest.mark.parametrize(
    ("kind", "rows"),
    [("investissements", 2), ("jalons", 4), ("tranches", 6), ("indicateurs", 1), ("mesures", 1), ("reponses", 4)],
)
def test_a_template_that_comes_back_untouched_changes_nothing(session: Session, kind: str, rows: int) -> None:
    assert back(session, awkward(session), kind) == ([State.SAME] * rows, [])


def test_answers_of_a_published_campaign_come_back_but_do_not_change(session: Session) -> None:
    states, faults = back(session, awkward(session), "reponses", comment="Ajouté après coup")
    assert states == [State.REFUSED] * 4
    assert {fault.expected for fault in faults} == {"une campagne ouverte\u202f; celle-ci est publiée"}
