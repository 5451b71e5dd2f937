"""What was asked is what is written: sheets, columns, dress; equal data gives equal bytes; queries stay few."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from app import clock
from app.exchanges.funder.digest import plain
from app.exchanges.reports.choice import DateStyle, ReportChoice
from app.exchanges.reports.kinds import kind_named
from evaluation import load_grid
from imports.export.sheets import Formula
from tests.app.exchanges.funder.books import book, lines, written
from tests.app.exchanges.funder.portfolios import drawn_portfolio
from tests.factories import GRID
from tests.support.queries import counted

EVERY = [
    "Lisez-moi", "Synthèse", "Financements", "Financeurs", "Opérations", "Projets", "Jalons", "Indicateurs",
    "Valeurs ajoutées", "Valeurs par méthode", "Coordination", "Scores", "Régions", "Scores par région", "Réponses",
    "Calcul", "Poids", "Grille", "Preuves",
]  # fmt: skip


@pytest.fixture
def drawn(session: Session) -> None:
    drawn_portfolio(session, 2, [load_grid(GRID)], projects=4)


@pytest.mark.usefixtures("drawn")
def test_the_sheets_come_in_the_order_of_the_reader(session: Session, tmp_path: Path) -> None:
    assert book(session, tmp_path).sheetnames == EVERY


@pytest.mark.usefixtures("drawn")
def test_only_the_sheets_asked_and_those_their_formulas_read(session: Session, tmp_path: Path) -> None:
    kept = book(session, tmp_path, sheets=("Scores",))
    assert kept.sheetnames == ["Lisez-moi", "Scores", "Réponses", "Calcul", "Poids", "Grille", "Preuves"]
    facts = {row[0]: row[1] for row in kept["Lisez-moi"].iter_rows(values_only=True)}
    assert facts["Feuilles ajoutées"].startswith("Réponses, Calcul, Poids, Grille et Preuves")


@pytest.mark.usefixtures("drawn")
def test_only_the_columns_asked_and_those_formulas_read(session: Session, tmp_path: Path) -> None:
    kept = book(session, tmp_path, columns={"Projets": ("Intitulé", "Phase")})
    headers = [cell.value for cell in kept["Projets"][1]]
    assert headers == ["Code du projet", "Intitulé", "Statut", "Région", "Phase", "Jalons faits", "Jalons en retard",
                       "Compté ex ante", "Compté in itinere", "Compté ex post"]  # fmt: skip
    whole = book(session, tmp_path)
    assert [line["Jalons faits"] for line in lines(kept, "Projets")] == [
        line["Jalons faits"] for line in lines(whole, "Projets")
    ]


@pytest.mark.usefixtures("drawn")
def test_the_accessible_variant_has_no_filter_no_merge_no_frozen_pane(session: Session, tmp_path: Path) -> None:
    for sheet in book(session, tmp_path, accessible=True):
        assert not sheet.merged_cells.ranges
        assert sheet.freeze_panes is None
        assert all(table.autoFilter is None for table in sheet.tables.values())


@pytest.mark.usefixtures("drawn")
def test_dates_are_written_for_their_reader(session: Session, tmp_path: Path) -> None:
    for style, pattern in ((DateStyle.ENGLISH, "[$-809]d mmmm yyyy"), (DateStyle.ISO, "yyyy-mm-dd")):
        cell = book(session, tmp_path, dates=style)["Jalons"]["D2"]
        assert (cell.number_format, cell.value.date()) == (pattern, date(2024, 2, 1))


@pytest.mark.usefixtures("drawn")
def test_key_figures_have_names(session: Session, tmp_path: Path) -> None:
    kept = book(session, tmp_path)
    assert {"total_engage", "total_verse", "total_du", "total_projets", "levier", "empreinte"} <= set(
        kept.defined_names
    )
    sheet, _, cell = kept.defined_names["total_engage"].attr_text.partition("!")
    committed = sum(line["Engagé"] for line in lines(kept, "Financements"))
    assert kept[sheet.strip("'")][cell.replace("$", "")].value == pytest.approx(committed)


@pytest.mark.usefixtures("drawn")
def test_equal_data_gives_equal_bytes(session: Session, tmp_path: Path) -> None:
    first, second = written(session, tmp_path / "un.xlsx"), written(session, tmp_path / "deux.xlsx")
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.usefixtures("drawn")
def test_the_digest_is_in_the_file_and_follows_its_figures(session: Session, tmp_path: Path) -> None:
    made = []
    for day in (clock.today(), date(2025, 5, 1)):
        out = tmp_path / "classeur.xlsx"
        digest = kind_named("classeur").make(session, ReportChoice(day), "Camille Martin", out).digest
        proofs = load_workbook(out, data_only=True)["Preuves"]
        assert proofs["B2"].value == digest
        made.append(digest)
    assert made[0] != made[1]
    assert len(made[0]) == 64


def test_a_figure_has_one_writing_in_the_digest() -> None:
    assert plain(5) == plain(5.0) != plain("5")
    assert plain(Formula("A1", 5)) != plain(Formula("A2", 5))


def test_as_many_queries_whatever_the_number_of_projects(session: Session, tmp_path: Path) -> None:
    sent = []
    for seed, count in ((1, 5), (2, 35)):
        drawn_portfolio(session, seed, [load_grid(GRID)], projects=count)
        with counted(session.connection()) as statements:
            written(session, tmp_path / "classeur.xlsx")
        sent.append(len(statements))
    assert sent[0] == sent[1] < 40


@pytest.mark.usefixtures("drawn")
def test_progress_is_told_to_its_end(session: Session, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    kind = kind_named("classeur")
    kind.make(
        session, ReportChoice(clock.today()), "Camille Martin", tmp_path / "a.xlsx", lambda *own: told.append(own)
    )
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert len({total for _, total in told}) == 1
    assert told[-1][0] == told[-1][1] > 3
