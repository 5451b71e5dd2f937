"""The scores and the regions of the workbook are those of the product."""

from collections import defaultdict
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from sqlalchemy.orm import Session

from app.exchanges.scores import score_rows
from app.models import Moment
from app.projects.filters import PortfolioFilter, matching_projects
from app.regions.queries import regional_scores
from evaluation import INTERREGIONAL, Grid, aggregate, load_grid
from tests.app.exchanges.funder.books import blank, book, lines
from tests.app.exchanges.funder.portfolios import drawn_portfolio
from tests.app.grids.drafts import a_version
from tests.evaluation.versions import without
from tests.factories import GRID


def two_grids(session: Session) -> list[Grid]:
    return [load_grid(GRID), a_version(session, "1.1", without("C1.2"))]


def test_scores_are_those_published(session: Session, tmp_path: Path) -> None:
    """Against the portfolio workbook, read by other queries."""
    drawn_portfolio(session, 3, two_grids(session), projects=10)
    expected: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for row in score_rows(session, matching_projects(PortfolioFilter())):
        expected[*row[:4], str(row[4]).replace("'", "’"), row[14]].append(row[5:14])
    found: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    headers = (
        "Score",
        "Statut",
        "Confiance",
        "Couverture",
        "Répondants",
        "Profils",
        "Maturité",
        "Étendue",
        "Écart-type",
    )
    for line in lines(book(session, tmp_path), "Scores"):
        key = (
            line["Code du projet"],
            line["Moment"],
            line["Date de la campagne"].date(),
            line["Lecture"],
            line["Axe"],
            line["Grille"],
        )
        found[key].append(tuple(blank(line[header]) for header in headers))
    assert found.keys() == expected.keys()
    for key, rows in expected.items():
        for own, other in zip(rows, found[key], strict=True):
            assert close(own, other), key


def close(expected: Any, found: Any) -> bool:
    return all(
        abs(one - other) < 1e-9 if isinstance(one, float) and isinstance(other, (int, float)) else one == other
        for one, other in zip(expected, found, strict=True)
    )


def test_regions_are_those_of_the_pages(session: Session, tmp_path: Path) -> None:
    drawn_portfolio(session, 4, two_grids(session), projects=12)
    workbook = book(session, tmp_path)
    compared = 0
    for moment in Moment:
        scores = regional_scores(session, moment)
        regions, national = aggregate(scores.grid, scores.projects)
        names = {
            "": "Ensemble",
            INTERREGIONAL: "Interrégional ou national",
            "53": "Bretagne",
            "32": "Hauts-de-France",
            "01": "Guadeloupe",
        }
        for region in (*regions, national):
            for axis, figures in region.axes.items():
                line = region_line(workbook, moment.label, label(scores.grid, axis), names[region.region or ""])
                own = (
                    figures.n,
                    figures.min,
                    figures.median,
                    figures.max,
                    figures.mean,
                    figures.mean_by_amount,
                    figures.stabilised,
                )
                headers = (
                    "Projets évalués",
                    "Minimum",
                    "Médiane",
                    "Maximum",
                    "Moyenne",
                    "Moyenne par montants",
                    "Moyenne stabilisée",
                )
                assert close(own, [blank(line[header]) for header in headers])
                assert line["Projets financés"] == region.funded
                compared += figures.n > 0
        apart = sum(
            line["Laissés de côté"]
            for line in lines(workbook, "Régions")
            if line["Région"] == "Ensemble" and line["Moment"] == moment.label
        )
        assert apart == len(scores.left_out)
    assert compared > 20


def label(grid: Grid, code: str) -> str:
    labels = {own.code: own.label for own in grid.axes} | {own.code: own.label for own in grid.indices}
    return labels[code].replace("'", "’")


def region_line(workbook: Workbook, moment: str, axis: str, region: str) -> Any:
    (line,) = [
        own
        for own in lines(workbook, "Régions")
        if (own["Moment"], own["Axe"], own["Région"]) == (moment, axis, region)
    ]
    return line
