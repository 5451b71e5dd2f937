"""Filters in French, whole pages or fragments, refusals shown where they belong."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from fastapi import FastAPI
from jinja2 import UndefinedError
from starlette.requests import Request
from starlette.responses import Response

from app.errors import Conflict, ConflictRow, Forbidden, Refused
from app.models.user import Role
from app.web.auth import Right, Router
from app.web.filters import date_fr, date_long, money, number, percent, plural, score, sentence, time_fr
from app.web.templating import environment, redirect, render, render_block
from tests.support.client import HTMX, Client
from tests.support.html import text_of

trial = Router()
SIGN_IN = "accounts/link_sent.html"


@trial.get("/essai/page", right=Right.CONSULT)
def page(request: Request) -> Response:
    return render(request, SIGN_IN, block="main", reprise="")


@trial.post("/essai/suite", right=Right.CONSULT)
def onward(request: Request) -> Response:
    return redirect(request, "/mon-compte", flash="C’est enregistré.")


@trial.post("/essai/refus", right=Right.CONSULT)
def refuse() -> Response:
    raise Refused("Il manque une date.", link="/mon-compte", link_label="La renseigner")


@trial.get("/essai/conflit", right=Right.CONSULT)
def conflict() -> Response:
    rows = [ConflictRow("Titre", "Un", "Deux", "Trois")]
    raise Conflict(rows=rows, action="/essai/suite", hidden=[("title", "Deux"), ("version", "4")], back="/essai/page")


@trial.get("/essai/interdit", right=Right.CONSULT)
def forbid() -> Response:
    raise Forbidden


@pytest.fixture
def browser(app: FastAPI, client: Client) -> Client:
    app.include_router(trial)
    client.sign_in(Role.LECTEUR)
    return client


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("ce que l’on compte", "Ce que l’on compte."),
        ("Déjà une phrase.", "Déjà une phrase."),
        ("qui répond\u202f?", "Qui répond\u202f?"),
        ("projects:read", "projects:read"),
        ("", ""),
    ],
)
def test_a_help_is_a_sentence_unless_it_is_one_word(written: str, said: str) -> None:
    assert sentence(written) == said


def test_numbers_amounts_and_dates_are_french() -> None:
    assert money(24500) == "24\u202f500\u00a0€"
    assert money(Decimal("1234.5")) == "1\u202f234,50\u00a0€"
    assert money(None) == "—"
    assert number(Decimal("-1234.25"), 1) == "−1\u202f234,3"
    assert percent(0.456) == "46\u00a0%"
    assert [score(value) for value in (72.25, 0.05, 100, None)] == ["72,3", "0,1", "100,0", "—"]
    assert [plural(n, "projet", "projets") for n in (0, 1, 2)] == ["0\u00a0projet", "1\u00a0projet", "2\u00a0projets"]


def test_moments_are_shown_in_paris() -> None:
    moment = datetime(2026, 6, 30, 22, 5, tzinfo=UTC)
    assert (date_fr(moment), time_fr(moment)) == ("01/07/2026", "00\u00a0h\u00a005")
    assert (date_long(moment), date_long(date(2026, 12, 25))) == ("1er juillet 2026", "25 décembre 2026")


def test_a_forgotten_variable_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment.from_string("{{ oubli }}").render()


def test_texts_are_escaped() -> None:
    assert environment.from_string("{{ text }}").render(text="<b>") == "&lt;b&gt;"


@pytest.mark.parametrize(
    ("headers", "whole"),
    [
        ({}, True),
        ({"HX-Request": "true", "HX-Request-Type": "full"}, True),
        ({"HX-Request": "true", "HX-Request-Type": "partial", "HX-Boosted": "true"}, True),
        ({"HX-Request": "true", "HX-Request-Type": "partial", "HX-History-Restore-Request": "true"}, True),
        ({"HX-Request": "true", "HX-Request-Type": "partial"}, False),
    ],
)
def test_a_part_is_answered_only_to_who_swaps_a_part(browser: Client, headers: dict[str, str], whole: bool) -> None:
    answer = browser.get("/essai/page", headers=headers)
    assert ("<!DOCTYPE html>" in answer.text) is whole
    assert "Vérifiez votre messagerie" in answer.text
    assert "HX-Request-Type" in answer.headers["Vary"]


def test_a_part_knows_the_macros_imported_at_the_top_and_the_blocks_inherited() -> None:
    values = {"title": "Non", "sentence": "Pas ici.", "link": None, "link_label": None}
    globals_of_page = {"request_path": "/", "nonce": "n", "csrf_token": "t", "visitor": None, "demo_data": False}
    html = render_block("errors/403.html", "main", globals_of_page | values | {"flash": None})
    assert "Pas ici." in html
    assert "403" in html
    assert "<!DOCTYPE" not in html
    part = render_block("accounts/link_sent.html", "main", globals_of_page | {"flash": None, "reprise": "{}"})
    assert 'name="csrf_token" value="t"' in part


def test_after_a_post_the_sentence_of_success_is_shown_once(browser: Client) -> None:
    answer = browser.post_form("/essai/suite")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/mon-compte")
    assert "C’est enregistré." in browser.get("/mon-compte").text
    assert "C’est enregistré." not in browser.get("/mon-compte").text


def test_a_part_of_a_page_is_told_to_load_the_next_page_whole(browser: Client) -> None:
    answer = browser.post_part("/essai/suite")
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (200, "/mon-compte")


def test_a_refusal_is_a_page_with_its_link(browser: Client) -> None:
    answer = browser.post_form("/essai/refus")
    assert answer.status_code == 422
    assert browser.page is not None
    assert "Il manque une date." in text_of(browser.page)
    assert 'href="/mon-compte"' in answer.text


def test_a_refusal_is_only_a_message_where_a_part_was_asked_for(browser: Client) -> None:
    answer = browser.post_part("/essai/refus")
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (422, "#messages")
    assert "<main" not in answer.text


def test_a_conflict_shows_both_versions_and_lets_one_choose(browser: Client) -> None:
    answer = browser.get("/essai/conflit")
    assert answer.status_code == 409
    assert browser.page is not None
    assert all(word in text_of(browser.page) for word in ("Titre", "Deux", "Trois", "Garder ma saisie"))
    assert browser.post_form("/essai/suite", {"csrf_token": browser.token()}).status_code == 303


@pytest.mark.parametrize(
    ("address", "status"), [("/nulle-part", 404), ("/comptes/abc/lien", 405), ("/essai/interdit", 403)]
)
def test_errors_are_pages_in_french(browser: Client, address: str, status: int) -> None:
    assert browser.get(address).status_code == status
    assert browser.page is not None


def test_an_address_that_does_not_read_is_a_page_that_does_not_exist(client: Client) -> None:
    client.sign_in(Role.ADMIN)
    for number_typed in ("abc", "9" * 30):
        assert client.post_form(f"/comptes/{number_typed}/fermeture").status_code in (404, 422)


def test_an_error_tells_a_stranger_and_a_known_person_the_same(client: Client) -> None:
    assert client.get("/nulle-part", headers=HTMX).status_code == 404
    assert client.get("/nulle-part").status_code == 404
