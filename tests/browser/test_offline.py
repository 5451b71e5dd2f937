"""A grid taken away as a workbook and handed back, in a real browser: by the fund, by the partner."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from app.models import Campaign, Organisation, Respondent
from tests.app.assessments.situations import a_campaign_of, answer
from tests.app.exchanges.offline.situations import filled
from tests.browser.conftest import LiveServer, accessibility_faults, screenshot
from tests.browser.partners import DESK, PHONE, Partner, invite

pytestmark = pytest.mark.browser
SIZES = {"bureau": DESK, "telephone": PHONE}
HOSTILE = "Un <b>mot</b> « entre guillemets » et une ligne très longue " + "sansespace" * 12


@pytest.fixture
def campaign(live_server: LiveServer) -> tuple[Campaign, list[Respondent]]:
    with Session(live_server.engine, expire_on_commit=False) as session:
        campaign, respondents = a_campaign_of(session, "association", "collectivite", "entreprise")
        for respondent, name in zip(
            respondents, ("Association du Trégor", "Commune de Plouha", "Coopérative Armor"), strict=True
        ):
            session.get_one(Organisation, respondent.organisation_id).name = name
        session.commit()
        return campaign, respondents


def taken_away(page: Page, button: str, folder: Path) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).first.click()
    assert download.value.suggested_filename.endswith(".xlsx")
    path = folder / f"{page.url.rsplit('/', 2)[1]}-{download.value.suggested_filename}"
    download.value.save_as(path)
    return path.read_bytes()


def seen(page: Page, name: str) -> None:
    """A picture of the page at a desk and on a phone; no fault of accessibility in either."""
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        screenshot(page, f"classeur-{name}-{size}")
        assert accessibility_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{name}, {size}"
    page.set_viewport_size(DESK)  # type: ignore[arg-type]


def saved_as(folder: Path, name: str, content: bytes) -> str:
    (folder / name).write_bytes(content)
    return str(folder / name)


def test_the_fund_prepares_and_receives_with_a_conflict_to_settle(
    page: Page, live_server: LiveServer, campaign: tuple[Campaign, list[Respondent]], tmp_path: Path
) -> None:
    respondent = campaign[1][0]
    page.goto(f"/campagnes/{campaign[0].id}/reponses/{respondent.id}")
    page.get_by_role("link", name="Sur un classeur").click()
    book = taken_away(page, "Préparer le classeur", tmp_path)
    page.reload()
    seen(page, "une-grille")
    with Session(live_server.engine) as session:
        answer(session, session.get_one(Respondent, respondent.id), "A1.1", 1)
        session.commit()
    given = {"A1.1": 4, "A1.2": "Sans objet", "A1.3": "Ne sait pas", "B1.1": 0}
    page.set_input_files("#files", saved_as(tmp_path, "rempli.xlsx", filled(book, given, {"E13": HOSTILE})))
    page.get_by_role("button", name="Lire ce classeur").click()
    expect(page.get_by_role("heading", name="À trancher")).to_be_visible()
    seen(page, "plan")
    page.get_by_role("button", name="Importer ce classeur").click()
    expect(page.get_by_role("alert")).to_contain_text("dites laquelle garder")
    page.get_by_label("Garder le classeur").check()
    page.get_by_role("button", name="Importer ce classeur").click()
    expect(page.get_by_text("Classeur importé.")).to_be_visible()
    assert page.locator('[name="value-observed-A1.1"]:checked').get_attribute("value") == "4"


def test_a_campaign_receives_several_and_tells_which_are_refused(
    page: Page, campaign: tuple[Campaign, list[Respondent]], tmp_path: Path
) -> None:
    page.goto(f"/campagnes/{campaign[0].id}")
    page.get_by_role("link", name="Répondre sur des classeurs").click()
    books = []
    expect(page.get_by_role("button", name="Préparer")).to_have_count(3)
    for place, button in enumerate(page.get_by_role("button", name="Préparer").all()):
        with page.expect_download() as download:
            button.click()
        books.append(Path(download.value.path()).read_bytes())
        assert place < 3
    page.reload()
    seen(page, "campagne")
    sent = [
        saved_as(tmp_path, "tregor.xlsx", filled(books[0], {"A1.1": 4, "A1.2": 3})),
        saved_as(tmp_path, "plouha.xlsx", filled(books[1], {"A1.1": "peut-être", "A2.1": 9})),
        saved_as(tmp_path, "notes.xlsx", b"des notes"),
    ]
    page.set_input_files("#files", sent)
    page.get_by_role("button", name="Lire ces classeurs").click()
    expect(page.get_by_text("Refusé")).to_have_count(2)
    seen(page, "refus")
    page.get_by_role("button", name="Importer ce classeur").click()
    expect(page.get_by_text("Classeur importé.")).to_be_visible()


@pytest.fixture
def partner(live_server: LiveServer, browser: Browser) -> Partner:
    found = invite(live_server, browser, ("association", "collectivite"))
    yield found  # type: ignore[misc]
    assert found.close() == []


def test_a_partner_takes_its_grid_away_and_hands_it_back(partner: Partner, tmp_path: Path) -> None:
    page = partner.open(DESK)
    page.goto(f"{partner.home}/classeur")
    book = taken_away(page, "Télécharger mon classeur", tmp_path)
    page.reload()
    seen(page, "partenaire")
    page.set_input_files("#files", saved_as(tmp_path, "mien.xlsx", filled(book, {"A1.1": 3, "A1.2": 2})))
    page.get_by_role("button", name="Lire ce classeur").click()
    seen(page, "partenaire-plan")
    page.get_by_role("button", name="Importer ce classeur").click()
    expect(page.get_by_text("Classeur importé.")).to_be_visible()
    assert page.url.endswith("/relecture")
    assert partner.levels() == {"observed-A1.1": 3, "observed-A1.2": 2}
