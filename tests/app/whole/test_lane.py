"""A page given again is the page that would be drawn, for the one who asks and at this instant."""

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import Engine, create_engine, event, text
from starlette.testclient import TestClient

from app import clock
from app.journal.columns import TABLES_LEFT_OUT
from app.kept import APART
from app.models import Base, Role
from app.settings import settings
from tests.app.whole.conftest import LIST, Site
from tests.support.queries import counted

PAGES = [LIST, f"{LIST}?statut=en_cours&tri=code", "/tableau-de-bord", "/regions", "/regions/53"]
NONCE = re.compile(r"nonce-([\w-]+)'")
ASKED_EACH_TIME = {"user_session", "default_view", "journal_transaction", "journal_change"}
AS_GOOD = {"axis_share", "territory"}
"""Worked out by the database from what is watched, in the same act; delivered with the program."""


def without_nonce(page: str, policy: str) -> str:
    found = NONCE.search(policy)
    assert found
    assert page.count(found[1]) >= 5
    return page.replace(found[1], "")


@pytest.mark.parametrize("address", PAGES)
def test_a_page_given_again_is_the_same_with_a_nonce_of_its_own(site: Site, browser: TestClient, address: str) -> None:
    first, again = site.get(browser, address), site.given(browser, address)
    assert first.status_code == again.status_code == 200
    policies = [found.headers["Content-Security-Policy"] for found in (first, again)]
    assert policies[0] != policies[1]
    assert without_nonce(first.text, policies[0]) == without_nonce(again.text, policies[1])
    own = {"content-length", "content-security-policy", "x-request-id", "content-encoding"}
    assert {*first.headers.items()} - {*again.headers.items()} <= {
        (name, value) for name, value in first.headers.items() if name in own
    }


def test_who_reads_no_gzip_is_given_the_page_in_the_clear(site: Site, browser: TestClient) -> None:
    site.given(browser)
    plain = site.get(browser, headers={"Accept-Encoding": "identity"})
    assert site.was_given_again
    assert "Content-Encoding" not in plain.headers
    assert int(plain.headers["Content-Length"]) == len(plain.content)
    assert "Verger partagé" in plain.text


def test_a_part_is_given_again_as_a_part(site: Site, browser: TestClient) -> None:
    site.given(browser)
    part = site.given(browser, headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert "<html" not in part.text
    assert "HX-Replace-Url" in part.headers
    assert "<html" in site.given(browser).text


@pytest.mark.parametrize("address", PAGES)
def test_all_that_a_kept_page_reads_is_watched_or_asked_each_time(
    site: Site, browser: TestClient, own_site_engine: Engine, address: str
) -> None:
    with counted(own_site_engine) as statements:
        site.get(browser, address)
    read = {name for name in Base.metadata.tables for one in statements if re.search(rf'(FROM|JOIN) "?{name}\b', one)}
    assert {"user", "user_session"} < read
    assert read & {*TABLES_LEFT_OUT, *APART} <= ASKED_EACH_TIME | AS_GOOD


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


def test_a_database_that_is_gone_is_told_as_ever(site: Site, browser: TestClient) -> None:
    site.given(browser)
    state = browser.app.state  # type: ignore[attr-defined]
    state.bind = create_engine("postgresql+psycopg://personne@127.0.0.1:1/rien")
    assert site.get(browser).status_code == 503


def test_a_connection_that_was_cut_costs_no_page(site: Site, browser: TestClient) -> None:
    site.given(browser)
    site.change(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid()"
    )
    assert site.get(browser).status_code == 200


def test_the_log_says_the_same_of_a_page_given_again(
    site: Site, browser: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    site.get(browser)
    site.given(browser)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines() if '"request"' in line]
    told = [{name: line[name] for name in ("method", "route", "status", "user_id")} for line in lines]
    assert told[0] == told[-1]
    assert told[0]["user_id"]


def test_a_statement_is_put_down_to_a_page_given_again(
    site: Site, browser: TestClient, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site.given(browser)
    monkeypatch.setattr(settings(), "slow_query_ms", 1e-6)
    capsys.readouterr()
    site.get(browser)
    slow = [json.loads(line) for line in capsys.readouterr().out.splitlines() if "slow_query" in line]
    assert [line["route"] for line in slow] == ["GET -"]
