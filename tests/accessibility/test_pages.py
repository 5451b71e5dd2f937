"""Every page of the site in a real browser, for each role that is shown another one: a page added is looked at too."""

import pytest
from playwright.sync_api import Browser

from app.models import Role
from app.web.auth import rights_of_routes
from tests.accessibility.conftest import Site
from tests.accessibility.look import Looks, asked_elsewhere, browsing
from tests.accessibility.validity import html_faults
from tests.accessibility.visits import HEAVY, Visit, seen_by_another

pytestmark = pytest.mark.browser
FILE, DATA, ELSEWHERE = "un fichier", "des valeurs pour un script", "mène ailleurs, sans page"
WITHOUT_PAGE = {
    "/": ELSEWHERE,
    "/acces/{door_id}": ELSEWHERE,
    "/sante": DATA,
    "/territoires": DATA,
    "/recherche/propositions": "une part de page, ouverte et regardée dans tests/browser/test_search.py",
    "/recherche/projets": DATA,
    "/rappels/arret/{sealed}/direct": ELSEWHERE,
    "/gazette/desinscription/{sealed}/direct": ELSEWHERE,
    "/enregistrement/recherche/territoires": DATA,
    "/enregistrement/recherche/organisations": DATA,
    "/evaluations-de-programme/organisations": DATA,
    "/projets/{code}/resultats/preuve": FILE,
    "/projets/{code}/lectures": ELSEWHERE,
    "/imports/modeles/{file}": FILE,
    "/espace-financeur/fichiers/{issued_id}/telechargement": FILE,
    "/connexion/identite": "mène au service d’identité, que le site d’essai n’a pas",
    "/connexion/identite/retour": "sa page se franchit seule ; regardée dans tests/browser/test_sign_in.py",
    "/mon-compte/identite": "mène au service d’identité, que le site d’essai n’a pas",
}


def test_every_route_shows_a_page_that_is_looked_at_or_says_why_not(site: Site, visited: list[Visit]) -> None:
    routes = {path for method, path in rights_of_routes(site.app.routes) if method == "GET"}
    others = {path for path in routes if path.startswith("/api/") or path.endswith(HEAVY)}
    shown = {visit.page.route for visit in visited if visit.is_page}
    assert sorted(routes - others - shown - WITHOUT_PAGE.keys()) == [], "une page de plus : WITHOUT_PAGE, ou un essai"
    assert WITHOUT_PAGE.keys() <= routes - shown, "une page est regardée malgré sa raison"
    assert [visit.label for visit in visited if visit.status >= 500] == []


def test_every_page_is_valid_html(visited: list[Visit]) -> None:
    pages = {visit.label: visit.page.answer.text for visit in seen_by_another(visited)}
    assert html_faults(pages) == []
    assert html_faults({"fausse": "<!DOCTYPE html><html lang=fr><title>a</title><p><div></p></div></html>"}) != []


def test_axe_finds_nothing_wrong(looks: Looks) -> None:
    assert looks.pages > 100
    assert looks.of("axe") == []


def test_no_page_of_anyone_asks_anything_of_another_site(looks: Looks) -> None:
    assert looks.of("ailleurs") == []


def test_what_a_page_asks_of_another_site_is_seen(site: Site, browser: Browser) -> None:
    with browsing(browser, site.url, site.world, Role.ADMIN) as page, asked_elsewhere(page, site.url) as asked:
        page.goto("/")
        with page.expect_request("**/trace.png"):
            page.evaluate("new Image().src = 'http://ailleurs.example/trace.png'")
    assert asked == ["http://ailleurs.example/trace.png"]


def test_contrasts_hold_in_the_dark(looks: Looks) -> None:
    assert looks.of("sombre") == []


def test_text_given_more_room_is_never_cut(looks: Looks) -> None:
    assert looks.of("texte espacé") == []


@pytest.mark.parametrize("width", ["zoom 200 %", "320 px", "téléphone"])
def test_no_page_scrolls_sideways(looks: Looks, width: str) -> None:
    assert looks.of(width) == []


def test_targets_are_large_enough_for_a_pointer_and_for_a_finger(looks: Looks) -> None:
    assert looks.of("cibles au bureau") == []
    assert looks.of("cibles au téléphone") == []
