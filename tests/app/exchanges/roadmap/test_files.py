"""The roadmap taken away: live formulas with their values, and the same figures as the page."""

import csv
import shutil
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app.exchanges.roadmap.content import workbook
from app.models import Investment
from app.roadmap.evidence import add_evidence
from app.roadmap.filtering import RoadmapFilter
from app.roadmap.ties import link_investment, link_project
from imports.export.roadmap import SHEETS
from tests.app.exchanges.reports.test_verifying import saved_by_libreoffice
from tests.app.roadmap.measures import a_tied_investment, a_tied_project, measure
from tests.factories import a_project
from tests.support.client import Client
from tests.support.queries import counted

TODAY = date(2026, 11, 27)


@pytest.fixture
def told(session: Session) -> None:
    """A project under two measures, one of its investments again alone, another investment, a project without money."""
    project = a_tied_project(session, 7, 8, amount="10000", paid="4000")
    own = session.scalars(select(Investment).where(Investment.project_id == project.id)).one()
    link_investment(session, measure(session, 7), own)
    a_tied_investment(session, 7, amount="5000.50")
    link_project(session, measure(session, 9), a_project(session, title="Sans argent"))
    measure(session, 7, title="=1+1", chantier="soutenir", target_value=30, target_unit="projets")
    for day in (1, 2):
        add_evidence(
            session, measure(session, 7), dated_on=date(2026, 1, day), sentence="Constat.", user=None, today=TODAY
        )


def book_of(session: Session, *, values: bool = True, **chosen: str) -> Workbook:
    content = workbook(session, RoadmapFilter(**chosen), TODAY, "Camille Martin")
    return load_workbook(BytesIO(content), data_only=values)


def lines(book: Workbook, sheet: str) -> list[dict[str, Any]]:
    header, *rows = book[sheet].iter_rows(values_only=True)
    named = [dict(zip(header, row, strict=True)) for row in rows]
    return [row for row in named if row["N°"] not in ("Total", None)]


def test_every_sheet_is_there(session: Session, told: None) -> None:
    assert book_of(session).sheetnames == ["Lisez-moi", *SHEETS]
    assert [own["N°"] for own in lines(book_of(session), "Mesures")] == list(range(1, 22))


def test_a_measure_carries_its_counts_and_its_money(session: Session, told: None) -> None:
    own = lines(book_of(session), "Mesures")[6]
    assert (own["Titre"], own["Chantier"], own["Chiffre visé"], own["Statut"]) == ("=1+1", "Soutenir", 30, "À lancer")
    assert [own[name] for name in ("Preuves", "Projets", "Investissements", "Engagé", "Versé")] == [
        2,
        1,
        2,
        15000.5,
        4000,
    ]


def test_an_investment_is_once_a_measure_and_once_in_the_total(session: Session, told: None) -> None:
    rows = lines(book_of(session), "Projets et investissements")
    assert [(row["N°"], row["Engagé"], row["Engagé, une fois"]) for row in rows] == [
        (7, 10000, 10000), (7, 5000.5, 5000.5), (8, 10000, 0), (9, None, None),
    ]  # fmt: skip
    assert [row["Rattaché par"] for row in rows][:2] == ["le projet entier", "un investissement"]
    last = list(book_of(session)["Projets et investissements"].iter_rows(values_only=True))[-1]
    assert (last[0], last[10], last[11]) == ("Total", 15000.5, 4000)


def test_counts_and_sums_are_formulas(session: Session, told: None) -> None:
    book = book_of(session, values=False)
    assert book["Mesures"]["J8"].value == "=COUNTIF(Preuves[N°],A8)"
    assert book["Mesures"]["M8"].value == "=SUMIFS(Liens[Engagé],Liens[N°],A8)"
    assert book["Projets et investissements"]["K3"].value == "=IF(COUNTIF(F$2:F3,F3)=1,I3,0)"
    assert book["Mesures"]["C8"].data_type == "s"


def test_money_of_measures_has_no_total(session: Session, told: None) -> None:
    last = list(book_of(session)["Mesures"].iter_rows(values_only=True))[-1]
    assert (last[0], last[9], last[12], last[13]) == ("Total", 2, None, None)


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice n’est pas installé")
def test_libreoffice_computes_the_same(session: Session, told: None, tmp_path: Path) -> None:
    content = workbook(session, RoadmapFilter(), TODAY, "Camille Martin")
    again = load_workbook(BytesIO(saved_by_libreoffice(content, tmp_path)), data_only=True)
    for sheet in SHEETS:
        assert lines(again, sheet) == lines(book_of(session), sheet)


def test_the_files_keep_the_filters_of_the_page(client: Client, session: Session, told: None) -> None:
    client.sign_in("lecteur")
    answer = client.get("/feuille-de-route.xlsx?chantier=soutenir")
    assert answer.headers["Content-Disposition"].endswith('.xlsx"')
    assert [own["N°"] for own in lines(load_workbook(BytesIO(answer.content)), "Mesures")] == [7]
    text = client.get("/feuille-de-route.csv?chantier=soutenir").content.decode("utf-8-sig")
    header, row = csv.reader(StringIO(text), delimiter=";")
    assert dict(zip(header, row, strict=True))["Engagé"] == "15000,50"
    assert row[2] == "'=1+1"


def test_queries_do_not_grow(client: Client, session: Session, connection: Connection) -> None:
    client.sign_in("lecteur")
    client.get("/feuille-de-route.xlsx")
    counts = []
    for size in (1, 15):
        for _ in range(size):
            a_tied_project(session, 7, 8)
        session.commit()
        with counted(connection) as statements:
            client.get("/feuille-de-route.xlsx")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 12
