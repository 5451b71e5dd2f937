"""The gazette in a real browser: a month written, reread, tried out, sent and stopped, with scripts and without."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import clock
from app.gazette import service
from app.gazette.months import Month, months_back
from app.models import Gazette, GazetteSubscriber, Investment
from app.settings import settings
from app.web.cookies import SESSION, cookie_name
from tests import factories as make
from tests.app.gazette.situations import a_subscriber
from tests.browser.conftest import SCREENSHOTS, LiveServer, accessibility_faults, screenshot, sign_in
from tests.support.jobs import run_jobs
from tests.support.letters import letters

pytestmark = pytest.mark.browser


def last_month() -> Month:
    return months_back(clock.today(), 2)[1]


@pytest.fixture
def month(live_server: LiveServer) -> Month:
    first = last_month().first
    with Session(live_server.engine) as session:
        for title, amount in (("La ruche", "24500"), ("Le fournil", "8000")):
            project = make.a_project(session, title=title, territory_label="Sète", region_code="76", status="en_cours")
            make.an_investment(session, project, amount, copil_on=first, copil_number="12")
            make.a_milestone(session, project, title="Signature", due_on=first, done_on=first.replace(day=4))
        a_subscriber(session)
        session.commit()
    return last_month()


@pytest.fixture
def outbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings(), "data_dir", tmp_path)
    return tmp_path / "outbox"


def shoot(page: Page, name: str) -> None:
    assert accessibility_faults(page) == [], name
    for width, label in ((390, "telephone"), (1280, "bureau")):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{name} {label}"
        screenshot(page, f"gazette-{name}-{label}")


def prepare(page: Page) -> None:
    page.goto("/gazette")
    page.get_by_role("link", name="Préparer le mois").first.click()
    page.get_by_role("button", name="Écrire ce mois").click()
    page.get_by_text("Le mois est écrit depuis les fiches").wait_for()


def edit_first(page: Page, words: str) -> None:
    page.get_by_role("link", name="Modifier cette phrase").first.click()
    page.get_by_label("Phrase", exact=True).fill(words)
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("Phrase enregistrée.").wait_for()


def test_a_month_from_the_records_to_the_mail(page: Page, live_server: LiveServer, month: Month, outbox: Path) -> None:
    prepare(page)
    edit_first(page, "Le Fonds croit à la ruche.")
    page.get_by_role("button", name="Descendre cette phrase").first.click()
    page.get_by_role("button", name="Laisser de côté").last.click()
    shoot(page, "redaction")
    with live_server.engine.begin() as connection:
        connection.execute(update(Investment).values(amount_eur=9_000))
    page.get_by_role("link", name="Reprendre depuis les fiches").first.click()
    assert page.get_by_text("Quelqu’un a modifié cette phrase").is_visible()
    assert page.get_by_role("checkbox").filter(visible=True).count() == 2
    shoot(page, "reprise")
    page.get_by_role("button", name="Reprendre ce qui est coché").click()
    page.get_by_text("Le Fonds croit à la ruche.").wait_for()
    page.get_by_role("link", name="Voir comme un lecteur").click()
    shoot(page, "page")
    printed = page.pdf(path=SCREENSHOTS / "gazette-imprimee.pdf", format="A4", prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") <= 2
    page.go_back()
    page.get_by_role("button", name="La déclarer prête").click()
    page.get_by_role("button", name="M’envoyer un essai").click()
    page.get_by_label("Et à ces adresses, pour cette fois").fill("Lia <lia@exemple.fr>")
    shoot(page, "envoi")
    page.get_by_role("button", name="Envoyer la gazette").click()
    page.get_by_text("2\u00a0courriels partent.").wait_for()
    run_jobs(live_server.engine)
    page.reload()
    shoot(page, "envois")
    assert len(letters(outbox)) == 3


def test_the_mail_is_read_and_stopped_without_an_account(
    browser: Browser, live_server: LiveServer, month: Month, outbox: Path
) -> None:
    from app.gazette import mailing

    with Session(live_server.engine) as session:
        gazette = service.prepare(session, month=month, user=None, today=clock.today())
        service.make_ready(session, gazette, user=None)
        mailing.send_out(session, gazette, to_subscribers=True, others=[], user=None, now=clock.now())
        session.commit()
    run_jobs(live_server.engine)
    (letter,) = letters(outbox)
    body = letter.get_body(("html",))
    assert body is not None
    context = browser.new_context(base_url=live_server.url, locale="fr-FR", java_script_enabled=False)
    page = context.new_page()
    for width, label in ((390, "telephone"), (800, "bureau")):
        page.set_viewport_size({"width": width, "height": 900})
        page.set_content(body.get_content())
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        screenshot(page, f"gazette-courriel-{label}")
    address = page.get_by_role("link", name="Ne plus recevoir la gazette").get_attribute("href") or ""
    page.goto(address[address.index("/gazette/") :])
    page.get_by_role("button", name="Ne plus la recevoir").click()
    assert page.get_by_role("heading", name="C’est fait").is_visible()
    context.close()
    with Session(live_server.engine) as session:
        assert session.scalars(select(GazetteSubscriber)).one().stopped_at is not None


@pytest.fixture
def plain(browser: Browser, live_server: LiveServer, manager: object) -> Iterator[Page]:
    context = browser.new_context(
        base_url=live_server.url, locale="fr-FR", java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    token = sign_in(live_server, manager)  # type: ignore[arg-type]
    context.add_cookies([{"name": cookie_name(SESSION), "value": token, "url": live_server.url}])
    yield context.new_page()
    context.close()


def test_without_script_it_is_written_and_ordered_too(plain: Page, live_server: LiveServer, month: Month) -> None:
    prepare(plain)
    edit_first(plain, "Sans script, tout autant.")
    plain.get_by_role("button", name="Descendre cette phrase").first.click()
    plain.get_by_label("Ajouter une phrase").fill("Rendez-vous au printemps.")
    plain.get_by_role("button", name="Ajouter", exact=True).click()
    plain.get_by_text("Phrase ajoutée.").wait_for()
    plain.get_by_role("button", name="La déclarer prête").click()
    with Session(live_server.engine) as session:
        assert session.scalars(select(Gazette)).one().status == "prete"
