"""Projects ticked on two pages of the list, changed together and put back: with a script, and without any."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from app import clock
from app.models import Project, User
from app.web.cookies import SESSION, cookie_name
from tests.browser.conftest import LiveServer, screenshot, sign_in

pytestmark = pytest.mark.browser
SOME = 128


@pytest.fixture(params=["script", "sans script"])
def list_page(
    request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer, manager: User
) -> Iterator[Page]:
    with Session(live_server.engine) as session:
        session.get_one(User, manager.id).welcomed_at = clock.now()
        rows = [{"code": f"ODD17-2031-{1000 + n}", "title": f"Projet {1000 + n}"} for n in range(SOME)]
        session.execute(insert(Project), rows)
        session.commit()
    context = browser.new_context(
        base_url=live_server.url, locale="fr-FR", java_script_enabled=request.param == "script"
    )
    context.add_cookies(
        [{"name": cookie_name(SESSION), "value": sign_in(live_server, manager), "url": live_server.url}]
    )
    page = context.new_page()
    page.goto("/projets?tri=code")
    yield page
    context.close()


def test_three_of_a_page_and_two_of_the_next_are_changed_and_put_back(list_page: Page, live_server: LiveServer) -> None:
    tick(list_page, 1000, 1001, 1002)
    list_page.get_by_role("button", name="Suivants").click()
    tick(list_page, 1050, 1051)
    list_page.get_by_role("button", name="Suivants").click()
    expect(list_page.get_by_text("5\u00a0projets choisis, dont 5 hors de cette page")).to_be_visible()
    list_page.get_by_role("button", name="Précédents").click()
    expect(list_page.get_by_role("checkbox", name="Choisir Projet 1050")).to_be_checked()
    screenshot(list_page, "coches-deux-pages")
    change_phase(list_page, "Modifier 5")
    assert deployed(live_server) == 5
    list_page.get_by_role("link", name="Annuler…").click()
    list_page.get_by_role("button", name="Remettre comme avant").click()
    expect(list_page.get_by_text("5 projets sont remis comme avant.")).to_be_visible()
    assert deployed(live_server) == 0


def test_all_of_them_but_one_of_the_second_page(list_page: Page, live_server: LiveServer) -> None:
    list_page.get_by_role("button", name=f"Tout choisir ({SOME})").click()
    expect(list_page.get_by_text(f"{SOME}\u00a0projets choisis, dont 78 hors de cette page")).to_be_visible()
    list_page.get_by_role("button", name="Suivants").click()
    list_page.get_by_role("checkbox", name="Choisir Projet 1060").uncheck()
    change_phase(list_page, f"Modifier {SOME - 1}")
    assert deployed(live_server) == SOME - 1
    list_page.goto("/projets?tri=code")
    expect(list_page.get_by_role("link", name="Tout décocher")).to_be_hidden()


@pytest.mark.parametrize("list_page", ["script"], indirect=True)
def test_sorting_and_filtering_keep_what_is_ticked_with_a_script(list_page: Page) -> None:
    tick(list_page, 1000)
    list_page.get_by_role("link", name="Projet", exact=True).first.click()
    expect(list_page.get_by_role("checkbox", name="Choisir Projet 1000")).to_be_checked()
    tick(list_page, 1003)
    list_page.get_by_label("Chercher", exact=True).fill("Projet 1003")
    expect(list_page.get_by_text("2\u00a0projets choisis, dont 1 hors de cette page")).to_be_visible()
    list_page.get_by_role("checkbox", name="Choisir toute la page").uncheck()
    expect(list_page.get_by_text("1\u00a0projet choisi, dont 1 hors de cette page")).to_be_visible()
    list_page.get_by_role("link", name="Tout décocher").click()
    expect(list_page.get_by_role("button", name="Modifier les projets cochés")).to_be_disabled()


@pytest.mark.parametrize("list_page", ["script"], indirect=True)
def test_what_is_ticked_while_an_answer_is_on_its_way_is_not_undone_by_it(list_page: Page) -> None:
    """The answer is held until the boxes changed: one is still on the page it brings, the other is not."""
    tick(list_page, 1000, 1003)
    held: list[Route] = []
    list_page.route("**/projets?*q=*", lambda route: held.append(route))
    list_page.get_by_label("Chercher", exact=True).fill("Projet 1003")
    expect(list_page.locator(".htmx-request")).not_to_have_count(0)
    list_page.get_by_role("checkbox", name="Choisir Projet 1003").uncheck()
    tick(list_page, 1005)
    held[-1].continue_()
    expect(list_page.get_by_role("checkbox", name="Choisir Projet 1000")).to_be_hidden()
    expect(list_page.get_by_role("checkbox", name="Choisir Projet 1003")).not_to_be_checked()
    expect(list_page.get_by_text("2\u00a0projets choisis, dont 2 hors de cette page")).to_be_visible()


def tick(page: Page, *numbers: int) -> None:
    for number in numbers:
        page.get_by_role("checkbox", name=f"Choisir Projet {number}").check()


def change_phase(page: Page, button: str) -> None:
    page.get_by_role("button", name="Modifier les projets cochés").click()
    page.get_by_role("link", name="Changer la phase d’innovation").click()
    page.get_by_label("Phase d’innovation").select_option("deploiement")
    page.get_by_role("button", name="Voir l’aperçu").click()
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text("Les projets sont modifiés, tous ensemble.")).to_be_visible()


def deployed(live_server: LiveServer) -> int:
    with Session(live_server.engine) as session:
        return session.scalar(select(func.count()).where(Project.phase_code == "deploiement")) or 0
