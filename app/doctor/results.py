"""Every result that speaks today, computed again from the answers frozen with it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.assessments.gather import grids_of, published_inputs
from app.assessments.queries import current_results
from app.assessments.scores import axis_rows, reading_values
from app.doctor.finding import Finding, fault, good, listed, watch
from app.models import AxisResult, Campaign, Project, Result
from evaluation import FORMULA_VERSION, Grid, GridError, InputError, ReadingScore, inputs_digest, score_campaign

AT_ONCE = 100
LINE = [column.name for column in AxisResult.__table__.columns if column.name != "result_id"]


def results_can_be_computed_again(session: Session) -> Finding:
    """Results of another formula are not compared, and counted aloud: they never pass for verified."""
    wrong: list[str] = []
    verified = other = 0
    for code, result, lines in _current(session):
        if result.formula_version != FORMULA_VERSION:
            other += 1
        elif is_faithful(session, result, lines):
            verified += 1
        else:
            wrong.append(code)
    if wrong:
        return fault(f"Des résultats publiés ne sont plus ceux de leurs réponses : {listed(wrong)}.")
    if other:
        return watch(f"{verified} résultats recalculés à l’identique ; {other} d’une autre formule, non recalculés.")
    return good(f"Les résultats publiés se recalculent à l’identique ({verified}).")


def is_faithful(session: Session, result: Result, lines: Iterable[AxisResult]) -> bool:
    try:
        grid = grids_of(session, [result.grid_reference])[result.grid_reference]
        digest, readings = _again(grid, result)
    except (KeyError, TypeError, ValueError, GridError, InputError):  # what was frozen cannot even be read
        return False
    return (
        digest == result.inputs_sha256
        and [reading_values(reading) for reading in readings] == result.scores["readings"]
        and _lines(axis_rows(readings)) == _lines({name: getattr(line, name) for name in LINE} for line in lines)
    )


def _again(grid: Grid, result: Result) -> tuple[str, Sequence[ReadingScore]]:
    campaign, start = published_inputs(result), result.scores["project_start"]
    begun = date.fromisoformat(start) if start else None
    return inputs_digest(grid, campaign, begun), score_campaign(grid, campaign, begun)


def _lines(rows: Iterable[dict[str, Any]]) -> set[tuple[Any, ...]]:
    return {tuple(row.get(name, False if name == "is_index" else None) for name in LINE) for row in rows}


def _current(session: Session) -> Iterator[tuple[str, Result, list[AxisResult]]]:
    """With the code of the project and the lines of the axes, a hundred at a time."""
    ids = sorted(row.result_id for row in session.execute(current_results()))
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        lines: dict[int, list[AxisResult]] = {result_id: [] for result_id in some}
        for line in session.scalars(select(AxisResult).where(AxisResult.result_id.in_(some))):
            lines[line.result_id].append(line)
        found = session.execute(
            select(Project.code, Result)
            .join(Campaign, Campaign.project_id == Project.id)
            .join(Result, Result.campaign_id == Campaign.id)
            .where(Result.id.in_(some))
            .order_by(Project.code, Result.id)
        ).all()
        for code, result in found:
            yield code, result, lines[result.id]
        session.expunge_all()
