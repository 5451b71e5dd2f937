"""The partnership evaluation method: values in, values out. Nothing here knows the database, the web or the clock."""

from evaluation.aggregation import (
    ProjectAxisScore,
    RegionAxis,
    RegionScore,
    ScoredProject,
    aggregate,
    axis_figures,
)
from evaluation.answers import Answer, Campaign, Respondent
from evaluation.attainment import Attainment, Indicator, attainment
from evaluation.case import evaluate_case
from evaluation.digest import inputs_digest
from evaluation.equivalence import AxisComparison, Equivalence, equivalence
from evaluation.evolution import AxisEvolution, OtherVersion, evolution
from evaluation.explain import Explanation, Outcome, ScoreLine, explain_axis
from evaluation.fields import CaseError, GridError, InputError
from evaluation.grid import Axis, Criterion, Grid, Question
from evaluation.grid_faults import grid_faults
from evaluation.grid_reader import grid_from, parse_grid
from evaluation.grid_writer import grid_values
from evaluation.grids import available_grids, grid_text, load_grid
from evaluation.portfolio import PortfolioScore, Project, score_portfolio, score_project, scored_project
from evaluation.results import AxisScore, CellCounts, Dispersion, ReadingScore, RespondentScore
from evaluation.rounding import round_half_up
from evaluation.scoring import score_campaign, score_reading
from evaluation.words import (
    FORMULA_VERSION,
    INTERREGIONAL,
    NOT_APPLICABLE,
    READINGS,
    UNKNOWN,
    Level,
    Maturity,
    Moment,
    Reading,
    Status,
)

__all__ = [
    "FORMULA_VERSION",
    "INTERREGIONAL",
    "NOT_APPLICABLE",
    "READINGS",
    "UNKNOWN",
    "Answer",
    "Attainment",
    "Axis",
    "AxisComparison",
    "AxisEvolution",
    "AxisScore",
    "Campaign",
    "CaseError",
    "CellCounts",
    "Criterion",
    "Dispersion",
    "Equivalence",
    "Explanation",
    "Grid",
    "GridError",
    "Indicator",
    "InputError",
    "Level",
    "Maturity",
    "Moment",
    "OtherVersion",
    "Outcome",
    "PortfolioScore",
    "Project",
    "ProjectAxisScore",
    "Question",
    "Reading",
    "ReadingScore",
    "RegionAxis",
    "RegionScore",
    "Respondent",
    "RespondentScore",
    "ScoreLine",
    "ScoredProject",
    "Status",
    "aggregate",
    "attainment",
    "available_grids",
    "axis_figures",
    "equivalence",
    "evaluate_case",
    "evolution",
    "explain_axis",
    "grid_faults",
    "grid_from",
    "grid_text",
    "grid_values",
    "inputs_digest",
    "load_grid",
    "parse_grid",
    "round_half_up",
    "score_campaign",
    "score_portfolio",
    "score_project",
    "score_reading",
    "scored_project",
]
