"""Documents in a real browser: several at once with script and without, evidence of a milestone, a version replaced."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Document, Project, User
from app.settings import settings
from app.web.cookies import SESSION, cookie_name
from tests.app.documents.files import a_docx, a_pdf, a_png
from tests.browser.conftest import LiveServer, accessibility_faults, screenshot, sign_in
from tests.factories import a_milestone, a_project


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "data_dir", tmp_path)


@pytest.fixture
def project(live_server: LiveServer) -> Project:
    with Session(live_server.engine, expire_on_commit=False) as session:
        made = a_project(session, title="Épicerie de Cassel")
        a_milestone(session, made, title="Point d’étape")
        session.commit()
        return made


@pytest.fixture
def bare(browser: Browser, live_server: LiveServer, manager: User) -> Iterator[Page]:
    """Without script."""
    context = browser.new_context(base_url=live_server.url, locale="fr-FR", java_script_enabled=False)
    token = sign_in(live_server, manager)
    context.add_cookies([{"name": cookie_name(SESSION), "value": token, "url": live_server.url}])
    yield context.new_page()
    context.close()


def a_file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def titles(server: LiveServer) -> list[str]:
    with Session(server.engine) as session:
        return list(session.scalars(select(Document.title).order_by(Document.id)))


def add(page: Page) -> None:
    page.get_by_role("button", name="Ajouter", exact=True).click()


def test_several_at_once_with_script(page: Page, project: Project, live_server: LiveServer) -> None:
    page.goto(f"/projets/{project.code}/documents/nouveau")
    files = [a_file("Convention.pdf", a_pdf()), a_file("lettre.docx", a_docx()), a_file("page.pdf", b"<html>")]
    page.set_input_files("#fichiers", files)
    expect(page.locator("[data-chosen] li")).to_have_count(3)
    add(page)
    expect(page.get_by_role("alert")).to_contain_text("Renseignez ce champ")
    expect(page.locator("[data-chosen] li")).to_have_count(3)  # nothing is to be chosen again
    assert accessibility_faults(page) == []
    page.get_by_label("Convention", exact=True).check()
    add(page)
    expect(page.locator("#envoi .notice")).to_contain_text("2\u00a0documents ajoutés, et 1\u00a0fichier refusé")
    expect(page.locator("#envoi .notice")).to_contain_text("ne concordent pas")
    expect(page.get_by_label("Convention", exact=True)).to_be_checked()
    screenshot(page, "documents-refuses")
    page.set_input_files("#fichiers", [a_file("page.pdf", a_pdf(b"<<>>"))])
    add(page)
    page.wait_for_url("**/documents")
    expect(page.locator(".flash")).to_contain_text("1\u00a0document ajouté")
    assert titles(live_server) == ["Convention", "lettre", "page"]
    assert accessibility_faults(page) == []
    screenshot(page, "documents-projet")


def test_what_cannot_arrive_is_told_before_it_leaves(page: Page, project: Project, live_server: LiveServer) -> None:
    page.goto(f"/projets/{project.code}/documents/nouveau")
    page.set_input_files("#fichiers", [a_file(f"{number}.pdf", a_pdf()) for number in range(21)])
    add(page)
    expect(page.locator("[data-progress]")).to_contain_text("20 à la fois au plus")
    assert titles(live_server) == []


def test_a_document_is_dropped_replaced_and_downloaded(page: Page, project: Project) -> None:
    page.goto(f"/projets/{project.code}/documents/nouveau")
    page.set_input_files("#fichiers", [a_file("Été « bilan ».pdf", a_pdf())])
    page.get_by_label("Rapport", exact=True).check()
    add(page)
    page.get_by_role("link", name="Été « bilan »", exact=True).click()
    page.set_input_files("#fichier", [a_file("bilan 2.pdf", a_pdf(b"<<>>"))])
    page.get_by_role("button", name="Ajouter cette version").click()
    expect(page.locator(".flash")).to_contain_text("Nouvelle version gardée")
    with page.expect_download() as started:
        page.get_by_role("link", name="Télécharger", exact=True).click()
    assert started.value.suggested_filename == "bilan 2.pdf"
    assert Path(started.value.path()).read_bytes() == a_pdf(b"<<>>")
    assert accessibility_faults(page) == []
    screenshot(page, "document")


def test_the_whole_journey_without_script(bare: Page, project: Project, live_server: LiveServer) -> None:
    bare.goto(f"/projets/{project.code}/jalons")
    bare.get_by_role("link", name="Joindre une preuve à Point d’étape").click()
    bare.set_input_files("#fichiers", [a_file("photo.png", a_png()), a_file("page.pdf", b"<html>")])
    add(bare)
    expect(bare.locator(".notice")).to_contain_text("1\u00a0document ajouté, et 1\u00a0fichier refusé")
    bare.goto(f"/projets/{project.code}/jalons")
    bare.get_by_role("link", name="photo", exact=True).click()
    bare.get_by_label("Pourquoi\u00a0?").fill("Photo floue")
    bare.get_by_role("button", name="Retirer").click()
    expect(bare.locator(".flash")).to_contain_text("ses versions restent gardées")
    bare.get_by_role("link", name="Voir les documents retirés").click()
    bare.get_by_role("link", name="photo", exact=True).click()
    bare.get_by_role("button", name="Remettre dans les listes").click()
    assert titles(live_server) == ["photo"]


def test_nothing_scrolls_sideways_on_a_phone(page: Page, project: Project) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for address in ("/documents", f"/projets/{project.code}/documents", f"/projets/{project.code}/documents/nouveau"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
