"""Small promises of the way in and out, on every page that has one."""

import re
from pathlib import Path

import html5lib
import pytest
from fastapi import FastAPI

from app.models.user import Role
from app.web.auth import Right, rights_of_routes
from tests.support.client import Client

ROOT = Path(__file__).parents[2]
TOOLS = ("pytest", "playwright", "hypothesis", "schemathesis", "mypy", "django", "gunicorn", "time-machine", "mutmut")


def plain_pages(app: FastAPI, role_right: Right) -> list[str]:
    """Addresses of pages without a number in them."""
    return [
        path
        for (method, path), right in rights_of_routes(app.routes).items()
        if method == "GET" and right is role_right and "{" not in path and not path.startswith("/api/")
    ]


@pytest.mark.parametrize("right", [Right.CONSULT, Right.EDIT, Right.ADMIN, Right.ACCOUNT])
def test_every_page_of_a_person_leads_out(app: FastAPI, client: Client, right: Right) -> None:
    client.sign_in(Role.ADMIN)
    pages = [client.get(path) for path in plain_pages(app, right)]
    shown = [page for page in pages if page.status_code == 200 and "</main>" in page.text]
    assert shown
    for page in shown:
        assert re.search(r'<form action="/deconnexion" method="post">', page.text), page.url


def test_passwords_are_masked_may_be_pasted_and_are_left_to_their_keepers(client: Client) -> None:
    pages = [client.get("/connexion").text]
    client.sign_in(Role.LECTEUR)
    pages.append(client.get("/mon-compte").text)
    fields = [own for page in pages for own in inputs(page) if "password" in own["name"]]
    assert {own["name"] for own in fields} >= {"password", "new_password"}
    for own in fields:
        assert own["type"] == "password"
        assert own["autocomplete"] in ("current-password", "new-password")
        assert int(own.get("maxlength", 1_000)) >= 64
        assert not any(name.startswith("on") for name in own)


def inputs(page: str) -> list[dict[str, str]]:
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return [dict(element.attrib) for element in tree.iter("input") if element.attrib.get("name")]


def test_what_is_installed_to_serve_holds_no_tool_of_ours() -> None:
    served = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements/base.txt").read_text("utf-8"), re.MULTILINE))
    assert served
    assert served.isdisjoint(TOOLS)
    assert 'packages = ["app", "evaluation", "imports"]' in (ROOT / "pyproject.toml").read_text("utf-8")
