"""Scripts turned off: each page of seeing and steering does its job, at a desk and on a telephone."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models import Milestone, Project, SavedView, User
from app.web.cookies import SESSION, cookie_name
from tests.browser.conftest import LiveServer, screenshot, sign_in
from tests.factories import (
    a_milestone,
    a_partner,
    a_programme,
    a_project,
    an_instalment,
    an_investment,
    an_organisation,
)

SIZES = {"bureau": (1280, 900), "telephone": (390, 844)}


@pytest.fixture(params=list(SIZES))
def plain(request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer, manager: User) -> Iterator[Page]:
    """Somebody signed in, whose browser runs no script at all."""
    with Session(live_server.engine) as session:
        session.get_one(User, manager.id).welcomed_at = clock.now()
        furnish(session, manager)
        session.commit()
    width, height = SIZES[request.param]
    context = browser.new_context(
        base_url=live_server.url, locale="fr-FR", java_script_enabled=False, viewport={"width": width, "height": height}
    )
    context.add_cookies(
        [{"name": cookie_name(SESSION), "value": sign_in(live_server, manager), "url": live_server.url}]
    )
    page = context.new_page()
    yield page
    context.close()


def furnish(session: Session, manager: User) -> None:
    programme = a_programme(session, code="LISIERES", title="Plan des lisières")
    shared = an_organisation(session, name="Les Jardins de Siméon")
    for title, region in (("Le café des possibles", "53"), ("Un verger partagé", "53"), ("Pacte local", "32")):
        own = {"status": "en_cours", "referent_id": manager.id, "programme_id": programme.id}
        project = a_project(session, title=title, region_code=region, starts_on=clock.today(), **own)
        a_partner(session, project, shared, role_code="porteur")
        late = clock.today() - timedelta(days=3)
        a_milestone(session, project, title=f"Bilan – {title}", due_on=late)
        an_instalment(session, an_investment(session, project), due_on=clock.today())


def kept(page: Page, name: str) -> None:
    size = page.viewport_size
    assert size is not None
    screenshot(page, f"sans-script-{name}-{size['width']}")


def test_my_work_is_done_from_its_own_line(plain: Page, live_server: LiveServer) -> None:
    plain.goto("/mon-travail")
    kept(plain, "mon-travail")
    plain.get_by_role("button", name="C’est fait").first.click()
    expect(plain.locator("#messages")).to_contain_text("c’est fait")
    with Session(live_server.engine) as session:
        assert len(session.scalars(select(Milestone.id).where(Milestone.done_on == clock.today())).all()) == 1


def test_the_dashboard_is_filtered_and_each_figure_opens_its_list(plain: Page) -> None:
    plain.goto("/tableau-de-bord?region=53")
    kept(plain, "tableau-de-bord")
    assert plain.locator("main svg").count() > 0
    plain.locator("main a[href^='/projets?']").first.click()
    expect(plain.locator("h1")).to_contain_text("Portefeuille")
    expect(plain.locator("main")).to_contain_text("Le café des possibles")
    expect(plain.locator("main")).not_to_contain_text("Pacte local")


def test_the_calendar_is_read_and_a_milestone_ticked(plain: Page, live_server: LiveServer) -> None:
    plain.goto("/calendrier?vue=liste&genre=jalons&retard=oui")
    kept(plain, "calendrier")
    expect(plain.locator("main")).to_contain_text("Bilan – Pacte local")
    plain.locator("form[action*='/calendrier/jalons/'] button").first.click()
    expect(plain.locator("#messages")).to_contain_text("c’est fait")


def test_a_search_is_typed_and_its_result_opened(plain: Page) -> None:
    plain.goto("/recherche?q=cafe+possibles")
    kept(plain, "recherche")
    plain.locator("main").get_by_role("link", name="Le café des possibles").first.click()
    expect(plain.locator("h1")).to_contain_text("Le café des possibles")


def test_projects_are_filtered_kept_as_a_view_and_their_columns_chosen(plain: Page, live_server: LiveServer) -> None:
    plain.goto("/projets?region=53")
    plain.get_by_role("link", name="Enregistrer cette vue").click()
    plain.locator("#name").fill("En Bretagne")
    plain.get_by_role("button", name="Enregistrer", exact=True).click()
    kept(plain, "portefeuille")
    expect(plain.locator("nav.views [aria-current]")).to_have_text("En Bretagne")
    with Session(live_server.engine) as session:
        assert session.scalars(select(SavedView.query)).all() == ["region=53"]
    plain.goto("/projets/colonnes?region=53")
    kept(plain, "colonnes")
    shown = plain.locator(".column-list").first.locator("li").count()
    plain.locator(".column-list").last.locator("a").first.click()
    assert plain.locator(".column-list").first.locator("li").count() == shown + 1


def test_several_projects_are_changed_at_once_after_a_preview(plain: Page, live_server: LiveServer) -> None:
    plain.goto("/projets?region=53")
    plain.get_by_role("button", name="Tout choisir (2)").click()
    plain.get_by_role("button", name="Modifier les projets cochés").click()
    plain.goto(plain.url + ("&" if "?" in plain.url else "?") + "acte=phase")
    kept(plain, "lot")
    expect(plain.locator("main")).to_contain_text("2 projets")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/evolution", "Évolution"),
        ("/reseau", "Réseau"),
        ("/reseau/organisations", "Les Jardins de Siméon"),
        ("/regions", "Bretagne"),
        ("/regions/53", "Le café des possibles"),
    ],
)
def test_what_is_steered_by_is_all_there(plain: Page, address: str, told: str) -> None:
    """Drawings are part of the page, filters are links and forms, nothing runs past the side."""
    plain.goto(address)
    kept(plain, address.strip("/").replace("/", "-"))
    expect(plain.locator("main")).to_contain_text(told)
    box = plain.locator("main").bounding_box()
    size = plain.viewport_size
    assert box is not None
    assert size is not None
    assert box["width"] <= size["width"]


def test_a_list_of_organisations_is_kept_as_a_view(plain: Page, live_server: LiveServer) -> None:
    plain.goto("/partenaires?profil=association")
    plain.get_by_role("link", name="Enregistrer cette vue").click()
    plain.locator("#name").fill("Les associations")
    plain.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(plain.locator("nav.views [aria-current]")).to_have_text("Les associations")
    kept(plain, "partenaires")


def test_a_project_is_found_from_any_page(plain: Page, live_server: LiveServer) -> None:
    plain.goto("/regions")
    with Session(live_server.engine) as session:
        code = session.scalars(select(Project.code).where(Project.title == "Pacte local")).one()
    plain.goto(f"/recherche?q={code}")
    expect(plain.locator("h1, main").first).to_contain_text("Pacte local")
