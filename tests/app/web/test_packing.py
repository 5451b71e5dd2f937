"""Pages and files sent smaller to who reads them so; the length of a page tells nothing of the secret it holds."""

import gzip
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, event
from starlette.testclient import TestClient

from app import clock
from app.accounts.sessions import open_session
from app.db import writing
from app.main import create_app
from app.web.cookies import SESSION, cookie_name
from app.web.packing import MOST_PADDING, accepts_gzip, gzipped
from app.web.static import FOLDER, names, static
from tests.factories import a_user
from tests.support.client import Client

SHEET = "/static/css/base.css"
PLAIN = {"Accept-Encoding": "identity"}


@pytest.mark.parametrize(
    ("asked", "packed"),
    [
        ("gzip, deflate, br", True),
        ("br;q=1.0, GZIP;q=0.5", True),
        ("gzip;q=0", False),
        ("gzip; q=0.0", False),
        ("br, x-gzip2", False),
        ("", False),
    ],
)
def test_only_who_reads_it_is_sent_gzip(asked: str, packed: bool) -> None:
    assert accepts_gzip(asked) is packed


def test_what_is_packed_reads_as_it_was() -> None:
    content = "Échéance, versé, dû. ".encode() * 500
    assert gzip.decompress(gzipped(content)) == content


def test_the_same_page_never_has_quite_the_same_length() -> None:
    lengths = {len(gzipped(b"a secret and what was typed" * 100)) for _ in range(200)}
    assert len(lengths) > MOST_PADDING / 2


def test_a_page_is_the_same_packed_or_not(client: Client) -> None:
    packed, plain = client.get("/accessibilite"), client.get("/accessibilite", headers=PLAIN)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) < len(plain.content) / 2
    assert "Content-Encoding" not in plain.headers
    assert {"Accept-Encoding", "HX-Request"} <= {name.strip() for name in plain.headers["Vary"].split(",")}
    assert plain.text.count("<") == packed.text.count("<")


def test_a_file_is_packed_once_and_not_sent_twice(client: Client) -> None:
    packed = client.get(static("css/base.css"))
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.content == (FOLDER / "css/base.css").read_bytes()
    again = client.get(SHEET, headers={"If-None-Match": packed.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(SHEET, headers=PLAIN).headers["ETag"] != packed.headers["ETag"]


def test_the_address_of_another_content_is_not_kept(client: Client) -> None:
    assert client.get(f"{SHEET}?v=0123456789ab").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "address", ["/static/../main.py", "/static/%2e%2e/main.py", "/static/vendor/.ready", "/static/css", "/static/"]
)
def test_nothing_but_the_files_of_the_folder_is_served(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_every_file_of_the_folder_is_served(client: Client) -> None:
    assert {client.get(f"/static/{name}").status_code for name in names()} == {200}
    assert client.post(SHEET).status_code in (403, 405)


@pytest.fixture
def signed_in(own_engine: Engine) -> Iterator[TestClient]:
    with writing(own_engine) as session:
        token = open_session(session, user=a_user(session), now=clock.now())
    app: FastAPI = create_app(own_engine)
    with TestClient(app, base_url="http://127.0.0.1", cookies={cookie_name(SESSION): token}) as browser:
        yield browser


def test_a_page_finds_who_asks_and_what_it_shows_in_one_transaction(signed_in: TestClient, own_engine: Engine) -> None:
    taken: list[object] = []
    event.listen(own_engine, "checkout", lambda *_: taken.append(1))
    assert signed_in.get("/projets").status_code == 200
    assert len(taken) == 1
