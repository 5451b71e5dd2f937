"""The figures of the workbook are those of the product: money, indicators, milestones."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.exchanges.project_rows import project_rows
from app.indicators.queries import indicators_of
from app.models import Project
from app.projects.filters import PortfolioFilter, matching_projects
from evaluation import attainment, load_grid
from tests import factories as make
from tests.app.exchanges.funder.books import blank, book, lines, written
from tests.app.exchanges.funder.portfolios import drawn_portfolio
from tests.factories import GRID


def test_money_is_that_of_the_portfolio(session: Session, tmp_path: Path) -> None:
    drawn_portfolio(session, 6, [load_grid(GRID)], projects=6)
    workbook = book(session, tmp_path)
    found = {line["Code du projet"]: line for line in lines(workbook, "Financements")}
    for row in project_rows(session, matching_projects(PortfolioFilter()), clock.today()):
        money = [float(amount) for amount in row[18:22]]  # type: ignore[arg-type]
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


def test_a_funder_is_the_same_by_name_or_by_number(session: Session, tmp_path: Path) -> None:
    own = make.an_organisation(session, name="Fondation Amont")
    make.an_allocation(session, make.an_investment(session, make.a_project(session)), own, "4000")
    by_name = written(session, tmp_path / "nom.xlsx", financeur="fondation amont")
    assert by_name.read_bytes() == written(session, tmp_path / "numero.xlsx", financeur=str(own.id)).read_bytes()


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
    for number, status in enumerate(("en_cours", "abandonne"), start=1):
        make.a_milestone(session, make.a_project(session, code=f"ODD17-2031-{number:03}", status=status))
    workbook = book(session, tmp_path)
    assert [line["État"] for line in lines(workbook, "Jalons")] == ["en retard", "sans suite"]
    assert sum(line["Jalons en retard"] for line in lines(workbook, "Projets")) == 1


def test_an_empty_portfolio_makes_a_file(session: Session, tmp_path: Path) -> None:
    workbook = book(session, tmp_path)
    assert session.scalar(select(Project.id).limit(1)) is None
    assert lines(workbook, "Financements") == lines(workbook, "Scores") == []
    assert workbook["Synthèse"]["B6"].value == 0
