"""Reads a case: what is asked to be evaluated, checked to the last answer."""

from decimal import Decimal

from evaluation.answers import HIGHEST_PRIORITY, Answer, Campaign, Respondent
from evaluation.attainment import Indicator
from evaluation.fields import CaseError, Fields, GridError, refuse_duplicates, shown
from evaluation.grid import Grid
from evaluation.grid_reader import parse_grid
from evaluation.grids import load_grid
from evaluation.portfolio import Project
from evaluation.words import NOT_APPLICABLE, READINGS, UNKNOWN, Moment, Reading

MOMENTS = tuple(moment.value for moment in Moment)
READING_NAMES = tuple(reading.value for reading in Reading)


def read_grid(case: Fields, whole: Fields) -> Grid:
    """The grid the file holds under "grids" when it brings its own, else one of those that come with the project."""
    reference = case.text("grid")
    own = whole.optional_part("grids")
    try:
        grid = parse_grid(own.text(reference)) if own.holds(reference) else load_grid(reference)
    except GridError as fault:
        raise CaseError(str(fault)) from fault
    if grid.reference != reference:
        raise own.refuse(f"la grille « {reference} » dit être « {grid.reference} ».")
    return grid


def read_moment(fields: Fields) -> Moment:
    return Moment(fields.choice("moment", MOMENTS))


def read_projects(grid: Grid, case: Fields) -> tuple[tuple[Project, tuple[Indicator, ...] | None], ...]:
    rows = case.rows("projects", "projet", "code")
    read = tuple((read_project(grid, row), read_indicators(row)) for row in rows)
    refuse_duplicates(case, "le projet", [project.code for project, _ in read])
    return read


def read_project(grid: Grid, fields: Fields) -> Project:
    about = fields.part("project")
    about = about.standing(f"Cas, projet « {about.text('code')} »")
    amount = about.optional_number("amount_eur", low=0)
    return Project(
        code=about.text("code"),
        start_date=about.optional_day("start_date"),
        regions=_regions(about),
        amount_eur=None if amount is None else Decimal(str(amount)),
        campaigns=_campaigns(grid, fields.standing(about.where)),
    )


def read_indicators(fields: Fields) -> tuple[Indicator, ...] | None:
    """None when the case does not speak of indicators; an empty list when the project has none."""
    if not fields.holds("indicators"):
        return None
    rows = fields.rows("indicators", "indicateur", "code")
    refuse_duplicates(fields, "l’indicateur", [row.text("code") for row in rows])
    return tuple(
        Indicator(
            code=row.text("code"),
            target=row.optional_number("target"),
            actual=row.optional_number("actual"),
            baseline=row.optional_number("baseline"),
        )
        for row in rows
    )


def _regions(about: Fields) -> tuple[str, ...]:
    """One code, a list of codes, or none."""
    for key in ("regions", "region"):
        if isinstance(about.data.get(key), list):
            return about.texts(key)
    return (about.text("region"),) if about.holds("region") else ()


def _campaigns(grid: Grid, fields: Fields) -> tuple[Campaign, ...]:
    rows = fields.rows("campaigns", "campagne", "id")
    refuse_duplicates(fields, "la campagne", [row.text("id") for row in rows])
    return tuple(_campaign(grid, row) for row in rows)


def _campaign(grid: Grid, fields: Fields) -> Campaign:
    moment = read_moment(fields)
    day = fields.day("date")
    rows = fields.rows("respondents", "répondant", "id")
    refuse_duplicates(fields, "le répondant", [row.text("id") for row in rows])
    return Campaign(fields.text("id"), moment, day, tuple(_respondent(grid, moment, row) for row in rows))


def _respondent(grid: Grid, moment: Moment, fields: Fields) -> Respondent:
    answers = tuple(_answer(grid, moment, row) for row in fields.rows("answers", "réponse", "question"))
    seen = [f"{answer.question} ({answer.reading})" for answer in answers]
    refuse_duplicates(fields, "la réponse", seen)
    return Respondent(
        id=fields.text("id"),
        profile=fields.text("profile"),
        answers=answers,
        priorities=_priorities(grid, fields),
        role=fields.optional_text("role"),
    )


def _answer(grid: Grid, moment: Moment, fields: Fields) -> Answer:
    question = fields.text("question")
    axis = grid.axis_of_question.get(question)
    if axis is None:
        raise fields.refuse(f"cette question n’est pas dans la grille {grid.reference}.")
    reading = fields.choice("reading", READING_NAMES)
    if reading not in READINGS[moment]:
        raise fields.refuse(f"une campagne « {moment} » ne demande pas la lecture « {reading} ».")
    if not axis.is_asked(reading):
        raise fields.refuse(f"l’axe « {axis.code} » n’est pas demandé dans la lecture « {reading} ».")
    return Answer(question, reading, read_value(grid, fields), read_evidence(grid, fields))


def read_value(grid: Grid, fields: Fields) -> int | str:
    value = fields.value("value")
    if isinstance(value, int) and grid.scale.is_level(value):
        return value
    if isinstance(value, str) and value in (NOT_APPLICABLE, UNKNOWN):
        return value
    levels = f"un niveau de {grid.scale.min} à {grid.scale.max}"
    raise fields.refuse(f"« value » doit être {levels}, « NA » ou « NSP » (lu : {shown(value)}).")


def read_evidence(grid: Grid, fields: Fields) -> int:
    return fields.integer("evidence", 0, grid.scale.strongest_evidence) if fields.holds("evidence") else 0


def _priorities(grid: Grid, fields: Fields) -> dict[str, int]:
    part = fields.optional_part("priorities")
    for code in part.data:
        if code not in grid.prioritised_criteria:
            raise part.refuse(f"le critère « {code} » ne reçoit pas de priorité.")
    return {code: part.integer(code, 0, HIGHEST_PRIORITY) for code in part.data if part.holds(code)}
