"""A workbook brought in as it is: read, corrected on the page, imported, looked at again, undone, in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from app import clock
from app.models import ImportBatch, ImportProgress, Partner, Project, User
from app.web.cookies import SESSION, cookie_name
from tests import factories as make
from tests.app.exchanges.imports.files import csv_of, follow_up_with
from tests.browser.conftest import LiveServer, accessibility_faults, screenshot, sign_in
from tests.browser.partners import DESK, PHONE
from tests.imports.support import FOLLOW_UP

pytestmark = pytest.mark.browser
SIZES = {"bureau": DESK, "telephone": PHONE}
FIRST = "ODD17-2023-001"
FAULTY = {f"Suivi!D{row}": "Bretange" for row in range(5, 17)} | {"Suivi!J9": "bientôt", "Suivi!K12": "30k€"}
HEADINGS = ["Dossier", "Ce qu’on compte", "But", "Remarques"]


def seen(page: Page, name: str) -> None:
    """A picture of the page at a desk and on a phone; no fault of accessibility in either, nothing scrolls sideways."""
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        screenshot(page, f"imports-{name}-{size}")
        assert accessibility_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{name}, {size}"
    page.set_viewport_size(DESK)  # type: ignore[arg-type]


def saved_as(folder: Path, name: str, content: bytes) -> str:
    (folder / name).write_bytes(content)
    return str(folder / name)


def send(page: Page, path: str) -> None:
    page.goto("/imports")
    page.set_input_files("#fichier", path)
    page.get_by_role("button", name="Lire ce fichier").click()


def import_it(page: Page, path: str, button: str) -> None:
    send(page, path)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text("Import enregistré.")).to_be_visible()


def test_a_follow_up_workbook_is_planned_imported_told_and_undone(page: Page) -> None:
    page.set_viewport_size({"width": 1030, "height": 900})
    page.goto("/imports")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
        "the menu fits with one more entry"
    )
    seen(page, "accueil")
    send(page, str(FOLLOW_UP))
    expect(page.get_by_role("heading", name="suivi-projets-fictif.xlsx", level=1)).to_be_visible()
    page.get_by_text(FIRST).first.click()
    seen(page, "plan")
    page.get_by_role("button", name="Importer 33 projets").click()
    expect(page.get_by_text("Import enregistré.")).to_be_visible()
    seen(page, "rapport")
    page.get_by_role("link", name="Suivants").click()
    expect(page.get_by_role("link", name="Début")).to_be_visible()
    page.get_by_role("link", name="Annuler cet import").click()
    seen(page, "annulation")
    page.get_by_role("button", name="Annuler l’import").click()
    expect(page.get_by_text("Cet import a été annulé")).to_be_visible()
    page.get_by_role("link", name="Voir ce qui a été défait").click()
    seen(page, "annule")
    page.get_by_role("link", name="Imports", exact=True).first.click()
    seen(page, "accueil-suite")


def test_what_changes_is_shown_field_by_field_and_what_was_edited_since_is_kept(
    page: Page, live_server: LiveServer, tmp_path: Path
) -> None:
    import_it(page, str(FOLLOW_UP), "Importer 33 projets")
    changes = {"Suivi!B5": "Coopérer pour l’emploi et l’habitat", "Suivi!D6": "Bretagne", "Suivi!C6": "Trégor"}
    send(page, saved_as(tmp_path, "suivi de mars.xlsx", follow_up_with(changes)))
    seen(page, "modifies")
    page.get_by_role("link", name="31 inchangés").click()
    expect(page.get_by_role("link", name="31 inchangés")).to_have_attribute("aria-current", "page")
    assert page.url.endswith("?etat=inchanges")
    page.get_by_role("button", name="Importer 2 projets").click()
    with Session(live_server.engine) as session:
        session.query(Project).filter_by(code=FIRST).one().title = "Emploi, habitat et soin"
        session.commit()
    page.get_by_role("link", name="Annuler cet import").click()
    seen(page, "annulation-modifie-depuis")
    page.get_by_role("button", name="Annuler l’import").click()
    page.get_by_role("link", name="Voir ce qui a été défait").click()
    seen(page, "annule-en-partie")
    page.goto(f"/projets/{FIRST}")
    expect(page.get_by_role("heading", name="Emploi, habitat et soin")).to_be_visible()


def test_what_cannot_be_read_is_corrected_on_the_page(page: Page, tmp_path: Path) -> None:
    send(page, saved_as(tmp_path, "suivi de la direction.xlsx", follow_up_with(FAULTY)))
    expect(page.get_by_role("heading", name="À corriger", exact=True)).to_be_visible()
    seen(page, "a-corriger")
    page.get_by_role("button", name="Importer", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Rien n’est importé")
    seen(page, "refus")
    with page.expect_download() as download:
        page.get_by_role("link", name="téléchargez le fichier annoté").click()
    assert download.value.suggested_filename == "suivi de la direction-annote.xlsx"
    page.get_by_label("Région, au lieu de « Bretange », lire").fill("Bretagne")
    page.get_by_label("Date COPIL, au lieu de « bientôt », lire").fill("demain")
    page.get_by_role("button", name="Lire « 30000 »").click()
    expect(page.get_by_text("ne convient pas non plus")).to_be_visible()
    seen(page, "a-corriger-suite")
    page.get_by_label("Date COPIL, au lieu de « bientôt », lire").fill("12/01/2024")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Importer 33 projets").click()
    expect(page.get_by_text("Import enregistré.")).to_be_visible()


def test_whatever_a_file_says_stays_in_its_place(page: Page, tmp_path: Path) -> None:
    long = "<b>gras</b>" + "sansespace" * 10
    cells = {"Suivi!D5": long, "Suivi!J6": long, "Suivi!B8": long, "Suivi!C8": long}
    send(page, saved_as(tmp_path, f"{'sansespace' * 10}.xlsx", follow_up_with(cells)))
    seen(page, "textes-longs")
    page.get_by_role("link", name="31 nouveaux").click()
    page.locator("summary", has_text="sansespace").first.click()
    seen(page, "textes-longs-nouveaux")
    page.get_by_role("link", name="Revoir les colonnes").click()
    seen(page, "textes-longs-colonnes")


def test_columns_said_by_hand_are_known_in_the_next_file(page: Page, live_server: LiveServer, tmp_path: Path) -> None:
    with Session(live_server.engine) as session:
        make.a_project(session, code="ODD17-2024-901")
        session.commit()
    rows = [HEADINGS, ["ODD17-2024-901", "Emplois", "12", "à revoir"], ["ODD17-2024-901", "Logements", "8", ""]]
    send(page, saved_as(tmp_path, "compte.csv", csv_of(rows)))
    expect(page.get_by_role("heading", name="Ce que dit chaque colonne")).to_be_visible()
    page.get_by_label("Contient").select_option(label="Indicateurs")
    page.get_by_role("button", name="Relire avec ce choix").click()
    seen(page, "colonnes")
    page.get_by_label("Colonne A, Dossier, devient").select_option(label="Projet *")
    page.get_by_label("Colonne B, Ce qu’on compte, devient").select_option(label="Indicateur *")
    page.get_by_label("Colonne C, But, devient").select_option(label="Cible")
    page.get_by_role("button", name="Voir ce qui changerait").click()
    page.get_by_role("button", name="Importer 2 indicateurs").click()
    rows[1:] = [["ODD17-2024-901", "Repas servis", "900", ""]]
    send(page, saved_as(tmp_path, "compte de mars.csv", csv_of(rows)))
    expect(page.get_by_role("button", name="Importer 1 indicateur")).to_be_visible()
    page.get_by_role("link", name="Revoir les colonnes").click()
    expect(page.get_by_text("retenu d’un fichier précédent").first).to_be_visible()
    seen(page, "colonnes-retenues")


def test_all_of_it_with_the_keyboard_alone(page: Page, tmp_path: Path) -> None:
    send(page, saved_as(tmp_path, "suivi.xlsx", follow_up_with({"Suivi!D5": "Bretange"})))
    page.get_by_label("Région, au lieu de « Bretange », lire").focus()
    page.keyboard.type("Bretagne")
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name="Importer 33 projets")
    expect(button).to_be_visible()
    for _ in range(30):
        if button.evaluate("element => element === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Import enregistré.")).to_be_visible()


def test_all_of_it_without_script(browser: Browser, live_server: LiveServer, manager: User, tmp_path: Path) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="fr-FR")
    cookie = {"name": cookie_name(SESSION), "value": sign_in(live_server, manager), "url": live_server.url}
    context.add_cookies([cookie])  # type: ignore[list-item]
    page = context.new_page()
    send(page, saved_as(tmp_path, "suivi.xlsx", follow_up_with({"Suivi!D5": "Bretange"})))
    page.get_by_label("Région, au lieu de « Bretange », lire").fill("Bretagne")
    page.get_by_role("button", name="Relire avec ces réponses").click()
    page.get_by_role("link", name="Revoir les colonnes").click()
    page.get_by_role("button", name="Voir ce qui changerait").click()
    page.get_by_role("button", name="Importer 33 projets").click()
    expect(page.get_by_text("Import enregistré.")).to_be_visible()
    page.get_by_role("link", name="Suivants").click()
    page.get_by_role("link", name="Annuler cet import").click()
    page.get_by_role("button", name="Annuler l’import").click()
    expect(page.get_by_text("Cet import a été annulé")).to_be_visible()
    context.close()


def test_work_under_way_is_followed_then_left_for_what_came_of_it(page: Page, live_server: LiveServer) -> None:
    with Session(live_server.engine) as session:
        batch = ImportBatch(file_name="les dix mille mesures de 2026.xlsx", status="applying")
        session.add(batch)
        session.flush()
        told = ImportProgress(batch_id=batch.id, stage="write", done=2_400, total=10_000, beat_at=clock.now())
        session.add(told)
        session.commit()
        page.goto(f"/imports/{batch.id}")
        expect(page.get_by_text("2 400 sur 10 000")).to_be_visible()
        seen(page, "en-cours")
        told.done = 7_300
        session.commit()
        expect(page.get_by_text("7 300 sur 10 000")).to_be_visible()
        batch.status = "abandoned"
        session.commit()
        expect(page.get_by_text("Rien n’est importé de ce fichier")).to_be_visible()
        seen(page, "abandonne")


def test_names_to_recognise_are_asked_one_by_one(page: Page, live_server: LiveServer) -> None:
    with Session(live_server.engine) as session:
        known = make.an_organisation(session, name="Fabriques Trégor en commun").id
        make.an_organisation(session, name="Collectif Mauge en commun")
        session.commit()
    send(page, str(FOLLOW_UP))
    expect(page.get_by_role("heading", name="Est-ce la même organisation ?")).to_be_visible()
    seen(page, "organisations")
    page.get_by_role("button", name="Importer 33 projets").click()
    expect(page.get_by_role("alert")).to_contain_text("est-elle une organisation connue")
    page.get_by_label("C’est « Fabriques Trégor en commun »").check()
    page.get_by_role("button", name="de nouvelles organisations").click()
    page.get_by_role("button", name="Importer 33 projets").click()
    expect(page.get_by_text("Import enregistré.")).to_be_visible()
    with Session(live_server.engine) as session:
        assert session.query(Partner).filter_by(organisation_id=known).count() > 0
