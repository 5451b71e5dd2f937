"""The pages of refusals and breakdowns, at a desk and on a telephone: as readable as the others, with a way out."""

import errno
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Response

from app.errors import Conflict, Refused
from app.models.user import Role
from app.projects import routes_list
from tests.accessibility.conftest import Site
from tests.accessibility.look import AXE, OURS, PHONE, Looks, browsing, look_at, size

pytestmark = pytest.mark.browser
RAISED = {
    409: Conflict("Cette fiche vient d’être modifiée par quelqu’un d’autre.", link="/projets", link_label="Recharger"),
    422: Refused("Cochez au moins un projet à remettre comme avant.", link="/projets/lots"),
    500: ValueError("un défaut"),
    503: OSError(errno.ENOSPC, "plus de place"),
}
TITLES = {
    403: "Accès refusé",
    404: "Page introuvable",
    409: "Modifié entre-temps",
    413: "Envoi trop volumineux",
    422: "Action refusée",
    500: "Une erreur est survenue",
    503: "Service momentanément indisponible",
}
BIG = """async () => { const form = document.createElement('form');
    form.method = 'post'; form.action = '/connexion/lien';
    const field = document.createElement('textarea'); field.name = 'q'; field.value = 'a'.repeat(13 * 1024 * 1024);
    form.append(field); document.body.append(form); form.submit(); }"""


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    with browsing(browser, site.url, site.world, Role.LECTEUR) as page:
        yield page


def refused(page: Page, status: int, patch: pytest.MonkeyPatch) -> int:
    """Asks an address nobody asked before: a page already kept whole would be given as it is, and not fail."""
    if status == 413:
        page.goto("/connexion/lien")
        with page.expect_navigation() as moved:
            page.evaluate(BIG)
        return moved.value.status if isinstance(moved.value, Response) else 0
    if status in RAISED:
        patch.setattr(routes_list, "views_of", raising(RAISED[status]))
    answer = page.goto({403: "/comptes", 404: "/projets/NULLE-PART"}.get(status, f"/projets?q=refus-{status}"))
    return answer.status if answer else 0


def raising(error: Exception) -> object:
    def raises(*_given: object) -> None:
        raise error

    return raises


@pytest.mark.parametrize("status", sorted(TITLES))
def test_a_refusal_reads_like_any_page_and_shows_a_way_out(
    page: Page, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refused(page, status, monkeypatch) == status
    assert page.locator("h1").inner_text() == TITLES[status]
    assert page.title().startswith(TITLES[status])
    assert page.locator("main a, main button").count() >= 1
    looks = Looks()
    look_at(page, str(status), looks)
    assert {kind: found for kind, found in looks.faults.items() if found} == {}
    size(page, PHONE)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate(OURS.read_text(encoding="utf-8"))
    assert page.evaluate("odd17Look.axe()") == []
