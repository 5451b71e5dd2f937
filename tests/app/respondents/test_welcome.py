"""The first page: who asks, about what, for how long, until when, and who will see what."""

from datetime import date

from sqlalchemy import Connection, delete
from sqlalchemy.orm import Session

from app.models import Answer, CampaignStatus
from app.restitution.disclosure import promises
from tests.app.assessments.situations import GRID, fill
from tests.app.respondents.situations import Invited, invite
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.queries import counted


def words(own: Invited) -> str:
    assert own.client.get(own.home).status_code == 200
    assert own.client.page is not None
    return text_of(own.client.page).replace("\u00a0", " ")


def test_it_says_who_asks_about_what_for_how_long_and_until_when(client: Client, session: Session) -> None:
    own = invite(client, session, closes_on=date(2027, 1, 31))
    page = words(own)
    assert "Camille Dupont, le Fonds ODD 17 vous demande votre regard" in page
    assert "28 réponses" in page
    assert "10 minutes environ" in page
    assert "Jusqu’au 31 janvier 2027 inclus" in page
    assert "en cours de route" in page


def test_ex_ante_announces_its_length(client: Client, session: Session) -> None:
    page = words(invite(client, session, moment="ex_ante"))
    assert "44 réponses" in page
    assert "15 minutes environ" in page


def test_the_promises_are_said_before_the_way_in(own: Invited) -> None:
    page = words(own)
    for promise in promises(GRID):
        assert promise.replace("\u00a0", " ") in page
    assert page.index("Hors de l’alliance") < page.index("Commencer")


def test_the_other_partners_are_named(own: Invited) -> None:
    assert "Répond aussi : Organisation" in words(own)


def test_one_begins_with_the_priorities_and_resumes_where_one_was(own: Invited) -> None:
    assert f'href="{own.axis("priorites")}">Commencer' in own.client.get(own.home).text
    own.save("resultats", value__observed_A1_1="3")
    page = own.client.get(own.home).text
    assert f'href="{own.axis("resultats")}">Reprendre où j’en étais' in page
    assert "1 sur 8" in words(own)


def test_a_closed_campaign_says_what_is_kept(own: Invited) -> None:
    own.save("resultats", value__observed_A1_1="3")
    own.close()
    page = words(own)
    assert "sont conservées et prises en compte" in page
    assert "Reprendre" not in page
    assert own.client.get(own.axis("resultats")).headers["Location"] == own.home
    assert own.client.get(f"{own.home}/relecture").headers["Location"] == own.home


def test_once_the_results_are_published_they_are_one_press_away(own: Invited) -> None:
    own.campaign.status = CampaignStatus.PUBLISHED
    own.session.commit()
    assert f'href="{own.home}/resultats"' in own.client.get(own.home).text


def test_a_stranger_finds_the_same_page_whether_the_grid_exists_or_not(own: Invited) -> None:
    own.client.sign_out()
    answers = [own.client.get(address) for address in (own.home, "/ma-grille/999999", own.axis("resultats"))]
    assert {answer.status_code for answer in answers} == {401}


def test_the_pages_ask_the_same_queries_empty_or_full(own: Invited, connection: Connection) -> None:
    for path in ("", "/axes/relation", "/relecture", "/recu"):
        own.client.get(own.home)  # a grid is read once by each process
        counts = []
        for level in (None, 3):
            if level:
                fill(own.session, own.respondent, level)
                own.session.commit()
            with counted(connection) as statements:
                own.client.get(own.home + path)
            counts.append(len(statements))
        assert counts[0] == counts[1], path
        assert counts[0] <= 14
        fill_nothing(own)


def fill_nothing(own: Invited) -> None:
    own.session.execute(delete(Answer))
    own.session.commit()


def test_a_place_without_network_has_its_workbook(own: Invited) -> None:
    assert f'href="{own.home}/classeur"' in own.client.get(own.home).text
    assert own.client.get(f"{own.home}/classeur").status_code == 200
