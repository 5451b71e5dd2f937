"""Evaluates a case: one project, a whole portfolio at one moment (§7), or a programme."""

from collections.abc import Iterable

from evaluation.attainment import Indicator, attainment
from evaluation.case_reader import read_grid, read_indicators, read_moment, read_project, read_projects
from evaluation.case_writer import attainment_values, evolution_values, reading_values, region_values
from evaluation.evolution import evolution
from evaluation.fields import CaseError, Fields, fields_of
from evaluation.grid import Grid
from evaluation.portfolio import Project, score_portfolio, score_project
from evaluation.programme_case import evaluate_programme_case
from evaluation.results import ReadingScore

Values = dict[str, object]


def evaluate_case(data: object) -> Values:
    """The results of a case, or of a file that holds it under "case"; raises CaseError with one French sentence."""
    whole = fields_of(data, "Cas", CaseError)
    case = _case_of(whole)
    if "programme" in case.data:
        return evaluate_programme_case(case, whole)
    grid = read_grid(case, whole)
    return _portfolio(grid, case) if "projects" in case.data else _project(grid, case)


def _case_of(fields: Fields) -> Fields:
    return fields_of(fields.data["case"], "Cas", CaseError) if "case" in fields.data else fields


def _project(grid: Grid, case: Fields) -> Values:
    project = read_project(grid, case)
    return _project_values(grid, project, score_project(grid, project), read_indicators(case))


def _portfolio(grid: Grid, case: Fields) -> Values:
    moment = read_moment(case)
    read = read_projects(grid, case)
    portfolio = score_portfolio(grid, moment, [project for project, _ in read])
    return {
        "regions": [{"region": region.region, **region_values(region)} for region in portfolio.regions],
        "national": region_values(portfolio.national),
        "projects": {
            project.code: _project_values(grid, project, portfolio.readings[project.code], indicators)
            for project, indicators in read
        },
    }


def _project_values(
    grid: Grid, project: Project, readings: Iterable[ReadingScore], indicators: Iterable[Indicator] | None
) -> Values:
    values: Values = {
        "campaigns": [reading_values(reading) for reading in readings],
        "evolution": [evolution_values(axis) for axis in evolution(grid, project.campaigns)],
    }
    if indicators is not None:
        values["attainment"] = attainment_values(attainment(indicators))
    return values
