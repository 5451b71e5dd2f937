"""What a request may carry, and what is said of the rest."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Organisation, Role
from tests.app.api.writing import Writer
from tests.support.api import bearer, refused
from tests.support.client import Client

HERE = "/api/v1/organisations"
JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"{'name': 'Lin'}",
        '{"name": "Société à responsabilité"}'.encode("latin-1"),
        b'{"name": "\\ud800", "profile": "association"}',
        b'{"name": NaN}',
        b"[" * 100_000,
        b'{"n": ' + b"9" * 5_000 + b"}",
    ],
    ids=["nothing", "cut", "quotes", "latin", "half a pair", "nan", "deep", "long"],
)
def test_what_is_not_json_is_unreadable(manager: Writer, session: Session, content: bytes) -> None:
    answer = manager.client.post(HERE, content=content, headers=manager.headers | JSON)
    assert refused(answer) == (400, "unreadable")
    assert session.scalar(select(func.count()).select_from(Organisation)) == 0


@pytest.mark.parametrize(
    "media", ["text/plain", "application/x-www-form-urlencoded", "", "application/merge-patch+json"]
)
def test_a_body_that_is_not_said_to_be_json_is_refused(manager: Writer, media: str) -> None:
    answer = manager.client.post(HERE, content=b"{}", headers=manager.headers | {"Content-Type": media})
    assert refused(answer) == (415, "unsupported-media-type")


def test_a_body_that_is_too_large_is_refused(manager: Writer) -> None:
    content = b'{"name": "' + b"x" * 1_100_000 + b'"}'
    answer = manager.client.post(HERE, content=content, headers=manager.headers | JSON)
    assert refused(answer) == (413, "too-large")


def test_whoever_asks_is_known_before_what_is_sent_is_read(client: Client, session: Session) -> None:
    assert refused(client.post(HERE, content=b"{", headers=JSON)) == (401, "unauthenticated")
    reader = bearer(session, Role.LECTEUR)
    assert refused(client.post(HERE, content=b"{", headers=reader | JSON)) == (403, "forbidden")


def test_texts_are_cleaned_as_those_of_the_forms(manager: Writer, session: Session) -> None:
    answer = manager.post("/organisations", {"name": " Les\x00 Lins ", "profile": "association"})
    assert (answer.status_code, answer.json()["name"]) == (201, "Les Lins")


def test_an_address_without_parameters_refuses_them(manager: Writer) -> None:
    answer = manager.client.post(f"{HERE}?dry_run=1", json={}, headers=manager.headers)
    assert refused(answer) == (422, "invalid")
    assert answer.json()["errors"][0]["parameter"] == "dry_run"


@pytest.mark.parametrize("path", ["/organisations/abc", "/organisations/0", "/organisations/99999999999999999999999"])
def test_an_address_that_cannot_be_that_of_anything_is_not_found(manager: Writer, path: str) -> None:
    answer = manager.client.get(f"/api/v1{path}", headers=manager.headers)
    assert refused(answer) == (404, "not-found")
