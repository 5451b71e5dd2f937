"""The page of results and the panel of the header: counts, pages, words marked, another word proposed."""

import pytest
from sqlalchemy import Connection, insert
from sqlalchemy.orm import Session

from app.models import Project
from app.search.queries import PAGE_SIZE
from tests import factories as make
from tests.app.search.conftest import Search, addresses, titles
from tests.support.bulk import many_projects
from tests.support.client import HTMX, Client
from tests.support.html import text_of
from tests.support.htmx import assert_same_page
from tests.support.queries import counted


def page_text(client: Client) -> str:
    assert client.page is not None
    return " ".join(text_of(client.page).split())


def link_of(client: Client, words: str) -> str:
    assert client.page is not None
    return next(a.get("href", "") for a in client.page.iter("a") if text_of(a).startswith(words))


def test_groups_with_their_counts_and_all_of_one_kind(search: Search, session: Session, client: Client) -> None:
    for n in range(7):
        make.an_organisation(session, name=f"Atelier Kerlan {n}")
    make.a_project(session, title="Les ateliers de Kerlan")
    assert search("kerlan atel") == ["Les ateliers de Kerlan", *(f"Atelier Kerlan {n}" for n in range(5))]
    shown = page_text(client)
    assert "8\u00a0résultats pour «\u00a0kerlan atel\u00a0»" in client.get("/recherche?q=kerlan+atel").text
    assert "Organisations 7" in shown
    assert "Projets 1" in shown
    client.get(link_of(client, "Voir les 7"))
    assert titles(client) == [f"Atelier Kerlan {n}" for n in range(7)]


def test_every_record_once_page_after_page_and_back(search: Search, session: Session, client: Client) -> None:
    rows = [{"code": f"ODD17-2031-{30000 + n}", "title": f"Sillon {n % 9}"} for n in range(2 * PAGE_SIZE + 3)]
    session.execute(insert(Project), rows)
    first = search("sillon", type="projets")
    seen = addresses(client)
    for _ in range(2):
        client.get(link_of(client, "Suivants"))
        seen += addresses(client)
    assert len(first) == PAGE_SIZE
    assert sorted(seen) == sorted({f"/projets/{row['code']}" for row in rows})
    client.get(link_of(client, "‹ Précédents"))
    assert addresses(client) == seen[PAGE_SIZE : 2 * PAGE_SIZE]


def test_the_words_found_are_marked_and_nothing_typed_is_markup(
    search: Search, client: Client, session: Session
) -> None:
    make.a_project(session, title="<b>Énergie</b> & mer", need="Un besoin d’<i>énergies</i> marines.")
    search("energie mer")
    assert client.page is not None
    assert [text_of(one) for one in client.page.iter("mark")] == ["Énergie", "mer", "énergies"]
    assert not [one for one in client.page.iter("b") if text_of(one) == "Énergie"]
    search("<script>alert(1)</script>")
    assert "&lt;script&gt;alert(1)" in client.get("/recherche?q=<script>alert(1)</script>").text


def test_another_word_is_proposed_never_put_in_place(search: Search, island: Project, client: Client) -> None:
    assert search("enregie partagee") == []
    assert "Vouliez-vous dire énergie partagee" in page_text(client)
    client.get(link_of(client, "énergie"))
    assert titles(client) == ["Énergie partagée"]
    search("zzzzqqqq")
    assert "Vouliez-vous dire" not in page_text(client)


@pytest.mark.parametrize("typed", ["", "a", "'", "& | !", "%"])
def test_too_little_is_answered_by_how_to_search(search: Search, client: Client, typed: str) -> None:
    assert search(typed) == []
    assert "Accents, majuscules" in page_text(client)


@pytest.mark.parametrize("more", ["&apres=faux", "&avant=WzEsIngi", "&type=projets&apres=%00", "&type=rien"])
def test_a_worn_address_answers_from_the_start(client: Client, island: Project, more: str) -> None:
    client.sign_in()
    assert client.get(f"/recherche?q=energie{more}").status_code == 200
    assert "Énergie partagée" in titles(client)


def test_results_as_one_types_are_those_of_the_page(client: Client, island: Project) -> None:
    client.sign_in()
    address = "/recherche?q=energie"
    page = client.get(address).text
    part = client.get(f"{address}&type=", headers=HTMX)
    assert part.headers["HX-Replace-Url"] == address
    assert_same_page(page, part.text, "resultats", client.get(address).text)


def test_the_panel_holds_eight_in_groups_and_leads_to_all(client: Client, session: Session) -> None:
    for n in range(12):
        make.an_organisation(session, name=f"Atelier Kerlan {n:02}")
        make.a_project(session, title=f"Projet Kerlan {n:02}")
    make.a_programme(session, title="Plan Kerlan")
    client.sign_in()
    shown = client.get_part("/recherche/propositions?q=kerlan").text
    assert shown.count('role="option"') == 9
    assert shown.count('role="group"') == 3
    assert 'data-said="25\u00a0résultats"' in shown
    assert 'href="/recherche?q=kerlan"' in shown
    assert client.get_part("/recherche/propositions?q=k").text.strip() == ""
    assert "Aucun résultat" in client.get_part("/recherche/propositions?q=kerlzz").text


def test_the_panel_without_its_own_page_is_in_every_page_of_who_may_search(client: Client) -> None:
    client.sign_in("lecteur")
    assert 'hx-get="/recherche/propositions"' in client.get("/projets").text
    client.sign_in("financeur")
    assert "/recherche" not in client.get("/espace-financeur").text


def test_as_many_queries_with_a_thousand_projects(client: Client, session: Session, connection: Connection) -> None:
    make.a_project(session, title="Série unique")
    client.sign_in()
    asked = ("/recherche?q=serie", "/recherche?q=serie&type=projets", "/recherche/propositions?q=serie")
    few = [queries_of(client, connection, address) for address in asked]
    many_projects(session, 999)
    assert [queries_of(client, connection, address) for address in asked] == few
    assert max(few) <= 7


def queries_of(client: Client, connection: Connection, address: str) -> int:
    client.get(address)
    with counted(connection) as statements:
        client.get(address)
    return len(statements)


def test_what_is_searched_is_never_logged(client: Client, capfd: pytest.CaptureFixture[str]) -> None:
    client.sign_in()
    client.get("/recherche?q=tournesols")
    client.get("/recherche/propositions?q=tournesols")
    logs = capfd.readouterr()
    assert '"route": "/recherche"' in logs.out
    assert "tournesol" not in logs.out + logs.err
