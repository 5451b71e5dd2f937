"""The equivalent workbook for LibreOffice: answers, weights, then a formula for every criterion and axis.

It computes the scores only (§2); coverage, status, dispersion, dialogue, approaches are left out, which favours it.
"""

from pathlib import Path

import numpy as np
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from app.assessments.bulk.marks import Marks
from app.assessments.bulk.plan import Plan

PER_CAMPAIGN, PROFILES = 5, 4
CHANGED = ("Grille", "B2")
"""The weight of the first criterion."""


def write_workbook(plan: Plan, marks: Marks, path: Path) -> None:
    """Marks before priorities have spoken: the formulas apply them."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheets = {name: book.add_worksheet(name) for name in ("Grille", "Réponses", "Partenaires", "Profils", "Projets")}
    _grid(plan, sheets["Grille"])
    _answers(plan, marks, sheets["Réponses"])
    _partners(plan, len(marks.invited.owners), sheets["Partenaires"])
    campaigns = len(marks.invited.campaigns)
    _profiles(plan, campaigns, sheets["Profils"])
    _projects(plan, campaigns, sheets["Projets"])
    book.close()


def _grid(plan: Plan, sheet: Worksheet) -> None:
    """Row 2: criteria weights from B; row 3: questions weights."""
    sheet.write_row(0, 0, ["Seuil", *(own.code for own in plan.criteria)])
    sheet.write_row(1, 0, [plan.grid.publication.criterion_min_valued, *plan.criterion_weights[:, 0]])
    sheet.write_row(2, 0, ["Questions", *plan.question_weights[:, 0]])


def _answers(plan: Plan, marks: Marks, sheet: Worksheet) -> None:
    """A: profile; then the questions (a level, NA, or empty); then the priorities of the criteria."""
    _, profiles = np.unique(marks.invited.profiles, return_inverse=True)
    for column, profile in enumerate(profiles.tolist()):
        sheet.write(column, 0, profile + 1)
        for line in range(len(plan.questions)):
            if marks.levels[line, column] >= 0:
                sheet.write(column, 1 + line, int(marks.levels[line, column]))
            elif marks.not_applicable[line, column]:
                sheet.write(column, 1 + line, "NA")
        sheet.write_row(column, 1 + len(plan.questions), marks.priorities[:, column].tolist())


def _partners(plan: Plan, partners: int, sheet: Worksheet) -> None:
    """Criteria of each partner (§2.2), then its axis where the weights are its own (§2.4)."""
    criteria, questions = len(plan.criteria), len(plan.questions)
    ends = [*plan.questions_of_criteria[1:].tolist(), questions]
    spans = list(zip(plan.questions_of_criteria.tolist(), ends, strict=True))
    for row in range(partners):
        for place, (start, end) in enumerate(spans):
            cells, weights = f"Réponses!{_span(row, 1 + start, end)}", f"Grille!{_fixed(2, 1 + start, end)}"
            given = f"Réponses!{xl_rowcol_to_cell(row, 1 + questions + place)}"
            sheet.write_formula(row, place, _criterion(plan, cells, weights, given), value=0)
        for column, axis in enumerate(plan.by_priorities, criteria):
            start, end = _axes(plan)[axis]
            own, weights = _span(row, start, end - 1), f"Grille!{_fixed(1, 1 + start, end)}"
            given = f"Réponses!{_span(row, 1 + questions + start, questions + end)}"
            weight = f"SUMPRODUCT(ISNUMBER({own})*{weights}*{given})"
            mean = f"SUMPRODUCT({own},{weights},{given})/{weight}"
            sheet.write_formula(row, column, f'=IF({weight}>0,{mean},"")', value=0)


def _criterion(plan: Plan, cells: str, weights: str, priority: str) -> str:
    scale = plan.grid.scale
    valued, applicable = f'SUMIF({cells},">=0",{weights})', f'(SUM({weights})-SUMIF({cells},"NA",{weights}))'
    score = f"{100 / (scale.max - scale.min):.17g}*(SUMPRODUCT({cells},{weights})/{valued}-{scale.min})"
    enough = f"{valued}>=Grille!$A$2*{applicable}-1E-9"
    return f'=IF(OR({priority}=0,COUNT({cells})=0),"",IF({enough},{score},""))'


def _profiles(plan: Plan, campaigns: int, sheet: Worksheet) -> None:
    """A row per profile of each campaign (§2.3)."""
    width = len(plan.criteria) + len(plan.by_priorities)
    for row in range(campaigns * PROFILES):
        first = row // PROFILES * PER_CAMPAIGN
        profiles = f"Réponses!$A${first + 1}:$A${first + PER_CAMPAIGN}"
        for column in range(width):
            letter = xl_col_to_name(column)
            values = f"Partenaires!{letter}${first + 1}:{letter}${first + PER_CAMPAIGN}"
            mean = f'=IFERROR(AVERAGEIFS({values},{profiles},{row % PROFILES + 1}),"")'
            sheet.write_formula(row, column, mean, value=0)


def _projects(plan: Plan, campaigns: int, sheet: Worksheet) -> None:
    """Criteria, then axes (§2.5)."""
    criteria = len(plan.criteria)
    for row in range(campaigns):
        first, last = row * PROFILES + 1, (row + 1) * PROFILES
        for column in range(criteria):
            letter = xl_col_to_name(column)
            sheet.write_formula(row, column, f'=IFERROR(AVERAGE(Profils!{letter}{first}:{letter}{last}),"")', value=0)
        for axis, (start, end) in enumerate(_axes(plan)):
            own, weights = _span(row, start, end - 1), f"Grille!{_fixed(1, 1 + start, end)}"
            mean = f"SUMPRODUCT({own},{weights})/SUMPRODUCT(ISNUMBER({own})*{weights})"
            if axis in plan.by_priorities:
                letter = xl_col_to_name(criteria + plan.by_priorities.index(axis))
                mean = f"AVERAGE(Profils!{letter}{first}:{letter}{last})"
            sheet.write_formula(row, criteria + axis, f'=IFERROR({mean},"")', value=0)


def _axes(plan: Plan) -> list[tuple[int, int]]:
    starts = plan.criteria_of_axes.tolist()
    return list(zip(starts, [*starts[1:], len(plan.criteria)], strict=True))


def _span(row: int, first: int, last: int) -> str:
    return f"{xl_rowcol_to_cell(row, int(first))}:{xl_rowcol_to_cell(row, int(last))}"


def _fixed(row: int, first: int, last: int) -> str:
    return f"{xl_rowcol_to_cell(row, int(first), True, True)}:{xl_rowcol_to_cell(row, int(last), True, True)}"


def area_of(plan: Plan, campaigns: int) -> str:
    """Where the axes of the projects are."""
    first, last = len(plan.criteria), len(plan.criteria) + len(plan.axes) - 1
    return f"{xl_rowcol_to_cell(0, first)}:{xl_rowcol_to_cell(campaigns - 1, last)}"
