"""What travels with every answer, whatever it is: a page, a file, a refusal, a breakdown."""

import re

import pytest
from fastapi import FastAPI
from httpx2 import Response
from starlette.requests import Request

from app.models.user import Role
from app.pictures.standalone import CSP
from app.settings import settings
from app.web.security import SecurityMiddleware
from tests.security.crawl import Page
from tests.support.client import Client

KIND, SVG = "Content-Type", "image/svg+xml"
PARTS = ("/recherche/propositions",)  # swapped into a page, with no page of their own
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = {
    "default-src": "'none'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
    "style-src": "'self'",
    "connect-src": "'self'",
    "require-trusted-types-for": "'script'",
}
TEXTS = re.compile(r"^(text/|application/(json|.*\+json|xml|toml))")
FORGED = ("X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-Original-URL", "X-Real-IP")
ELSEWHERE = ("https://ailleurs.example", "//ailleurs.example", "/\\ailleurs.example", "\tjavascript:a")
REFUSALS = [
    ("GET", "/absente", 404),
    ("GET", "/projets/ODD17-1999-999", 404),
    ("GET", "/static/absente.css", 404),
    ("GET", "/static/", 404),
    ("GET", "/static/../settings.py", 404),
    ("DELETE", "/projets", 405),
    ("TRACE", "/projets", 405),
    ("OPTIONS", "/projets", 405),
    ("GET", "/api/v1/projects", 401),
    ("GET", "/.git/config", 404),
    ("GET", "/docs", 404),
    ("GET", "/openapi.json", 404),
]


def faults_of(answer: Response) -> list[str]:
    """What is missing or too much in the headers of one answer."""
    headers = answer.headers
    found = [name for name, value in FIXED.items() if headers.get(name) != value]
    if headers.get(KIND) == SVG and "Content-Disposition" in headers:  # a drawing to take away runs nothing at all
        return found + ([] if headers.get("Content-Security-Policy") == CSP else ["Content-Security-Policy"])
    policy = dict(part.strip().split(" ", 1) for part in headers.get("Content-Security-Policy", "").split(";") if part)
    found += [name for name, value in POLICY.items() if policy.get(name) != value]
    if not re.fullmatch(r"'nonce-[\w-]{24}'", policy.get("script-src", "")):
        found.append("script-src")
    if headers.get("Referrer-Policy") not in ("same-origin", "no-referrer"):
        found.append("Referrer-Policy")
    found += [name for name in headers if name.lower() in ("server", "x-powered-by", "access-control-allow-origin")]
    return found + content_faults(answer)


def content_faults(answer: Response) -> list[str]:
    kind, size = answer.headers.get("Content-Type", ""), len(answer.content)
    if not size:
        return []
    if not kind:
        return ["no Content-Type"]
    needs_charset = kind.startswith("text/")
    return ["no charset"] if needs_charset and "charset=utf-8" not in kind.lower() else []


def test_every_page_and_every_file_carries_the_headers(pages: list[Page]) -> None:
    for page in pages:
        assert faults_of(page.answer) == [], page.address
        assert page.answer.headers["Cache-Control"] == "no-store", page.address


def test_no_two_answers_share_a_nonce(pages: list[Page]) -> None:
    policies = [
        page.answer.headers["Content-Security-Policy"] for page in pages if page.answer.headers.get(KIND) != SVG
    ]
    assert len(set(policies)) == len(policies)


def test_files_are_downloaded_never_shown_and_their_names_hold_nothing_odd(pages: list[Page]) -> None:
    files = [page for page in pages if page.answer.status_code == 200 and page.tree is None]
    assert len(files) >= 5
    for page in files:
        told = page.answer.headers.get("Content-Disposition", "")
        kind = page.answer.headers["Content-Type"]
        is_part = page.address.startswith(PARTS)
        assert is_part or told.startswith("attachment") or kind.startswith("application/json"), page.address
        assert told == "" or re.search(r'filename="[\w.@ -]+"|filename\*=UTF-8\'\'[\w.%~-]+', told), told


