"""The follow-up of the whole portfolio: found, filtered, page by page, and its silent partners reminded at once."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, select, text, update
from sqlalchemy.orm import Session

from app import clock
from app.followup.queries import FollowUpFilter, FollowUpPage, Totals, follow_up_totals, read_follow_up
from app.models import Campaign, CampaignStatus, Letter, LetterKind
from tests import factories as make
from tests.app.followup.situations import DAY, a_letter, a_silent, an_invited, an_open_campaign, gave, live
from tests.support.bulk import many_campaigns
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.htmx import assert_same_page
from tests.support.jobs import run_jobs
from tests.support.letters import letters
from tests.support.queries import counted
from tests.support.rows_read import rows_read


def shown(client: Client, address: str = "/suivi") -> str:
    assert client.get(address).status_code == 200
    assert client.page is not None
    return text_of(client.page)


def names(client: Client, address: str = "/suivi") -> list[str]:
    """The respondents listed, in order."""
    return re.findall(r'<a href="/campagnes/\d+/suivi/\d+">([^<]+)</a>', client.get(address).text)


@pytest.fixture
def campaign(session: Session) -> Campaign:
    """In Hauts-de-France, closing in twenty days: one silent, one under way, one submitted, one without address."""
    programme = make.a_programme(session, code="PLAN-2026")
    project = make.a_project(session, title="Éveil en Flandre", region_code="32", programme_id=programme.id)
    campaign = an_open_campaign(session, project=project)
    an_invited(session, campaign, "Silencieux")
    gave(session, an_invited(session, campaign, "En cours"), "A1.1")
    make.submitted(session, an_invited(session, campaign, "Soumis"))
    a_silent(session, campaign, "Sans adresse", email="")
    return campaign


def test_the_totals_say_what_is_awaited_and_what_came(client: Client, campaign: Campaign) -> None:
    client.sign_in("lecteur")
    found = shown(client)
    assert "réponses attendues 4 soumise 1 en cours 1 sans aucune réponse 2 sans adresse 1" in found
    assert "in itinere · 1\u00a0soumise sur 4 · clôture le" in found


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("etat=silencieux", ["Sans adresse", "Silencieux"]),
        ("etat=en-cours", ["En cours"]),
        ("etat=soumis", ["Soumis"]),
        ("etat=sans-adresse", ["Sans adresse"]),
        ("etat=bientot", []),
        ("etat=retard", []),
        ("etat=autre", []),
        ("region=32&etat=soumis", ["Soumis"]),
        ("region=53", []),
        ("region=interregional", []),
        ("programme=PLAN-2026&etat=soumis", ["Soumis"]),
        ("programme=PLAN-2020", []),
        ("moment=in_itinere&etat=soumis", ["Soumis"]),
        ("moment=ex_post", []),
        ("q=eveil+SOUMIS", ["Soumis"]),
        ("q=bretagne", []),
    ],
)
def test_the_list_is_filtered_by_its_address(
    client: Client, campaign: Campaign, query: str, expected: list[str]
) -> None:
    client.sign_in("lecteur")
    assert names(client, f"/suivi?{query}") == expected


@pytest.mark.parametrize(
    ("days", "soon", "late"), [(7, True, False), (8, False, False), (0, True, False), (-1, False, True)]
)
def test_what_closes_within_seven_days_and_what_should_have_closed(
    client: Client, session: Session, days: int, soon: bool, late: bool
) -> None:
    an_invited(session, an_open_campaign(session, days=days), "Ateliers")
    client.sign_in("lecteur")
    assert bool(names(client, "/suivi?etat=bientot")) is soon
    assert bool(names(client, "/suivi?etat=retard")) is late


def test_a_letter_that_did_not_leave_is_found_until_another_one_leaves(client: Client, session: Session) -> None:
    respondent = an_invited(session, an_open_campaign(session), "Ateliers")
    client.sign_in("lecteur")
    at = clock.now() - 2 * DAY
    a_letter(session, live(session, respondent), at, LetterKind.REMINDER, sent_at=None, failed_at=at, failure="Refusé.")
    assert names(client, "/suivi?etat=non-parti") == ["Ateliers"]
    a_letter(session, live(session, respondent), at + DAY, LetterKind.REMINDER)
    assert names(client, "/suivi?etat=non-parti") == []


def test_open_campaigns_come_first_then_those_in_preparation_then_the_latest_closed(
    client: Client, session: Session
) -> None:
    for name, days, status in [
        ("Close hier", -1, "close"),
        ("Close avant", -30, "close"),
        ("Préparation", 3, "preparation"),
        ("Ouverte loin", 30, "ouverte"),
        ("Ouverte bientôt", 2, "ouverte"),
        ("Publiée", -5, "publiee"),
    ]:
        a_silent(session, an_open_campaign(session, days=days, status=status), name)
    a_silent(session, an_open_campaign(session, closes_on=None), "Ouverte sans date")
    client.sign_in("lecteur")
    first, *others = names(client)
    assert [first, *others[:3]] == ["Ouverte bientôt", "Ouverte loin", "Ouverte sans date", "Préparation"]
    assert others[3:] == ["Close hier", "Close avant", "Publiée"]


def test_going_forward_visits_each_respondent_once_and_back_again(client: Client, session: Session) -> None:
    campaign = an_open_campaign(session)
    for n in range(120):
        a_silent(session, campaign, f"Partenaire {n:03d}")
    client.sign_in("lecteur")
    found, address, pages = [], "/suivi", 0
    while address:
        text = client.get(address).text
        found += re.findall(r">(Partenaire \d+)</a>", text)
        after = re.search(r'rel="next" href="([^"]+)"', text)
        address, pages = (after[1].replace("&amp;", "&") if after else ""), pages + 1
    assert found == [f"Partenaire {n:03d}" for n in range(120)]
    assert pages == 3
    before = re.search(r'rel="prev" href="([^"]+)"', text)
    assert before
    assert re.findall(r">(Partenaire \d+)</a>", client.get(before[1]).text) == found[50:100]


def test_a_filter_swaps_the_list_as_a_fresh_load_would(client: Client, campaign: Campaign) -> None:
    client.sign_in("lecteur")
    before = client.get("/suivi").text
    fragment = client.get_part("/suivi?etat=soumis")
    chosen = before.replace('<option value="soumis">', '<option value="soumis" selected>')
    fresh = client.get("/suivi?etat=soumis").text
    assert_same_page(chosen, fragment.text, "liste", fresh)


def test_the_list_asks_the_same_queries_for_33_or_1000_projects(
    client: Client, session: Session, connection: Connection
) -> None:
    client.sign_in("gestionnaire")
    many_campaigns(session, 1, 10_000)
    client.get("/suivi")
    counts = []
    for size, first in ((33, 20_000), (967, 30_000)):
        many_campaigns(session, size, first)
        with counted(connection) as statements:
            client.get("/suivi")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 14


def test_reminding_the_silent_names_them_and_leaves_the_others_in_peace(client: Client, campaign: Campaign) -> None:
    client.sign_in("evaluateur")
    found = shown(client, "/suivi/relance")
    assert "1\u00a0courriel Destinataires" in found
    assert "Silencieux, Camille Dupont (camille@exemple.fr) Éveil en Flandre · invité le" in found
    assert "En cours" not in found
    assert "Soumis" not in found


def test_the_silent_of_the_filtered_list_are_reminded_once(
    client: Client, session: Session, campaign: Campaign, connection: Connection, outbox: Path
) -> None:
    elsewhere = an_open_campaign(session, project=make.a_project(session, region_code="53"))
    an_invited(session, elsewhere, "Breton")
    an_invited(session, campaign, "Silencieuse")
    client.sign_in("evaluateur")
    page = "/suivi/relance?region=32"
    client.get(page)
    client.post_form("/suivi/relance", page=page)
    assert "2\u00a0courriels partent" in shown(client)
    client.post_form("/suivi/relance", page="/suivi/relance")
    run_jobs(connection)
    assert len(letters(outbox)) == 3
    reminded = session.scalars(select(Letter.respondent_id).where(Letter.kind == LetterKind.REMINDER)).all()
    assert len(set(reminded)) == 3


def test_one_reminded_from_the_filtered_list_leads_back_to_it(client: Client, campaign: Campaign) -> None:
    client.sign_in("evaluateur")
    page = "/suivi?etat=en-cours"
    [address] = re.findall(r'action="(/campagnes/\d+/suivi/\d+/relance)"', client.get(page).text)
    reply = client.post_form(address, page=page)
    assert reply.headers["Location"] == page


def test_without_anyone_silent_there_is_no_button(client: Client, session: Session) -> None:
    make.submitted(session, an_invited(session, an_open_campaign(session), "Ateliers"))
    client.sign_in("evaluateur")
    assert "Relancer les silencieux" not in shown(client)
    assert "Personne n’est à relancer aujourd’hui" in shown(client, "/suivi/relance")


def test_an_empty_portfolio_says_when_the_follow_up_begins(client: Client) -> None:
    client.sign_in("lecteur")
    assert "Le suivi commence quand un partenaire est invité" in shown(client)


def test_the_navigation_leads_from_the_campaigns_to_the_follow_up_and_back(client: Client, campaign: Campaign) -> None:
    client.sign_in("lecteur")
    assert '<a href="/suivi">Suivi des réponses</a>' in client.get("/campagnes").text
    assert f'<a href="/campagnes/{campaign.id}/suivi">' in client.get(f"/campagnes/{campaign.id}").text
    assert '<a href="/campagnes" aria-current="true">Évaluations</a>' in re.sub(r"\s+", " ", client.get("/suivi").text)


def test_a_page_reads_its_own_lines_only(own_engine: Engine) -> None:
    """However many are invited beside: what is added up for the whole list is kept apart."""
    with Session(own_engine) as session:
        many_campaigns(session, 9_000)
        session.execute(text("UPDATE campaign SET closes_on = held_on + (id % 700)::int"))

        def page(after: str = "") -> FollowUpPage:
            own = {"today": clock.today(), "totals": Totals(*[0] * 8)}
            return read_follow_up(session, FollowUpFilter(), after=after, **own)

        following = page(page(page().next).next).next
        assert rows_read(session, page)["respondent"] < 300
        assert rows_read(session, lambda: page(following))["respondent"] < 300


def test_only_campaigns_to_come_are_asked_for_answers(own_engine: Engine) -> None:
    with Session(own_engine) as session:
        many_campaigns(session, 300)
        session.execute(update(Campaign).values(status=CampaignStatus.CLOSED))
        an_invited(session, an_open_campaign(session), "Seule attendue")
        read = rows_read(session, lambda: follow_up_totals(session, FollowUpFilter(), clock.today()))
        assert read["answer"] + read["invitation"] < 10
        assert follow_up_totals(session, FollowUpFilter(), clock.today())[:3] == (301, 1, 1)
