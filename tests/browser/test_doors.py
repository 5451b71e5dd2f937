"""A personal link, from the fund's page to the answers and back, in real browsers; the one invited has no script."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.models import Door, DoorLetter, DoorSession
from app.settings import settings
from tests.app.qualification.situations import a_qualification
from tests.browser.conftest import LiveServer, accessibility_faults, screenshot
from tests.factories import an_organisation
from tests.support.jobs import run_jobs
from tests.support.letters import letters, plain_text

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def outbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings(), "data_dir", tmp_path)
    return tmp_path / "outbox"


@pytest.fixture
def subject(live_server: LiveServer) -> str:
    with Session(live_server.engine) as session:
        found = a_qualification(session, an_organisation(session, name="Les Amis du Lac"), sent=False)
        session.commit()
        return f"/qualifications/{found.id}"


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=live_server.url, locale="fr-FR", viewport=PHONE, java_script_enabled=False)
    yield context
    context.close()


def newest_link(live_server: LiveServer, outbox: Path) -> str:
    run_jobs(live_server.engine)
    sent = sorted(outbox.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
    said = plain_text(letters(outbox)[sorted(outbox.glob("*.eml")).index(sent[-1])])
    found = re.search(r"http\S+(/acces/lien/\S+)", said)
    assert found is not None
    return found[1]


def invite(page: Page, subject: str, email: str = "camille@exemple.fr") -> None:
    page.goto(subject)
    if (more := page.get_by_text("Envoyer un nouveau lien, ou inviter")).count():
        more.click()
    page.get_by_label("Nom de la personne").fill("Camille Dupont")
    page.get_by_label("Son adresse électronique").fill(email)
    page.get_by_role("button", name=re.compile("Inviter par courriel|Envoyer un nouveau lien")).click()


def scanned(browser: Browser, live_server: LiveServer, link: str) -> None:
    """By a mail server, which draws the page."""
    scanner = browser.new_context(base_url=live_server.url)
    scanner.new_page().goto(link)
    scanner.close()


def three_days_later(live_server: LiveServer) -> None:
    with Session(live_server.engine) as session:
        for letter in session.query(DoorLetter):
            letter.queued_at -= timedelta(days=3)
        session.commit()


def opened(live_server: LiveServer) -> tuple[int, int]:
    with Session(live_server.engine) as session:
        visits = session.scalar(select(func.count()).select_from(DoorSession)) or 0
        return visits, session.scalar(select(func.count()).where(Door.opened_at.is_not(None))) or 0


def test_invited_it_opens_the_form_by_the_button_alone_and_leaves(
    page: Page, browser: Browser, live_server: LiveServer, subject: str, phone: BrowserContext, outbox: Path
) -> None:
    invite(page, subject)
    expect(page.get_by_text("Camille Dupont (camille@exemple.fr)")).to_be_visible()
    screenshot(page, "acces-invite-1280")
    assert accessibility_faults(page) == []
    link = newest_link(live_server, outbox)

    scanned(browser, live_server, link)
    assert opened(live_server) == (0, 0)

    person = phone.new_page()
    asked: list[Request] = []
    person.on("request", lambda request: asked.append(request))
    person.goto(link)
    expect(person.get_by_role("heading", name="Qui verra vos réponses")).to_be_visible()
    screenshot(person, "acces-lien-390")
    person.get_by_role("button", name="Commencer").click()
    person.wait_for_url(re.compile(r"/acces/\d+/qualification"))
    assert opened(live_server) == (1, 1)
    token = link.rpartition("/")[2]
    assert token not in person.url + person.content()
    assert [one.url for one in asked if token in str(one.all_headers().get("referer"))] == []

    person.goto(re.sub(r"/qualification.*", "", person.url))
    person.wait_for_url(re.compile(r"/acces/\d+/qualification"))
    person.get_by_role("button", name="Quitter").click()
    expect(person.get_by_role("heading", name="Vous avez quitté vos réponses")).to_be_visible()
    person.go_back()
    person.reload()
    expect(person.get_by_role("heading", name="Ouvrez le lien reçu par courriel")).to_be_visible()
    screenshot(person, "acces-a-ouvrir-390")


def test_reminded_on_another_day_then_taken_back_every_link_is_dead(
    page: Page, live_server: LiveServer, subject: str, phone: BrowserContext, outbox: Path
) -> None:
    invite(page, subject)
    link, person = newest_link(live_server, outbox), phone.new_page()
    person.goto(link)
    person.get_by_role("button", name="Commencer").click()
    page.goto(subject)
    expect(page.get_by_text("ouvert", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Relancer par courriel")).to_have_count(0)
    three_days_later(live_server)
    page.reload()
    screenshot(page, "acces-ouvert-1280")
    page.get_by_role("button", name="Relancer par courriel").click()
    reminder = newest_link(live_server, outbox)
    assert reminder != link
    person.goto(reminder)
    expect(person.get_by_role("button", name="Reprendre")).to_be_visible()
    page.goto(subject)
    page.get_by_role("button", name="Retirer le lien").click()
    for dead in (link, reminder):
        person.goto(dead)
        expect(person.get_by_role("heading", name="Ce lien n’ouvre plus rien")).to_be_visible()
    screenshot(person, "acces-retire-390")


def test_someone_else_invited_takes_the_place(
    page: Page, live_server: LiveServer, subject: str, phone: BrowserContext, outbox: Path
) -> None:
    invite(page, subject)
    first = newest_link(live_server, outbox)
    invite(page, subject, "autre@exemple.fr")
    expect(page.get_by_text("Camille Dupont (autre@exemple.fr)")).to_be_visible()
    second = newest_link(live_server, outbox)
    person = phone.new_page()
    person.goto(first)
    expect(person.get_by_role("heading", name="Ce lien n’ouvre plus rien")).to_be_visible()
    person.goto(second)
    expect(person.get_by_role("button", name="Commencer")).to_be_visible()


def test_the_pages_on_the_way_in_are_fair_to_everyone(
    page: Page, browser: Browser, live_server: LiveServer, subject: str, outbox: Path
) -> None:
    invite(page, subject)
    link = newest_link(live_server, outbox)
    for scheme, width in (("light", 1280), ("dark", 1280), ("light", 390)):
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": width, "height": 844}, color_scheme=scheme
        )
        seen = context.new_page()
        for name, address in (
            ("lien", link),
            ("inconnu", "/acces/lien/inconnu"),
            ("a-ouvrir", "/acces/1"),
            ("au-revoir", "/acces/au-revoir"),
        ):
            seen.goto(address)
            screenshot(seen, f"acces-{name}-{scheme}-{width}")
            assert accessibility_faults(seen) == [], address
            assert seen.evaluate("document.documentElement.scrollWidth") <= width
        context.close()
    with Session(live_server.engine) as session:
        session.query(Door).update({Door.expires_on: clock.today() - timedelta(days=2)})
        session.commit()
    page.goto(link)
    expect(page.get_by_role("heading", name="Ce lien a pris fin")).to_be_visible()
    screenshot(page, "acces-fini-1280")
    page.goto(subject)
    screenshot(page, "acces-panneau-fini-1280")
    assert accessibility_faults(page) == []
