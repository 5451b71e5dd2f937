"""LibreOffice finds every figure of the funder workbook again; a changed answer moves the score as the method does."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.assessments.gather import inputs_of
from app.models import Allocation, Campaign, Project, Result
from evaluation import Answer, Grid, load_grid, score_campaign
from imports.export.funder import SHEETS
from tests.app.exchanges.funder.books import lines, texts, written
from tests.app.exchanges.funder.office import disagreements, formulas, recalculated
from tests.app.exchanges.funder.portfolios import drawn_portfolio
from tests.app.grids.drafts import a_version
from tests.evaluation.versions import criterion, part, question, without
from tests.factories import GRID
from tests.support.demonstration import DAY

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice n’est pas installé"),
]
SEEDS = (17, 1714, 1716, 1717)


def versions(session: Session) -> list[Grid]:
    """The first grid, one without a question, and one of other weights and thresholds."""
    second = a_version(session, "1.1", without("C1.2"))
    third = a_version(
        session, "2.0", question("A1.1", weight=3), criterion("B2", weight=2.5), criterion("D3", weight=0.5),
        part("publication", criterion_min_valued=1 / 3, published_coverage=0.45, provisional_coverage=0.3), base=second,
        published_on=date(2026, 11, 24),
    )  # fmt: skip
    return [load_grid(GRID), second, third]


@pytest.fixture(scope="module")
def demo(demo_engine: Engine) -> Iterator[Session]:
    with Session(demo_engine) as session:
        yield session


@pytest.fixture(scope="module")
def whole(demo: Session, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All the demonstration, written once."""
    return written(demo, tmp_path_factory.mktemp("classeur") / "tout.xlsx", DAY)


def test_every_formula_of_the_demonstration_is_found_again(demo: Session, whole: Path, tmp_path: Path) -> None:
    files = [
        whole,
        written(demo, tmp_path / "financeur.xlsx", DAY, financeur=first_funder(demo)),
        written(demo, tmp_path / "passe.xlsx", date(2025, 6, 30)),
        written(demo, tmp_path / "region.xlsx", DAY, region="53", accessible=True),
        written(demo, tmp_path / "colonnes.xlsx", DAY, columns=dict.fromkeys(SHEETS, ("Intitulé",))),
        written(demo, tmp_path / "feuilles.xlsx", DAY, sheets=("Régions", "Financeurs")),
    ]
    checked = [disagreements(*pair) for pair in zip(files, recalculated(tmp_path, files), strict=True)]
    assert [wrong for _, found in checked for wrong in found] == []
    assert checked[0][0] > 15_000


def first_funder(session: Session) -> str:
    return str(session.scalar(select(Allocation.funder_id).order_by(Allocation.id).limit(1)))


def test_every_formula_of_portfolios_drawn_at_random_is_found_again(session: Session, tmp_path: Path) -> None:
    grids = versions(session)
    files = []
    for place, seed in enumerate(SEEDS):
        drawn_portfolio(session, seed, grids if place else grids[:1])
        files.append(written(session, tmp_path / f"tirage-{seed}.xlsx"))
    checked = [disagreements(*pair) for pair in zip(files, recalculated(tmp_path, files), strict=True)]
    assert [wrong for _, found in checked for wrong in found] == []
    last = load_workbook(files[-1], data_only=True)
    assert {"Réponses", "Réponses 1.1", "Réponses 1.0", "Calcul 1.1", "Grille 1.0"} <= set(last.sheetnames)
    assert "masqué" in texts(last)
    said = {str(row["Statut"]) for row in lines(last, "Scores")}
    assert said >= {"Publié", "Provisoire", "Réponses insuffisantes", "Axe peu adapté au projet"}


def test_a_changed_answer_moves_the_score_as_the_method_does(demo: Session, whole: Path, tmp_path: Path) -> None:
    """Every level of one respondent is raised in the file; the project is scored again from the same answers."""
    book = load_workbook(whole)
    row = next(number for number, line in enumerate(lines(book, "Réponses"), 2) if is_observed(line))
    code, held_on = (book["Réponses"].cell(row, place).value for place in (1, 3))
    changed = raised(book, row)
    book.save(tmp_path / "apres.xlsx")
    (after,) = recalculated(tmp_path, [tmp_path / "apres.xlsx"])
    expected = scored_again(demo, str(code), held_on.date(), changed)
    before, found = (scores_of(path, code, held_on) for path in (whole, after))
    grid = load_grid(GRID)
    assert len(expected) == 5
    for axis, score in expected.items():
        assert (found[grid.axis(axis).label] or None) == pytest.approx(score, abs=1e-9), axis
    assert before != found


def scores_of(path: Path, code: Any, held_on: Any) -> dict[str, Any]:
    return {
        line["Axe"]: line["Score"]
        for line in lines(load_workbook(path, data_only=True), "Scores")
        if (line["Code du projet"], line["Date de la campagne"], line["Lecture"]) == (code, held_on, "constaté")
    }


def is_observed(line: Mapping[str, Any]) -> bool:
    return line["Lecture"] == "constaté" and isinstance(line["A1.1"], int) and isinstance(line["B1.1"], int)


def raised(book: Workbook, row: int) -> Mapping[str, tuple[int, int]]:
    """Question → (level before, level after) of the respondent of that row."""
    sheet, changed = book["Réponses"], {}
    for cell in sheet[row]:
        code = str(sheet.cell(1, cell.column).value)
        if "." in code and " " not in code and isinstance(cell.value, int):
            changed[code] = (cell.value, (cell.value + 2) % 5)
            cell.value = changed[code][1]
    return changed


def scored_again(
    session: Session, code: str, held_on: date, changed: Mapping[str, tuple[int, int]]
) -> dict[str, float | None]:
    result = session.scalars(
        select(Result)
        .join(Campaign, Campaign.id == Result.campaign_id)
        .join(Project, Project.id == Campaign.project_id)
        .where(Project.code == code, Campaign.held_on == held_on)
        .order_by(Result.sequence.desc())
        .limit(1)
    ).one()
    campaign = inputs_of(result.scores)
    before = {question: old for question, (old, _) in changed.items()}
    respondents = tuple(
        replace(own, answers=tuple(moved(answer, changed) for answer in own.answers))
        if levels(own.answers) == before
        else own
        for own in campaign.respondents
    )
    assert respondents != campaign.respondents
    (reading,) = score_campaign(load_grid(GRID), replace(campaign, respondents=respondents))
    return {axis: score.score for axis, score in reading.axes.items()}


def levels(answers: tuple[Answer, ...]) -> dict[str, int]:
    return {own.question: own.value for own in answers if isinstance(own.value, int)}


def moved(answer: Answer, changed: Mapping[str, tuple[int, int]]) -> Answer:
    return replace(answer, value=changed[answer.question][1]) if answer.question in changed else answer


def test_every_score_and_total_is_a_formula(whole: Path) -> None:
    kept = {(sheet, cell) for sheet, cell, _, _ in formulas(whole)}
    book = load_workbook(whole, data_only=True)
    for sheet, header in (("Scores", "Score"), ("Régions", "Médiane"), ("Régions", "Moyenne stabilisée"),
                          ("Financeurs", "Affecté"), ("Projets", "Atteinte"), ("Indicateurs", "Taux")):  # fmt: skip
        column = next(cell.column_letter for cell in book[sheet][1] if cell.value == header)
        shown = [cell for cell in book[sheet][column][1:] if cell.value is not None]
        assert shown, sheet
        assert [cell.coordinate for cell in shown if (sheet, cell.coordinate) not in kept] == []
