"""From the invitation to the published restitution, with one partner who disagrees and one who stays silent."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from sqlalchemy.orm import Session

from app import clock
from app.models import Letter
from app.settings import settings
from app.web.filters import date_fr
from tests import factories as make
from tests.browser.conftest import LiveServer, screenshot
from tests.browser.partners import DESK, PHONE
from tests.support.jobs import run_jobs
from tests.support.letters import letters, plain_text

pytestmark = pytest.mark.browser
PARTNERS = {"Les Ateliers": "association", "Ville de Lens": "collectivite", "Papeterie Nord": "entreprise",
            "Fondation Dune": "fondation"}  # fmt: skip
AXES = ("resultats", "relation", "innovation", "performance", "confiance")


class Mailbox:
    """What each contact receives once the letters that wait have left."""

    def __init__(self, live_server: LiveServer, outbox: Path) -> None:
        self.live_server, self.outbox = live_server, outbox
        self.known: set[str] = set()

    def collect(self) -> dict[str, tuple[str, str]]:
        """By address, the subject and the text of the letters arrived since the last time."""
        run_jobs(self.live_server.engine)
        new = [letter for letter in letters(self.outbox) if letter["Message-ID"] not in self.known]
        self.known |= {letter["Message-ID"] for letter in new}
        return {str(letter["To"]): (str(letter["Subject"]), plain_text(letter)) for letter in new}


@pytest.fixture
def mailbox(live_server: LiveServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mailbox:
    monkeypatch.setattr(settings(), "data_dir", tmp_path)
    monkeypatch.setattr(settings(), "base_url", live_server.url)
    return Mailbox(live_server, tmp_path / "outbox")


@pytest.fixture
def project(live_server: LiveServer) -> str:
    with Session(live_server.engine) as session:
        project = make.a_project(session)
        for number, (name, profile) in enumerate(PARTNERS.items()):
            organisation = make.an_organisation(session, name=name, profile_code=profile)
            make.a_partner(
                session, project, organisation, contact_name=f"Contact {number}", contact_email=address_of(name)
            )
        session.commit()
        return project.code


@pytest.fixture
def partner_pages(browser: Browser, live_server: LiveServer) -> Iterator["PartnerPages"]:
    pages = PartnerPages(browser, live_server)
    yield pages
    pages.close()


class PartnerPages:
    """One browser per partner."""

    def __init__(self, browser: Browser, live_server: LiveServer) -> None:
        self.browser, self.live_server = browser, live_server
        self.contexts: list[BrowserContext] = []

    def open(self, letter: str, size: ViewportSize, script: bool = True) -> Page:
        context = self.browser.new_context(
            base_url=self.live_server.url,
            locale="fr-FR",
            viewport=size,
            java_script_enabled=script,
        )
        self.contexts.append(context)
        page = context.new_page()
        page.goto(link_in(letter))
        return page

    def close(self) -> None:
        for context in self.contexts:
            context.close()


def address_of(name: str) -> str:
    return f"{name.split()[-1].lower()}@exemple.fr"


def link_in(letter: str) -> str:
    found = re.search(r"http\S+(/invitation/\S+)", letter)
    assert found is not None
    return found[1]


def give(page: Page, usual: str, first: str = "", comment: str = "") -> None:
    """The whole grid at one level, but for the first question."""
    page.get_by_role("button", name="Commencer").click()
    page.get_by_role("link", name="Commencer").click()
    page.get_by_role("button", name="Enregistrer et continuer").click()  # priorities as proposed
    for axis in AXES:
        page.wait_for_url(f"**/axes/{axis}")
        lines = page.locator(f"#ecran-{axis} fieldset[data-cell]")
        for place in range(lines.count()):
            value = first if first and (axis, place) == (AXES[0], 0) else usual
            lines.nth(place).locator(".level").filter(has=page.locator(f'input[value="{value}"]')).click()
        if comment and axis == AXES[0]:
            lines.first.locator("summary").click()
            lines.first.locator("textarea").fill(comment)
            lines.first.locator("textarea").blur()
        page.get_by_role("button", name="Enregistrer et continuer").click()
    page.wait_for_url("**/relecture")
    expect(page.get_by_text("28 réponses sur 28")).to_be_visible()


def send(page: Page) -> None:
    page.get_by_role("button", name="Envoyer ma grille").click()
    expect(page.get_by_role("heading", name="Merci")).to_be_visible()


def three_days_later(live_server: LiveServer) -> None:
    """Whoever was written to today is left in peace: the letters become older."""
    with Session(live_server.engine) as session:
        for letter in session.query(Letter):
            letter.queued_at -= timedelta(days=3)
            letter.sent_at = letter.queued_at
        session.commit()


def open_the_campaign(page: Page, project: str) -> str:
    page.goto(f"/projets/{project}/campagnes/nouvelle")
    page.get_by_label("in itinere").check()
    page.get_by_label("Date de référence").fill(date_fr(clock.today()))
    page.get_by_label("Clôture prévue").fill(date_fr(clock.today() + timedelta(days=20)))
    page.get_by_label("Ouvrir et inviter par courriel").check()
    page.get_by_role("button", name="Créer la campagne").click()
    page.wait_for_url(re.compile(r"/campagnes/\d+"))
    found = re.search(r"/campagnes/\d+", page.url)
    assert found is not None
    return found[0]


def three_answer(partner_pages: PartnerPages, invitations: dict[str, tuple[str, str]]) -> None:
    """On a phone, then at a desk without script and in disagreement, then on a phone; the fourth never does."""
    pleased = partner_pages.open(invitations["ateliers@exemple.fr"][1], PHONE)
    give(pleased, "4", comment="Tout s’est fait, et un atelier de plus.")
    send(pleased)
    unhappy = partner_pages.open(invitations["lens@exemple.fr"][1], DESK, script=False)
    give(unhappy, "3", first="0")
    send(unhappy)
    third = partner_pages.open(invitations["nord@exemple.fr"][1], PHONE)
    give(third, "3")
    send(third)


def test_from_the_invitation_to_the_published_restitution(
    page: Page, project: str, mailbox: Mailbox, partner_pages: PartnerPages
) -> None:
    campaign = open_the_campaign(page, project)
    invitations = mailbox.collect()
    assert set(invitations) == {address_of(name) for name in PARTNERS}

    three_answer(partner_pages, invitations)
    receipts = mailbox.collect()
    assert set(receipts) == {"ateliers@exemple.fr", "lens@exemple.fr", "nord@exemple.fr"}

    three_days_later(mailbox.live_server)
    page.goto(f"{campaign}/suivi")
    expect(page.get_by_role("row").filter(has_text="Fondation Dune")).to_contain_text("0 / 28")
    page.get_by_role("button", name="Relancer").first.click()
    expect(page.locator(".flash")).to_be_visible()
    reminders = mailbox.collect()
    assert set(reminders) == {"dune@exemple.fr"}
    screenshot(page, "voix-suivi")

    page.goto(campaign)
    page.get_by_role("button", name="Clore la campagne").click()
    page.get_by_role("button", name="Publier").click()
    late = partner_pages.open(reminders["dune@exemple.fr"][1], PHONE)
    expect(late.get_by_role("heading", level=1)).to_have_text("La campagne est close")
    expect(late.get_by_text("Les résultats sont publiés", exact=False)).to_be_visible()

    page.goto(f"{campaign}/restitution")
    expect(page.locator("#points-de-dialogue")).to_contain_text("100 points d’écart")
    expect(page.get_by_text("Tout s’est fait, et un atelier de plus.").first).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Écart des regards")
    screenshot(page, "voix-restitution")
    page.get_by_role("button", name="Prévenir les partenaires").click()
    announced = mailbox.collect()
    assert set(announced) == {address_of(name) for name in PARTNERS}
    reader = partner_pages.open(announced["ateliers@exemple.fr"][1], PHONE)
    reader.get_by_role("button").last.click()
    reader.wait_for_url("**/resultats")
    screenshot(reader, "voix-resultats-telephone")
    for other in set(PARTNERS) - {"Les Ateliers"}:
        expect(reader.get_by_text(other)).to_have_count(0)
