"""The views of the lists other than the portfolio: the same package, each list with its own views."""

from typing import NamedTuple

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.models import DefaultView, SavedView, User, ViewPage
from app.views.pages import PAGES, page_named
from app.views.service import create_view
from tests import factories as make
from tests.support.client import Client
from tests.support.html import text_of


class Case(NamedTuple):
    page: ViewPage
    typed: str
    kept: str


CASES = [
    Case(ViewPage.ORGANISATIONS, "region=53&profil=association&apres=3", "profil=association&region=53"),
    Case(ViewPage.CAMPAIGNS, "statut=open&moment=ex_post&avant=2026-01-01_4", "moment=ex_post&statut=open"),
    Case(ViewPage.FOLLOW_UP, "etat=silencieux&inconnu=1&region=53", "etat=silencieux&region=53"),
    Case(ViewPage.CALENDAR, "genre=tranches&vue=liste&retard=oui&du=2024-05-01", "vue=liste&genre=tranches&retard=oui"),
]
each_list = pytest.mark.parametrize("case", CASES, ids=lambda case: case.page.value)


def tabs(client: Client) -> list[str]:
    assert client.page is not None
    bar = next(nav for nav in client.page.iter("nav") if str(nav.get("aria-label")).startswith("Vues "))
    return [text_of(link) for link in bar.iter("a")]


def a_view(session: Session, owner: User, page: ViewPage, query: str, name: str = "La mienne") -> SavedView:
    view = create_view(session, name=name, query=query, is_shared=False, user=owner, page=page)
    session.commit()
    return view


@each_list
def test_what_a_list_shows_is_kept_under_a_name_and_found_again(client: Client, session: Session, case: Case) -> None:
    client.sign_in("lecteur")
    address = PAGES[case.page].address
    shown = client.get(f"{address}?{case.typed}").text
    assert f"/vues/nouvelle?liste={case.page}&amp;" in shown
    form = f"/vues/nouvelle?liste={case.page}&{case.typed}"
    client.get(form)
    answer = client.post_form("/vues/nouvelle", {"name": "La mienne"}, page=form)
    view = session.scalars(select(SavedView)).one()
    assert (view.page, view.query) == (case.page, case.kept)
    assert answer.headers["Location"] == f"{address}?{case.kept}"
    assert client.get(f"{address}?{case.kept}").status_code == 200
    assert tabs(client) == ["Tout", "La mienne", "Gérer les vues"]
    assert "Enregistrer cette vue" in client.get(f"{address}?{case.kept}&q=lin").text


@each_list
def test_a_list_opens_on_the_view_chosen_for_it_and_all_of_it_stays_one_link_away(
    client: Client, session: Session, case: Case
) -> None:
    view, page = a_view(session, client.sign_in("lecteur"), case.page, case.kept), PAGES[case.page]
    client.post_form("/vues/preference", {"view_id": str(view.id)})
    assert client.get(page.address).headers["Location"] == f"{page.address}?{case.kept}"
    assert f'href="{page.everything}"' in client.get(page.everything).text
    assert client.get("/projets").status_code == 200
    client.post_form("/vues/preference", {"view_id": "", "liste": "projets"})
    assert client.get(page.address).status_code == 303
    client.post_form("/vues/preference", {"view_id": "", "liste": case.page.value})
    assert client.get(page.address).status_code == 200
    assert session.scalars(select(DefaultView)).all() == []


def test_the_last_filter_taken_away_shows_everything_not_the_view_found_on_opening(
    client: Client, session: Session
) -> None:
    user = client.sign_in("lecteur")
    page = PAGES[ViewPage.ORGANISATIONS]
    view = a_view(session, user, ViewPage.ORGANISATIONS, "region=53")
    session.add(DefaultView(user_id=user.id, page=ViewPage.ORGANISATIONS, view_id=view.id))
    session.commit()
    client.get(page.shown(view.id, view.query))
    assert client.page is not None
    (chip,) = (link for link in client.page.iter("a") if link.get("class") == "chip")
    assert client.get(str(chip.get("href")), follow_redirects=True).url.query.decode() != view.query
    assert chip.get("href") == page.everything


@each_list
def test_without_a_view_nor_a_filter_there_is_no_bar(client: Client, case: Case) -> None:
    client.sign_in("lecteur")
    assert 'aria-label="Vues ' not in client.get(PAGES[case.page].address).text
    assert 'aria-label="Vues ' in client.get(f"{PAGES[case.page].address}?{case.kept}").text


def test_each_list_has_its_own_views_and_names(client: Client, session: Session) -> None:
    user = client.sign_in("lecteur")
    for case in CASES:
        a_view(session, user, case.page, case.kept, name="Bretagne")
    a_view(session, user, ViewPage.PROJECTS, "region=53", name="Bretagne")
    client.get("/projets")
    assert tabs(client)[:3] == ["Tous", "Bretagne", "Gérer les vues"]
    client.get("/vues")
    assert client.page is not None
    assert [text_of(heading) for heading in client.page.iter("h2")] == [page.name for page in PAGES.values()]
    with pytest.raises(IntegrityError, match="uq_saved_view_name"):
        create_view(session, name="bretagne", query="q=x", is_shared=False, user=user, page=ViewPage.CAMPAIGNS)


def test_a_view_takes_new_filters_from_the_page_that_keeps_them(client: Client, session: Session) -> None:
    view = a_view(session, client.sign_in("lecteur"), ViewPage.ORGANISATIONS, "region=53")
    form = "/vues/nouvelle?liste=organisations&profil=entreprise"
    assert "Ou remplacer une vue de cette liste" in client.get(form).text
    answer = client.post_form(f"/vues/{view.id}/contenu", page=form)
    session.refresh(view)
    assert (view.query, answer.headers["Location"]) == ("profil=entreprise", "/partenaires?profil=entreprise")


def test_the_view_of_a_list_is_never_that_of_another(session: Session) -> None:
    """Held by the database too."""
    user = make.a_user(session)
    view = a_view(session, user, ViewPage.CAMPAIGNS, "q=x")
    session.add(DefaultView(user_id=user.id, page=ViewPage.CALENDAR, view_id=view.id))
    with pytest.raises(IntegrityError, match="fk_default_view"):
        session.flush()


def test_an_address_that_names_no_list_is_that_of_the_portfolio() -> None:
    assert page_named("ailleurs").address == "/projets"
    assert page_named("suivi").address == "/suivi"
