"""The figures of the workbook are those of the product: scores, regions, money, indicators."""

from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.exchanges.project_rows import project_rows
from app.exchanges.scores import score_rows
from app.indicators.queries import indicators_of
from app.models import Moment, Project
from app.projects.filters import PortfolioFilter, matching_projects
from app.regions.queries import regional_scores
from evaluation import INTERREGIONAL, Grid, aggregate, attainment, load_grid
from tests import factories as make
from tests.app.exchanges.funder.books import book, lines
from tests.app.exchanges.funder.portfolios import drawn_portfolio
from tests.app.grids.drafts import a_version
from tests.evaluation.versions import without
from tests.factories import GRID


def two_grids(session: Session) -> list[Grid]:
    return [load_grid(GRID), a_version(session, "1.1", without("C1.2"))]


def blank(value: Any) -> Any:
    """An empty text and an empty cell are both nothing."""
    return None if value == "" else value


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


def test_money_is_that_of_the_portfolio(session: Session, tmp_path: Path) -> None:
    drawn_portfolio(session, 6, [load_grid(GRID)], projects=6)
    workbook = book(session, tmp_path)
    found = {line["Code du projet"]: line for line in lines(workbook, "Financements")}
    for row in project_rows(session, matching_projects(PortfolioFilter()), clock.today()):
        money = [float(amount) for amount in row[17:21]]  # type: ignore[arg-type]
        line = found[row[0]]
        assert [line[header] for header in ("Engagé", "Versé", "Dû", "Cofinancé")] == pytest.approx(money)
        assert line["Levier"] == pytest.approx(money[3] / money[0])


def test_a_funder_sees_its_own_money_and_what_it_brings_along(session: Session, tmp_path: Path) -> None:
    project, other = make.a_project(session), make.a_project(session)
    own, partner = (
        make.an_organisation(session, name="Fondation Amont"),
        make.an_organisation(session, name="Fondation Aval"),
    )
    investment = make.an_investment(session, project, "10000")
    make.an_allocation(session, investment, own, "4000")
    make.an_allocation(session, investment, partner, "5000")
    make.a_cofinancing(session, project, partner, amount_eur=7000)
    make.an_investment(session, other, "3000")
    workbook = book(session, tmp_path, financeur=str(own.id))
    (line,) = lines(workbook, "Financements")
    assert (line["Engagé"], line["Affecté"], line["Argent du financeur"], line["Cofinancé"]) == (
        10000,
        9000,
        4000,
        7000,
    )
    assert line["Levier"] == (7000 + 5000) / 4000
    names = {row[0]: row[1] for row in workbook["Synthèse"].iter_rows(values_only=True)}
    assert (names["dont argent de ce financeur"], names["Levier, pour un euro de ce financeur"]) == (4000, 3)
    funders = {
        row["Financeur"]: (row["Projets"], row["Affecté"], row["Part de l’engagé"])
        for row in lines(workbook, "Financeurs")
    }
    assert funders == {"Fondation Amont": (1, 4000, 40), "Fondation Aval": (1, 5000, 50)}


def test_indicators_come_as_far_as_on_their_page(session: Session, tmp_path: Path) -> None:
    project = make.a_project(session)
    reached = make.an_indicator(session, project, label="Foyers", baseline=None, target=200)
    make.a_measurement(session, reached, 100)
    make.a_measurement(session, reached, 300, measured_on=date(2025, 1, 1))
    make.an_indicator(session, project, label="Sans cible", target=None)
    make.a_measurement(session, make.an_indicator(session, project, label="Déchets", baseline=80, target=40), 70)
    workbook = book(session, tmp_path)
    rates = {
        line["Indicateur"]: (blank(line["Taux"]), blank(line["Taux retenu"])) for line in lines(workbook, "Indicateurs")
    }
    assert rates == {"Foyers": (150, 100), "Sans cible": (None, None), "Déchets": (25, 25)}
    own = attainment(line.progress for line in indicators_of(session, project.id))
    (line,) = lines(workbook, "Projets")
    assert (line["Atteinte"], line["Indicateurs mesurés"], line["Indicateurs utilisables"]) == (own.score, 2, 2)


def test_an_abandoned_project_is_late_of_nothing(session: Session, tmp_path: Path) -> None:
    for status in ("en_cours", "abandonne"):
        make.a_milestone(session, make.a_project(session, status=status))
    workbook = book(session, tmp_path)
    assert [line["État"] for line in lines(workbook, "Jalons")] == ["en retard", "sans suite"]
    assert sum(line["Jalons en retard"] for line in lines(workbook, "Projets")) == 1


def test_an_empty_portfolio_makes_a_file(session: Session, tmp_path: Path) -> None:
    workbook = book(session, tmp_path)
    assert session.scalar(select(Project.id).limit(1)) is None
    assert lines(workbook, "Financements") == lines(workbook, "Scores") == []
    assert workbook["Synthèse"]["B6"].value == 0
