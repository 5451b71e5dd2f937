"""Projects ticked, chosen and about to be changed together: states of pages that no link leads to."""

import pytest
from playwright.sync_api import Browser
from sqlalchemy import text

from app.models.user import Role
from tests.accessibility.conftest import Site
from tests.accessibility.look import AXE, OURS, PHONE, Looks, browsing, look_at, size

pytestmark = pytest.mark.browser
STATES = (
    "/projets?choisis={ids}",
    "/projets?tous=oui&sauf={ids}",
    "/projets/lot?choisis={ids}",
    "/projets/lot?choisis={ids}&acte=jalon",
    "/projets/lot/apercu?choisis={ids}&acte=phase&valeur=deploiement",
)


def test_each_step_of_a_change_in_bulk_reads_like_any_page(browser: Browser, site: Site) -> None:
    with site.engine.connect() as connection:
        numbers = connection.scalars(text("SELECT id FROM project ORDER BY sort_title LIMIT 3")).all()
    ids = ".".join(map(str, numbers))
    with browsing(browser, site.url, site.world, Role.GESTIONNAIRE) as page:
        for state in STATES:
            page.goto(state.format(ids=ids))
            looks = Looks()
            look_at(page, state, looks)
            assert {kind: found for kind, found in looks.faults.items() if found} == {}, state
            size(page, PHONE)
            page.evaluate(AXE.read_text(encoding="utf-8"))
            page.evaluate(OURS.read_text(encoding="utf-8"))
            assert page.evaluate("odd17Look.axe()") == [], state
