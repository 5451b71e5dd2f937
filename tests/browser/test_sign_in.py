"""Signing in, in a real browser: by keyboard with a telephone, without script, and by a real identity provider."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from app.accounts.passwords import hash_password
from app.models import User
from app.models.sign_in import ProviderIdentity
from app.settings import settings
from tests.browser.conftest import LiveServer, accessibility_faults, screenshot
from tests.factories import a_user
from tests.support.oidc import running_provider, trust

pytestmark = pytest.mark.browser
PASSWORD = "un bouleau près du canal"


@pytest.fixture
def ada(live_server: LiveServer, monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> User:
    monkeypatch.setattr(settings(), "data_dir", tmp_path)
    with Session(live_server.engine, expire_on_commit=False) as session:
        user = a_user(session, email="ada@exemple.fr", name="Ada Diallo", password_hash=hash_password(PASSWORD))
        session.commit()
        return user


@pytest.fixture(params=[True, False], ids=["avec script", "sans script"])
def visitor(browser: Browser, live_server: LiveServer, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Someone not signed in; what the browser reports against the security policy fails the test."""
    context = browser.new_context(
        base_url=live_server.url,
        locale="fr-FR",
        viewport={"width": 390, "height": 844},
        java_script_enabled=request.param,
    )
    page, faults = context.new_page(), list[str]()
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert [fault for fault in faults if "status of 4" not in fault] == []


def sign_in(page: Page) -> None:
    page.goto("/connexion")
    page.get_by_label("Adresse électronique").fill("ada@exemple.fr")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.keyboard.press("Enter")


def test_a_telephone_is_added_then_asked_for_and_a_recovery_code_replaces_it(visitor: Page, ada: User) -> None:
    sign_in(visitor)
    expect(visitor).to_have_url("/mon-travail")
    visitor.goto("/mon-compte/second-facteur")
    key = visitor.locator("code.key").inner_text().replace(" ", "")
    visitor.get_by_label("Code à six chiffres").fill(pyotp.TOTP(key).now())
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Vos codes de secours")
    codes = visitor.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    visitor.context.clear_cookies()
    sign_in(visitor)
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Encore un code")
    code = visitor.get_by_label("Code à six chiffres")
    assert (code.get_attribute("autocomplete"), code.get_attribute("inputmode")) == ("one-time-code", "numeric")
    visitor.get_by_text("Sans votre téléphone").click()
    visitor.get_by_label("Code de secours").fill(codes[3])
    visitor.keyboard.press("Enter")
    expect(visitor).to_have_url("/mon-travail")


def test_the_pages_of_signing_in_are_accessible(browser: Browser, live_server: LiveServer, ada: User) -> None:
    context = browser.new_context(base_url=live_server.url, locale="fr-FR", bypass_csp=False)
    page = context.new_page()
    page.goto("/connexion")
    assert accessibility_faults(page) == []
    sign_in(page)
    expect(page).to_have_url("/mon-travail")
    for address, name in (
        ("/mon-compte", "compte"),
        ("/mon-compte/activite", "activite"),
        ("/mon-compte/confirmation", "confirmation"),
        ("/mon-compte/second-facteur", "second-facteur"),
    ):
        page.goto(address)
        assert accessibility_faults(page) == []
        screenshot(page, f"connexion-{name}")
    context.close()


def test_a_real_provider_opens_the_account(
    visitor: Page,
    ada: User,
    live_server: LiveServer,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.setattr(settings(), "base_url", live_server.url)
    with running_provider() as provider:
        trust(monkeypatch, provider)
        visitor.goto("/connexion")
        visitor.get_by_role("link", name="S’identifier avec Identité d’essai").click()
        assert urlsplit(visitor.url).port == provider.port
        visitor.get_by_label("Personne").fill("sujet-ada")
        visitor.get_by_role("button", name="Continuer").click()
        if not request.node.callspec.params["visitor"]:  # with script, the page of return goes on by itself
            visitor.get_by_role("button", name="Continuer").click()
        expect(visitor).to_have_url("/mon-travail")
    with Session(live_server.engine) as session:
        assert session.query(ProviderIdentity).one().user_id == ada.id
