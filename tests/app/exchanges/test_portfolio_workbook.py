"""The workbook of the portfolio: the same projects as on screen, typed cells, totals that live."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.exchanges.service import export_portfolio
from app.models import InstallationFact
from app.projects.filters import PortfolioFilter
from imports.export.portfolio import SHEETS
from tests.app.exchanges.portfolio import two_projects
from tests.support.bulk import many_projects
from tests.support.client import Client
from tests.support.queries import counted

TODAY = date(2024, 6, 1)
Line = Mapping[str, Any]


def workbook(session: Session, **chosen: str) -> Workbook:
    content = export_portfolio(session, chosen=PortfolioFilter(**chosen), today=TODAY, author="Camille Martin")
    return load_workbook(BytesIO(content), data_only=True)


def lines(book: Workbook, sheet: str) -> list[Line]:
    """The rows of a sheet by header, its total left out."""
    header, *rows = book[sheet].iter_rows(values_only=True)
    named = [dict(zip(header, row, strict=True)) for row in rows]
    return [row for row in named if row[header[0]] not in ("Total", None)]


def test_every_sheet_is_there_and_begins_with_the_code(session: Session) -> None:
    book = workbook(session)
    assert book.sheetnames == ["Lisez-moi", *SHEETS]
    first = [book[title]["A1"].value for title in SHEETS]
    assert first == ["Code du projet"] * 7 + ["Code région"]


def test_a_project_carries_its_money_and_its_delays(session: Session) -> None:
    breton, _ = two_projects(session)
    line = next(row for row in lines(workbook(session), "Projets") if row["Code du projet"] == breton.code)
    money = [line[name] for name in ("Engagé", "Versé", "Dû", "Cofinancé")]
    assert money == [10000.5, 5000, 5000.5, 0]
    assert (line["Porteur"], line["Statut"], line["Jalons en retard"]) == ("Association des rives", "En cours", 1)


def test_codes_stay_text_with_their_zeros(session: Session) -> None:
    two_projects(session)
    book = workbook(session)
    partner = lines(book, "Partenaires")[0]
    assert (partner["SIREN"], lines(book, "Investissements")[0]["COPIL"]) == ("005520135", "07")
    assert next(row["Code région"] for row in lines(book, "Régions")) == "01"


def test_what_was_typed_never_becomes_a_formula(session: Session) -> None:
    two_projects(session)
    content = export_portfolio(session, chosen=PortfolioFilter(), today=TODAY, author="=A1")
    book = load_workbook(BytesIO(content))
    assert book["Investissements"]["D2"].value == "=1+1"
    assert book["Investissements"]["D2"].data_type == "s"
    formulas = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
    assert all(str(formula).startswith("=SUBTOTAL(109,") for formula in formulas)


def test_funders_are_written_with_their_shares(session: Session) -> None:
    two_projects(session)
    investment = lines(workbook(session), "Investissements")[0]
    assert (investment["Montant"], investment["Affecté"]) == (10000.5, 6000)
    assert investment["Financeurs"] == "Fondation des rivages\u00a0: 6\u202f000\u00a0€"


@pytest.mark.parametrize(
    "chosen",
    [{}, {"region": "53"}, {"region": "interregional"}, {"statut": "en_cours"}, {"programme": "PLAN-A"},
     {"q": "riviere"}, {"financeur": "Fondation des rivages"}, {"suivi": "retard"}, {"q": "introuvable"}],
    ids=str,
)  # fmt: skip
def test_exported_projects_are_those_of_the_filtered_screen(
    session: Session, client: Client, chosen: dict[str, str]
) -> None:
    two_projects(session)
    client.sign_in("lecteur")
    client.get("/projets", params=chosen)
    assert client.page is not None
    shown = {
        link.get("href", "").rpartition("/")[2]
        for link in client.page.iter("a")
        if "/projets/ODD17" in link.get("href", "")
    }
    book = load_workbook(BytesIO(client.get("/exports/portefeuille.xlsx", params=chosen).content))
    assert {row["Code du projet"] for row in lines(book, "Projets")} == shown


def test_every_region_is_there_even_without_a_project(session: Session) -> None:
    two_projects(session)
    codes = [row["Code région"] for row in lines(workbook(session), "Régions")]
    assert len(set(codes)) == 19
    assert codes == sorted(codes, key=lambda code: (code == "interregional", code))


def test_the_first_sheet_says_what_was_chosen_and_that_data_are_made_up(session: Session) -> None:
    session.add(InstallationFact(name="demonstration", value="oui"))
    cover = workbook(session, region="53")["Lisez-moi"]
    facts = {row[0]: row[1] for row in cover.iter_rows(values_only=True)}
    assert (facts["Région"], facts["Établi par"], facts["Date"]) == ("Bretagne", "Camille Martin", "01/06/2024")
    assert "fictifs" in cover["A2"].value


def test_the_number_of_queries_does_not_grow_with_projects(session: Session, connection: Connection) -> None:
    many_projects(session, 33)
    workbook(session)  # a published grid is read once, then kept
    with counted(connection) as few:
        workbook(session)
    many_projects(session, 967, first=30_000)
    with counted(connection) as many:
        assert len(lines(workbook(session), "Projets")) == 1_000
    assert len(many) == len(few) <= 20
