"""Added values, coordination and levers as printed: beside the scores, on the day, without a name or a total."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.exchanges.printing.report import funder_report
from app.exchanges.reports.choice import ReportChoice
from app.models import Lever, Partner
from tests import factories as make
from tests.app.addedvalues.saying import a_time, a_value
from tests.app.exchanges.printing.situations import a_funded_project, a_lever
from tests.support.client import Client
from tests.support.html import text_of

TODAY = date(2026, 10, 1)
HEADING = "Ce que l’alliance fait gagner"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def printed(client: Client) -> Callable[[str], str]:
    client.sign_in("lecteur")

    def read(path: str) -> str:
        assert client.get(path).status_code == 200
        assert client.page is not None
        return text_of(client.page).replace("\u00a0", " ").replace("\u202f", " ")

    return read


def test_the_sheet_says_ranges_and_days_side_by_side(session: Session, printed: Callable[[str], str]) -> None:
    project = a_funded_project(session)
    partner = session.scalars(select(Partner).where(Partner.project_id == project.id)).one()
    a_value(session, project, how="Camille l’a dit.", said_by_id=partner.id, evidence=1)
    a_time(session, project, "8", partner_id=partner.id)
    make.a_partner(session, project, make.an_organisation(session))
    session.commit()
    told = printed(f"/projets/{project.code}/fiche").split(HEADING)[1].split("Paroles")[0]
    assert "Temps gagné Délai comparé, documenté 12 à 20 jours" in told
    assert "sans soustraire : 8 jours de coordination déclarés ; 1 partenaire ne l’a pas dit." in told
    assert "Aucun levier n’est encore décrit." in told
    assert "Camille" not in told
    assert "Flandre" not in told


def test_the_sheet_says_the_levers_before_and_since(session: Session, printed: Callable[[str], str]) -> None:
    project = a_funded_project(session)
    a_lever(session, project, Lever.ALLIANCES, before="Deux conventions.", after="Cinq conventions.")
    a_lever(session, project, Lever.PEOPLE, before="Un poste.")
    session.commit()
    told = printed(f"/projets/{project.code}/fiche").split("trois leviers")[1]
    assert "Richesses humaines. Rien n’est encore décrit depuis le projet. Avant le projet : Un poste." in told
    assert "Alliances. Cinq conventions. Avant le projet : Deux conventions." in told
    before = printed(f"/projets/{project.code}/fiche?au=01/06/2026")
    assert "Deux conventions." in before
    assert "Cinq conventions." not in before


def test_what_was_not_over_on_the_day_is_left_out(session: Session, printed: Callable[[str], str]) -> None:
    project = a_funded_project(session)
    a_value(session, project)
    session.commit()
    assert HEADING in printed(f"/projets/{project.code}/fiche?au=31/12/2025")
    assert HEADING not in printed(f"/projets/{project.code}/fiche?au=30/12/2025")


def test_a_project_that_says_nothing_has_no_such_block(session: Session, printed: Callable[[str], str]) -> None:
    assert HEADING not in printed(f"/projets/{a_funded_project(session).code}/fiche")


def test_the_report_adds_up_within_a_method_and_never_across(session: Session) -> None:
    for low, high in (("10", "20"), ("20", "40"), ("60", "90")):
        project = make.a_project(session)
        a_value(session, project, low, high)
    a_value(session, project, "6", "11", method_code="travail_epargne", evidence=2)
    a_time(session, project, "12.5")
    session.commit()
    html = funder_report(session, ReportChoice(as_of=TODAY), "Claire Martin").html
    told = " ".join(html.replace("\u00a0", " ").replace("\u202f", " ").split())
    assert told.count("Ce que les alliances font gagner") == 1
    for words in ("2025 : 90 à 150 jours (3 valeurs)", "2025 : 6 à 11 jours de travail (1 valeur)", ">30<", "10 à 90"):
        assert words in told
    assert "1 projet sur 3 a dit leur" not in told
    assert "96 à 161" not in told
    assert "Temps gagné : 60 à 90 jours selon « Délai comparé » (déclaré)" in told
    assert "12,5 jours de coordination déclarés." in told


def test_a_median_waits_for_enough_projects(session: Session) -> None:
    a_value(session, make.a_project(session), "10", "20")
    session.commit()
    html = funder_report(session, ReportChoice(as_of=TODAY), "Claire Martin").html
    assert '<td class="n" data-label="Médiane des milieux">—</td>' in html
