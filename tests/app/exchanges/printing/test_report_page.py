"""The report to a funder: the figures of the portfolio and of the regions, one page a project, never a ranking."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app import clock
from app.exchanges.printing.days import limit_of
from app.exchanges.printing.gathering import gather
from app.exchanges.printing.report import funder_report
from app.exchanges.printing.totals import totals_of
from app.exchanges.reports.choice import ReportChoice
from app.models import Organisation, Project
from app.projects.filters import PortfolioFilter
from app.projects.portfolio import read_totals
from app.web.filters import money
from tests import factories as make
from tests.app.exchanges.printing.situations import a_funded_project
from tests.app.results.published import a_project_with_partners, a_published_campaign
from tests.support.bulk import many_projects
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.queries import counted

TODAY = date(2026, 3, 2)
EVERYTHING = select(Project.id)
CHOICES = [
    {},
    {"region": "32"},
    {"region": "interregional"},
    {"statut": "en_cours"},
    {"suivi": "retard"},
    {"q": "aidants"},
]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def read(session: Session, choice: ReportChoice) -> str:
    html = funder_report(session, choice, "Claire Martin").html
    return html.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_figures_of_the_list_are_read_in_the_report(session: Session, client: Client) -> None:
    project = a_funded_project(session)
    make.a_milestone(session, project, title="En retard", due_on=date(2026, 2, 1))
    make.an_investment(session, make.a_project(session), "1000.50", copil_on=None)
    session.commit()
    client.sign_in("lecteur")
    client.get("/exports/rapport")
    assert client.page is not None
    text = text_of(client.page)
    totals = read_totals(session, PortfolioFilter(), TODAY)
    for told in (f"{money(totals.committed)} engagés", f"{money(totals.paid)} versés", f"{money(totals.due)} échus"):
        assert told in text
    assert f"{totals.late}\u00a0projet a un jalon ou une tranche en retard" in text


def test_a_funder_reads_its_own_money_beside_the_whole(session: Session) -> None:
    a_funded_project(session)
    text = read(
        session, ReportChoice(as_of=date(2026, 3, 20), projects=PortfolioFilter(financeur="Fondation Horizons"))
    )
    assert "Rapport à Fondation Horizons" in text
    assert "20 000 € viennent de Fondation Horizons" in text
    assert "24 500 € engagés pour ces projets" in text
    found = gather(session, EVERYTHING, limit_of(TODAY))
    funder = session.scalar(select(Organisation.id).where(Organisation.name == "Fondation Horizons"))
    totals = totals_of(found, TODAY, funder)
    assert (totals.own, totals.leverage) == (Decimal(20000), Decimal(61250) / 20000)
    assert "Levier 3,06" in text


def test_two_funders_of_one_name_are_not_one(session: Session) -> None:
    project = make.a_project(session)
    own, other = (make.an_organisation(session, name="Fondation Amont") for _ in range(2))
    investment = make.an_investment(session, project, "9000")
    make.an_allocation(session, investment, own, "4000")
    make.an_allocation(session, investment, other, "5000")
    session.commit()
    text = read(session, ReportChoice(as_of=TODAY, projects=PortfolioFilter(financeur=str(own.id))))
    assert "4 000 € viennent de Fondation Amont" in text
    assert "Levier 1,25" in text


def test_on_an_earlier_day_later_money_is_left_out(session: Session) -> None:
    a_funded_project(session)
    found = gather(session, EVERYTHING, limit_of(date(2026, 2, 1)))
    totals = totals_of(found, date(2026, 2, 1))
    assert (totals.invested, totals.paid, totals.due) == (Decimal(24500), Decimal(0), Decimal(0))
    assert totals_of(gather(session, EVERYTHING, limit_of(date(2025, 1, 1))), date(2025, 1, 1)).invested == 0


def test_an_empty_choice_says_so(client: Client) -> None:
    client.sign_in("lecteur")
    answer = client.get("/exports/rapport?q=introuvable")
    assert answer.status_code == 200
    assert "ce rapport est vide" in answer.text


def test_of_too_many_projects_the_synthesis_alone_is_shown(session: Session, client: Client) -> None:
    many_projects(session, 51)
    session.commit()
    client.sign_in("lecteur")
    answer = client.get("/exports/rapport?statut=en_cours")
    assert answer.status_code == 200
    assert "51\u202f000\u00a0€" in answer.text
    assert "Au-delà de 50 projets" in answer.text
    assert 'href="/exports?statut=en_cours"' in answer.text
    assert answer.text.count('class="leaf"') == 2
    answer = client.get("/exports/rapport.pdf?statut=en_cours")
    assert answer.status_code == 422
    assert "51 projets" in answer.text
    assert 'href="/exports?statut=en_cours"' in answer.text


def test_milestones_done_and_late_are_counted_but_those_of_an_abandoned_project(session: Session) -> None:
    a_funded_project(session)
    for status in ("en_cours", "abandonne"):
        make.a_milestone(session, make.a_project(session, status=status), due_on=date(2026, 1, 1))
    session.commit()
    assert "1 jalon fait, 1 en retard." in read(session, ReportChoice(as_of=TODAY))


def test_programmes_have_their_money_when_there_are_several(session: Session) -> None:
    project = a_funded_project(session)
    project.programme_id = make.a_programme(session, title="Plan Amont").id
    session.commit()
    assert "Programme par programme" not in read(session, ReportChoice(as_of=TODAY))
    make.an_investment(session, make.a_project(session), "1000")
    session.commit()
    text = " ".join(read(session, ReportChoice(as_of=TODAY)).split())
    assert "Programme par programme" in text
    assert text.index("Plan Amont") < text.index("Sans programme")


def test_a_report_that_takes_long_is_not_offered_as_a_pdf_at_once(session: Session, client: Client) -> None:
    many_projects(session, 13)
    session.commit()
    client.sign_in("lecteur")
    assert "rapport.pdf" not in client.get("/exports/rapport").text
    assert client.get("/exports/rapport.pdf").status_code == 422


def test_its_queries_do_not_grow_with_projects(session: Session, connection: Connection) -> None:
    def cost() -> int:
        session.expire_all()
        with counted(connection) as statements:
            funder_report(session, ReportChoice(as_of=TODAY), "Claire Martin")
        return len(statements)

    def enrich() -> None:
        project, partners = a_project_with_partners(session)
        a_published_campaign(session, project, partners, 2, 2, 1, moment="ex_ante", held_on=date(2024, 2, 1))
        a_published_campaign(session, project, partners, 1, 3, 2)
        make.a_measurement(session, make.an_indicator(session, project), 4)
        investment = make.an_investment(session, project)
        make.an_allocation(session, investment, make.an_organisation(session), "10")
        make.a_paid_instalment(session, investment)
        session.commit()

    enrich()
    cost()
    few = cost()
    for _ in range(6):
        enrich()
    many_projects(session, 30)
    session.commit()
    assert cost() == few
