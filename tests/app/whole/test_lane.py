"""A page given again is the page that would be drawn, for the one who asks and at this instant."""

import json
import re

import pytest
from sqlalchemy import Engine, create_engine
from starlette.testclient import TestClient

from app.journal.columns import TABLES_LEFT_OUT
from app.kept import APART
from app.models import Base
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
