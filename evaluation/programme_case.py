"""Evaluates a case about a programme: one review, at one age, from four viewpoints."""

from decimal import Decimal

from evaluation.answers import Answer
from evaluation.case_reader import read_evidence, read_indicators, read_value
from evaluation.case_writer import attainment_values, reading_values
from evaluation.fields import CaseError, Fields, GridError, refuse_duplicates
from evaluation.grids.programmes import load_programme_grid
from evaluation.programme import READING, Counted, Review, Voice, score_programme
from evaluation.programme_grid import VIEWPOINTS, ProgrammeGrid, parse_programme_grid
from evaluation.programme_words import Phase
from evaluation.words import NOT_APPLICABLE, UNKNOWN

Values = dict[str, object]
PHASES = tuple(phase.value for phase in Phase)


def evaluate_programme_case(case: Fields, whole: Fields) -> Values:
    """What the phase allows to be said; no score at all in emergence."""
    grid = _grid(case, whole)
    score = score_programme(grid.grid, _review(grid, case))
    return {
        "phase": score.phase.value,
        "age_months": score.age_months,
        "balance": {code: {"invited": own.invited, "heard": own.heard} for code, own in score.balance.items()},
        "missing": list(score.missing),
        "silent": list(score.silent),
        "reading": reading_values(score.reading) if score.reading else None,
        "attainment": attainment_values(score.attained) if score.attained else None,
    }


def _grid(case: Fields, whole: Fields) -> ProgrammeGrid:
    """The grid the file holds under "grids" when it brings its own, else one of those that come with the project."""
    reference, own = case.text("grid"), whole.optional_part("grids")
    try:
        grid = parse_programme_grid(own.text(reference)) if own.holds(reference) else load_programme_grid(reference)
    except GridError as fault:
        raise CaseError(str(fault)) from fault
    if grid.reference != reference:
        raise own.refuse(f"la grille « {reference} » dit être « {grid.reference} ».")
    return grid


def _review(grid: ProgrammeGrid, case: Fields) -> Review:
    about = case.part("programme")
    own = case.part("review").standing(f"Cas, programme « {about.text('code')} »")
    rows = own.rows("voices", "voix", "id")
    refuse_duplicates(own, "la voix", [row.text("id") for row in rows])
    return Review(
        id=own.text("id"),
        phase=Phase(own.choice("phase", PHASES)),
        held_on=own.day("date"),
        programme_start=about.optional_day("start_date"),
        voices=tuple(_voice(grid, row) for row in rows),
        figures=read_indicators(case) or (),
    )


def _voice(grid: ProgrammeGrid, fields: Fields) -> Voice:
    answers = [_answer(grid, row) for row in _rows(fields, "answers", "réponse", "question")]
    counts = [_counted(grid, row) for row in _rows(fields, "counts", "compte", "count")]
    told = fields.texts("told") if fields.holds("told") else ()
    refuse_duplicates(fields, "la réponse", [answer.question for answer in answers])
    refuse_duplicates(fields, "le compte", [count.count for count in counts])
    for code in told:
        if code not in grid.prompt:
            raise fields.refuse(f"le récit « {code} » n’est pas dans la grille {grid.reference}.")
    return Voice(
        fields.text("id"), fields.choice("viewpoint", VIEWPOINTS), tuple(answers), frozenset(told), tuple(counts)
    )


def _rows(fields: Fields, key: str, noun: str, name: str) -> tuple[Fields, ...]:
    return fields.rows(key, noun, name) if fields.holds(key) else ()


def _answer(grid: ProgrammeGrid, fields: Fields) -> Answer:
    question = fields.text("question")
    if question not in grid.grid.questions:
        raise fields.refuse(f"cette question n’est pas dans la grille {grid.reference}.")
    return Answer(question, READING, read_value(grid.grid, fields), read_evidence(grid.grid, fields))


def _counted(grid: ProgrammeGrid, fields: Fields) -> Counted:
    """One value, a range, or why there is none."""
    code = fields.text("count")
    if code not in grid.count:
        raise fields.refuse(f"ce compte n’est pas dans la grille {grid.reference}.")
    value, low, high = (_number(fields, key) for key in ("value", "low", "high"))
    without = fields.choice("no_value", (NOT_APPLICABLE, UNKNOWN)) if fields.holds("no_value") else ""
    if (low is None) != (high is None) or (low is not None and high is not None and high < low):
        raise fields.refuse("une fourchette va de « low » à « high ».")
    if (value is not None) + (low is not None) + bool(without) > 1:
        raise fields.refuse("donnez « value », « low » et « high », ou « no_value » : un seul des trois.")
    return Counted(code, value, low, high, without, read_evidence(grid.grid, fields))


def _number(fields: Fields, key: str) -> Decimal | None:
    number = fields.optional_number(key, low=0)
    return None if number is None else Decimal(str(number))
