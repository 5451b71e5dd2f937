"""The sheet of a region: what its page says, on exactly two tagged pages, however much there is to say."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app import clock
from app.exchanges.printing.pdf import to_pdf
from app.exchanges.printing.regional_sheet import regional_sheet
from app.exchanges.reports.choice import ReportChoice
from tests import factories as make
from tests.app.exchanges.printing.pdf import read, text_of
from tests.app.exchanges.printing.situations import LONG, WORDY, a_funded_project
from tests.app.regions.test_figures import publish
from tests.support.client import Client
from tests.support.html import text_of as page_text

TODAY = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def sheet(session: Session, code: str) -> str:
    return regional_sheet(session, ReportChoice(as_of=TODAY), code, "Claire Martin", alone=True)


def test_however_much_there_is_to_say_it_holds_in_two_pages(session: Session) -> None:
    for place in range(30):
        project = make.a_project(session, region_code="53", title=f"{place} {WORDY}", status="en_cours", summary=LONG)
        funder = make.an_organisation(session, name=f"{WORDY} {place}")
        make.an_allocation(session, make.an_investment(session, project, "9876543.21"), funder, "1234567.89")
        make.a_partner(session, project, funder)
        make.a_milestone(session, project, title=WORDY, due_on=date(2020 + place % 9, 1 + place % 12, 1))
        publish(session, project, {"innovation": place * 3.0, "relation": 50.0})
        make.a_project(session, title=WORDY)
    reader = read(to_pdf(sheet(session, "53")))
    assert len(reader.pages) == 2
    assert "19 autres projets" in text_of(reader).replace("\u00a0", " ")


def test_its_figures_are_those_of_the_page_of_the_region(session: Session, client: Client) -> None:
    a_funded_project(session)
    client.sign_in("lecteur")
    client.get("/regions/32")
    assert client.page is not None
    screen = page_text(client.page).replace("\u00a0", " ").replace("\u202f", " ")
    assert client.get("/regions/32/imprimer").status_code == 200
    printed = page_text(client.page).replace("\u00a0", " ").replace("\u202f", " ")
    for figure in (
        "24 500 €",
        "12 250 €",
        "levier 2,5",
        "Fondation Horizons 20 000 €",
        "Pacte local de l’alimentation",
    ):
        assert figure in screen
        assert figure in printed
    assert "Jalons en retard : Pacte local de l’alimentation." in printed


def test_a_blank_region_prints_and_an_unknown_one_is_said(session: Session, client: Client) -> None:
    client.sign_in("lecteur")
    answer = client.get("/regions/06/imprimer.pdf")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert len(read(answer.content).pages) == 2
    assert client.get("/regions/99/imprimer").status_code == 404
