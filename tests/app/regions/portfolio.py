"""A portfolio case of the method put in the database, with its results as they would have been published."""

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.orm import Session

import evaluation
from app.assessments.scores import axis_rows
from app.models import AxisResult, Investment, Project, Result
from evaluation.case_reader import read_projects
from evaluation.fields import CaseError, fields_of
from tests.factories import GRID, a_campaign

CASE = Path(__file__).parents[2] / "evaluation/cases/portefeuille-01.json"
MOMENT = "ex_ante"


def case_projects() -> list[evaluation.Project]:
    case = json.loads(CASE.read_text(encoding="utf-8"))["case"]
    read = read_projects(evaluation.load_grid(GRID), fields_of(case, "Cas", CaseError))
    return [project for project, _ in read]


def load_projects(session: Session, projects: Sequence[evaluation.Project]) -> None:
    for project in projects:
        record = _project(session, project)
        for campaign in sorted(project.campaigns, key=lambda campaign: campaign.id):
            readings = evaluation.score_campaign(evaluation.load_grid(GRID), campaign, project.start_date)
            kept = a_campaign(session, record, campaign.moment, held_on=campaign.date, status="publiee")
            publish_readings(session, kept.id, readings)


def publish_readings(session: Session, campaign_id: int, readings: Sequence[evaluation.ReadingScore]) -> Result:
    result = Result(
        campaign_id=campaign_id,
        sequence=1,
        grid_reference=GRID,
        formula_version=evaluation.FORMULA_VERSION,
        inputs_sha256="0" * 64,
        scores={},
    )
    session.add(result)
    session.flush()
    rows = [{"is_index": False, "result_id": result.id, **row} for row in axis_rows(readings)]
    for row in rows:
        session.execute(insert(AxisResult), row)
    return result


def _project(session: Session, project: evaluation.Project) -> Project:
    number = int(project.code.removeprefix("ODD17-"))
    region = project.regions[0] if len(set(project.regions)) == 1 else None
    record = Project(code=f"ODD17-2024-{number:03d}", title=f"Alliance {number}", status="en_cours", region_code=region)
    session.add(record)
    session.flush()
    if project.amount_eur is not None:
        session.add(Investment(project_id=record.id, amount_eur=Decimal(str(project.amount_eur))))
        session.flush()
    return record
