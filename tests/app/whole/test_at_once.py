"""What changes is in the next page at once, given again or not: the records, the person, the session, the day."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, event, text
from starlette.testclient import TestClient

from app import clock
from app.models import Role
from tests.app.whole.conftest import Site

CHANGES = {
    "a record": ("UPDATE project SET title = 'Jardin commun'", "Jardin commun"),
    "one's name": ("UPDATE \"user\" SET name = 'Nom nouveau'", "Nom nouveau"),
    "one's theme": ("UPDATE \"user\" SET theme = 'dark'", 'data-theme="dark"'),
    "one's rights": ("UPDATE \"user\" SET role = 'admin'", 'href="/comptes"'),
    "a view": (
        "INSERT INTO saved_view (name, query, is_shared, version) VALUES ('Vue neuve', 'statut=en_cours', true, 1)",
        "Vue neuve",
    ),
    "the kind of data": ("INSERT INTO installation_fact (name, value) VALUES ('demonstration', '1')", "fictifs"),
}


@pytest.mark.parametrize(("statement", "shown"), CHANGES.values(), ids=CHANGES)
def test_a_change_made_elsewhere_is_shown_at_once(site: Site, browser: TestClient, statement: str, shown: str) -> None:
    assert shown not in site.given(browser).text
    site.change(statement)
    assert shown in site.get(browser).text
    assert shown in site.given(browser).text


def test_a_default_view_is_followed_at_once(site: Site, browser: TestClient) -> None:
    site.change(
        "INSERT INTO saved_view (name, query, owner_id, version) SELECT 'Mienne', 'tri=code', id, 1 FROM \"user\""
    )
    assert site.given(browser).status_code == 200
    site.change("INSERT INTO default_view (user_id, page, view_id) SELECT owner_id, page, id FROM saved_view")
    assert site.get(browser).status_code == 303


ENDS = {
    "signed out": "DELETE FROM user_session",
    "expired": "UPDATE user_session SET expires_at = now()",
    "idle": "UPDATE user_session SET last_seen_at = now() - interval '1 day'",
    "closed": 'UPDATE "user" SET active = false',
}


@pytest.mark.parametrize("statement", ENDS.values(), ids=ENDS)
def test_nothing_is_given_again_once_the_session_is_over(site: Site, browser: TestClient, statement: str) -> None:
    site.given(browser)
    site.change(statement)
    assert site.get(browser).headers["Location"].startswith("/connexion")


def test_a_new_token_is_in_the_page_at_once(site: Site, browser: TestClient) -> None:
    site.given(browser)
    site.change("UPDATE user_session SET csrf_token = 'un-autre-jeton'")
    assert "un-autre-jeton" in site.get(browser).text


def test_a_use_is_noted_every_minute(site: Site, browser: TestClient, own_engine: Engine) -> None:
    site.given(browser)
    site.change("UPDATE user_session SET last_seen_at = last_seen_at - interval '2 minutes'")
    site.get(browser)
    with own_engine.connect() as connection:
        seen = connection.scalar(text("SELECT last_seen_at FROM user_session"))
    assert clock.now() - seen < timedelta(minutes=1)
    assert site.given(browser).status_code == 200


def test_another_day_is_another_page(site: Site, browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    site.given(browser)
    tomorrow = clock.today() + timedelta(days=1)
    monkeypatch.setattr(clock, "today", lambda: tomorrow)
    site.get(browser)
    assert not site.was_given_again


def test_nobody_is_given_the_page_of_another(site: Site, browser: TestClient) -> None:
    assert 'name="projet"' in site.given(browser).text
    reader = site.sign_in(Role.LECTEUR)
    assert 'name="projet"' not in site.given(reader).text
    assert 'name="projet"' in site.given(browser).text


def test_a_message_is_shown_once(site: Site, browser: TestClient) -> None:
    site.given(browser)
    browser.cookies.set("odd17-message", "RmFpdC4=", domain="127.0.0.1", path="/")
    assert '<p class="flash">Fait.</p>' in site.get(browser).text
    assert "flash" not in site.get(browser).text
    assert "flash" not in site.given(browser).text


def test_what_changed_while_a_page_was_being_drawn_is_shown_by_the_next(
    site: Site, browser: TestClient, own_site_engine: Engine
) -> None:
    """The views are read before the journal is asked: the page just drawn is then not to be kept."""
    site.change("INSERT INTO saved_view (name, is_shared, version) VALUES ('Avant', true, 1)")
    site.get(browser)

    @event.listens_for(own_site_engine, "after_cursor_execute", once=False)
    def rename(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "FROM saved_view" in statement and not done:
            done.append(1)
            site.change("UPDATE saved_view SET name = 'Après'")

    done: list[int] = []
    assert "Avant" in site.get(browser).text
    assert "Après" in site.get(browser).text
    assert "Après" in site.given(browser).text
