"""A report chosen, followed, downloaded, kept, brought back changed: in a real browser, at a desk and on a phone."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.issuing.service import Recipient, Wanted
from app.exchanges.reports.saved import service
from app.models import DateRule, IssuedFile, SavedExport, Schedule, User
from app.projects.filters import PortfolioFilter
from tests.browser.conftest import LiveServer, accessibility_faults, screenshot
from tests.browser.partners import DESK, PHONE
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.browser
SIZES = {"bureau": DESK, "telephone": PHONE}


@pytest.fixture
def own_template(demonstration_of: Callable[[date], str]) -> str:
    return demonstration_of(clock.today())


def seen(page: Page, name: str) -> None:
    """A picture at a desk and on a phone; no fault of accessibility in either, nothing scrolls sideways."""
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        screenshot(page, f"exports-{name}-{size}")
        assert accessibility_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{name}, {size}"
    page.set_viewport_size(DESK)  # type: ignore[arg-type]


def downloaded(page: Page, folder: Path, name: str = "Télécharger") -> Path:
    with page.expect_download() as download:
        page.get_by_role("link", name=name, exact=True).click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def test_a_funder_s_workbook_is_chosen_made_downloaded_changed_and_found_out(
    page: Page, live_server: LiveServer, tmp_path: Path
) -> None:
    page.goto("/exports")
    before = page.locator("#choix .leaving-count").inner_text()
    page.get_by_label("Un programme").select_option(index=2)
    expect(page.locator("#choix .leaving-count")).not_to_have_text(before)
    page.get_by_label("Projet, pour une fiche ou un cas").fill("cornouaille")
    page.locator("li[role=option]", has_text="Filières courtes de Cornouaille").click()
    expect(page.get_by_label("Projet, pour une fiche ou un cas")).to_have_value("ODD17-2024-007")
    page.get_by_label("Projet, pour une fiche ou un cas").fill("")
    page.get_by_text("Feuilles, colonnes et présentation").click()
    seen(page, "accueil-ouvert")
    page.get_by_text("Feuilles, colonnes et présentation").click()
    seen(page, "accueil")
    page.get_by_role("button", name="Préparer le document").click()
    expect(page.get_by_role("heading", name="Préparation du document")).to_be_visible()
    seen(page, "preparation")
    run_jobs(live_server.engine)
    expect(page.get_by_role("heading", name="Le document est prêt")).to_be_visible(timeout=10_000)
    seen(page, "pret")
    file = downloaded(page, tmp_path)
    page.goto("/exports/verifier")
    seen(page, "verifier")
    page.set_input_files("#fichier", str(file))
    page.get_by_role("button", name="Vérifier", exact=True).click()
    expect(page.get_by_text("à l’octet près, le fichier émis")).to_be_visible()
    page.goto("/exports/verifier")
    page.set_input_files("#fichier", str(changed(file)))
    page.get_by_role("button", name="Vérifier", exact=True).click()
    expect(page.get_by_role("heading", name="Modifié depuis l’émission")).to_be_visible()
    seen(page, "modifie")
    page.get_by_role("link", name="Ce que disent les fiches aujourd’hui").click()
    expect(page.get_by_role("heading", name="Chiffres clés")).to_be_visible(timeout=30_000)
    seen(page, "aujourdhui")


def changed(file: Path) -> Path:
    """A committed amount and a title, as someone in a hurry would."""
    book = load_workbook(BytesIO(file.read_bytes()))
    sheet = book["Opérations"]
    column = next(cell.column for cell in sheet[1] if str(cell.value).startswith("Montant"))
    sheet.cell(2, column, 123456)
    book["Projets"]["B2"] = "Un titre plus flatteur"
    other = file.with_name(f"retouché-{file.name}")
    book.save(other)
    return other


def test_an_export_is_kept_planned_and_found_in_the_history(page: Page, live_server: LiveServer, manager: User) -> None:
    page.goto("/exports/modeles")
    seen(page, "enregistres-vide")
    page.get_by_role("link", name="Nouvel export enregistré").click()
    page.get_by_label("Nom", exact=True).fill("Point trimestriel de la Fondation Horizon")
    page.get_by_label("Part tout seul").select_option("quarterly")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("a besoin d’au moins une adresse").first).to_be_visible()
    page.get_by_label("Jour, si c’est chaque mois ou trimestre").select_option("10")
    page.get_by_label("Destinataires").fill("Fondation Horizon <suivi@horizon.example>")
    page.get_by_label("Message qui accompagne").fill("Voici le point du trimestre.")
    seen(page, "enregistre-saisie")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Export enregistré.")).to_be_visible()
    with Session(live_server.engine, expire_on_commit=False) as session:
        saved = kept(session, manager)
        for _ in range(2):
            service.run_now(session, saved, user=manager, now=clock.now(), is_sent=True)
        session.commit()
    run_jobs(live_server.engine)
    page.goto("/exports/modeles")
    seen(page, "enregistres")
    page.goto(f"/exports/modeles/{saved.id}")
    seen(page, "enregistre")
    page.goto("/exports/historique")
    seen(page, "historique")
    page.get_by_role("link", name="Classeur bailleur (Excel)").first.click()
    expect(page.get_by_role("heading", name="Envoyé à")).to_be_visible()
    seen(page, "envoye")
    with Session(live_server.engine) as session:
        assert session.scalar(select(func.count()).select_from(IssuedFile)) == 2


def kept(session: Session, manager: User) -> SavedExport:
    choice = ReportChoice(date(2026, 1, 1), PortfolioFilter(region="53"))
    export = service.Kept(
        "Bretagne, chaque lundi",
        Wanted("classeur", ".xlsx", choice),
        DateRule.MONTH_END,
        Schedule.WEEKLY,
        1,
        (Recipient("suivi@horizon.example", "Fondation Horizon"), Recipient("dg@plan.example")),
        "",
        True,
    )
    return service.save(session, export, user=manager, now=clock.now())
