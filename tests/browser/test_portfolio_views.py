"""The portfolio in a real browser: a view that changes as one filters, projects chosen, changed together, put back."""

from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from app.models import Project, User
from tests import factories as make
from tests.browser.conftest import LiveServer


def five(live_server: LiveServer) -> None:
    with Session(live_server.engine) as session:
        for n in range(5):
            make.a_project(session, title=f"Projet {n}", region_code="53" if n < 4 else "11")
        session.commit()


def test_a_view_says_it_changed_as_one_filters(page: Page, live_server: LiveServer, manager: User) -> None:
    five(live_server)
    page.goto("/projets?region=53&colonnes=statut.engage")
    page.get_by_role("link", name="Enregistrer cette vue").click()
    page.get_by_label("Nom de la vue").fill("Bretagne")
    page.get_by_role("button", name="Enregistrer").click()
    tabs = page.get_by_role("navigation", name="Vues du portefeuille")
    expect(tabs.get_by_role("link", name="Bretagne")).to_have_attribute("aria-current", "page")
    page.get_by_label("Statut", exact=True).select_option("repere")
    expect(page.get_by_text("Vue modifiée")).to_be_visible()
    assert "colonnes=statut.engage" in page.url
    page.get_by_role("button", name="Enregistrer dans").click()
    expect(page.get_by_text("La vue «\u00a0Bretagne\u00a0» est enregistrée.")).to_be_visible()
    assert "statut=repere" in page.url


def test_projects_are_chosen_changed_together_and_put_back(page: Page, live_server: LiveServer, manager: User) -> None:
    five(live_server)
    page.goto("/projets")
    some = page.get_by_role("button", name="Modifier les projets cochés")
    expect(some).to_be_disabled()
    page.get_by_role("checkbox", name="Choisir Projet 0").check()
    expect(page.get_by_text("1\u00a0projet choisi")).to_be_visible()
    page.get_by_role("checkbox", name="Choisir Projet 2").click(modifiers=["Shift"])
    expect(page.get_by_text("3\u00a0projets choisis")).to_be_visible()
    page.get_by_role("checkbox", name="Choisir Projet 2").focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("2\u00a0projets choisis")).to_be_visible()
    some.click()
    page.get_by_role("link", name="Changer la phase d’innovation").click()
    page.get_by_label("Phase d’innovation").select_option("deploiement")
    page.get_by_role("button", name="Voir l’aperçu").click()
    page.get_by_role("button", name="Modifier 2").click()
    expect(page.get_by_text("Les projets sont modifiés, tous ensemble.")).to_be_visible()
    assert phases(live_server) == ["deploiement", "deploiement", None, None, None]
    page.get_by_role("link", name="Annuler…").click()
    page.get_by_role("checkbox", name="Remettre Projet 1 comme avant").uncheck()
    page.get_by_role("button", name="Remettre comme avant").click()
    expect(page.get_by_text("Un projet est remis comme avant.")).to_be_visible()
    assert phases(live_server) == [None, "deploiement", None, None, None]


def phases(live_server: LiveServer) -> list[str | None]:
    with Session(live_server.engine) as session:
        return [project.phase_code for project in session.query(Project).order_by(Project.title)]
