"""What protects every answer."""

import re

import pytest

from app.settings import settings
from app.web.static import static
from tests.support.client import Client


def test_every_page_has_a_policy_with_a_nonce_of_its_own(client: Client) -> None:
    policies = [client.get("/connexion").headers["Content-Security-Policy"] for _ in range(2)]
    nonces = {re.search(r"script-src 'nonce-([\w-]+)'", policy) and policy for policy in policies}
    assert len(nonces) == 2
    assert all("default-src 'none'" in policy and "trusted-types htmx" in policy for policy in policies)
    assert all("unsafe" not in policy for policy in policies)


@pytest.mark.parametrize("address", ["/connexion", "/nulle-part", "/sante", "/static/css/base.css", "/static/rien.css"])
def test_every_answer_is_protected(client: Client, address: str) -> None:
    headers = client.get(address).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in headers


def test_pages_are_not_kept_and_hashed_files_are(client: Client) -> None:
    assert client.get("/connexion").headers["Cache-Control"] == "no-store"
    assert "immutable" in client.get(static("css/base.css")).headers["Cache-Control"]
    assert client.get("/static/css/base.css").headers["Cache-Control"] == "no-cache"


def test_over_https_cookies_are_locked_to_the_host(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "base_url", "https://odd17.exemple.fr")
    answer = client.get("/connexion")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-odd17-avant=")
    assert "Secure" in cookie
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]


def test_other_hosts_are_not_answered(client: Client) -> None:
    assert client.get("/connexion", headers={"Host": "ailleurs.example"}).status_code == 400


def test_the_description_of_the_routes_is_not_public(client: Client) -> None:
    assert [client.get(path).status_code for path in ("/docs", "/redoc", "/openapi.json")] == [404, 404, 404]


def test_logs_hold_no_token_and_nothing_typed(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    client.post_form("/connexion/lien/jeton-canari", page="/connexion/lien/jeton-canari")
    client.post_form("/connexion", {"email": "canari@exemple.fr", "password": "canari"}, page="/connexion")
    written = capsys.readouterr().out
    assert '"route": "/connexion/lien/{token}"' in written
    assert "canari" not in written


def test_a_form_of_thousands_of_fields_is_read_and_a_larger_one_refused(client: Client) -> None:
    client.sign_in()
    fields = {f"q{n}": "1" for n in range(4_900)}
    assert client.post_form("/mon-compte/nom", fields | {"name": "Ada Diallo"}).status_code == 303
    assert client.post_form("/mon-compte/nom", fields | {f"r{n}": "1" for n in range(200)}).status_code == 400


def test_health_says_the_database_answers(client: Client) -> None:
    assert client.get("/sante").json() == {"etat": "en service"}


def test_the_first_address_leads_to_the_portfolio(client: Client) -> None:
    assert client.get("/").headers["Location"] == "/connexion"
    client.sign_in()
    assert client.get("/").headers["Location"] == "/mon-travail"