@pytest.mark.parametrize(("method", "address", "status"), REFUSALS)
def test_a_refusal_carries_them_too(client: Client, method: str, address: str, status: int) -> None:
    client.sign_in(Role.LECTEUR)
    answer = client.request(method, address)
    assert answer.status_code == status
    assert faults_of(answer) == []


def test_static_files_carry_them_and_may_be_kept(client: Client) -> None:
    for address in ("/static/css/base.css", "/static/js/app.js", "/static/icons/icon.svg"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert faults_of(answer) == [], address


def test_a_breakdown_carries_them_and_says_nothing_of_its_cause(app: FastAPI, client: Client) -> None:
    def breaks(request: Request) -> None:
        raise RuntimeError("SELECT secret FROM canari")

    app.add_api_route("/casse", breaks)
    with Client(app, client.database, raise_server_exceptions=False) as other:
        answer = other.get("/casse")
    assert answer.status_code == 500
    assert faults_of(answer) == []
    assert "canari" not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("address", ["/connexion", "/absente", "/projets", "/static/css/base.css", "/api/v1/projects"])
def test_over_https_the_browser_is_told_to_stay_there(
    client: Client, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Strict-Transport-Security" not in client.get(address).headers
    monkeypatch.setattr(settings(), "base_url", "https://fonds.exemple.fr")
    told = client.get(address).headers["Strict-Transport-Security"]
    assert told == "max-age=31536000; includeSubDomains"


def test_every_cookie_is_locked(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "base_url", "https://testserver")
    client.sign_in(Role.LECTEUR)
    answers = [
        client.get("/connexion"),
        client.post_form("/mon-compte/nom", {"name": "Ada Diallo"}, headers={"Origin": "https://testserver"}),
        client.post_form("/deconnexion"),
    ]
    cookies = [cookie for answer in answers for cookie in answer.headers.get_list("Set-Cookie")]
    assert len(cookies) >= 2
    for cookie in cookies:
        name, *attributes = [part.strip().lower() for part in cookie.split(";")]
        assert name.startswith("__host-")
        assert {"secure", "httponly", "path=/", "samesite=lax"} <= set(attributes)
        assert not any(attribute.startswith("domain") for attribute in attributes)


def test_signing_out_empties_what_the_browser_kept(client: Client) -> None:
    client.sign_in(Role.LECTEUR)
    answer = client.post_form("/deconnexion")
    assert '"cache"' in answer.headers["Clear-Site-Data"]


@pytest.mark.parametrize(
    "header", ["X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-Original-URL", "X-Real-IP"]
)
def test_a_visitor_cannot_pass_for_a_relay(client: Client, header: str) -> None:
    client.sign_in(Role.LECTEUR)
    plain, forged = client.get("/"), client.get("/", headers={header: "ailleurs.example"})
    assert forged.headers["Location"] == plain.headers["Location"]
    assert "ailleurs" not in client.get("/projets", headers={header: "ailleurs.example"}).text


@pytest.mark.parametrize("host", ["ailleurs.example", "testserver.ailleurs.example", "testserver@ailleurs.example", ""])
def test_only_the_host_of_the_site_is_answered(client: Client, host: str) -> None:
    assert client.get("/connexion", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize(
    "wanted", ["https://ailleurs.example", "//ailleurs.example", "/\\ailleurs.example", "\tjavascript:a"]
)
def test_signing_in_leads_nowhere_else(client: Client, wanted: str) -> None:
    client.get("/connexion", params={"suite": wanted})
    assert client.page is not None
    kept = [one.get("value", "") for one in client.page.iter("input") if one.get("name") == "suite"]
    assert all(value == "/" or value == "" for value in kept)


def test_nothing_of_this_site_is_shared_with_another_origin(client: Client) -> None:
    answer = client.request(
        "OPTIONS", "/api/v1/projects",
        headers={"Origin": "https://ailleurs.example", "Access-Control-Request-Method": "GET"},
    )  # fmt: skip
    assert answer.status_code == 405
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]


def test_the_middleware_of_headers_is_the_outermost(app: FastAPI) -> None:
    assert app.user_middleware[0].cls is SecurityMiddleware
