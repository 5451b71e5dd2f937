"""The secret of a link, and who it was sent to, are written nowhere: logs, error pages, addresses, the database."""

import logging
import re
import socket
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.invitations import routes_links
from app.models import Invitation
from tests import factories as make
from tests.support.client import Client
from tests.support.command import ODD17, environment
from tests.support.grids import add_trial_pages, invited

CANARY = "canari-0123456789"
EMAIL = "canari@exemple.fr"


@pytest.fixture
def invitation(session: Session) -> Invitation:
    invitation = invited(session)
    make.a_live_token(session, invitation, CANARY)
    session.commit()
    return invitation


def test_no_log_holds_a_link_an_address_a_cookie_or_what_was_typed(
    app: FastAPI, client: Client, invitation: Invitation, capfd: pytest.CaptureFixture[str]
) -> None:
    add_trial_pages(app)
    address, page = f"/invitation/{CANARY}", f"/ma-grille/{invitation.respondent_id}/essai"
    client.post_form(address, page=address)
    cookie = client.cookies[f"odd17-grille-{invitation.respondent_id}"]
    client.get(page)
    client.post_form(page, {"comment": CANARY})
    client.cookies.clear()
    client.post_form(page, {"comment": CANARY})
    client.get("/invitation/inconnu-canari")
    client.post_form("/invitation/nouveau-lien", {"email": EMAIL}, page="/invitation/nouveau-lien")
    written = "".join(capfd.readouterr())
    assert '"route": "/invitation/{token}"' in written
    assert f'"invitation_id": {invitation.id}' in written
    assert not re.search(f"canari|{cookie}|Camille|camille", written)


def test_a_breakdown_tells_nothing_of_the_link(
    app: FastAPI,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(routes_links, "LINKS", replace(routes_links.LINKS, find=lambda *_: 1 / 0))
    caplog.set_level(logging.DEBUG)
    with Client(app, session, raise_server_exceptions=False) as client:
        answer = client.get(f"/invitation/{CANARY}")
    assert answer.status_code == 500
    assert "Une erreur est survenue" in answer.text
    assert '"event": "breakdown"' in (written := "".join(capfd.readouterr()))
    assert CANARY not in answer.text + str(answer.headers) + written
    assert [record for record in caplog.records if CANARY in record.getMessage() and "httpx" not in record.name] == []


def test_no_table_holds_the_link(client: Client, session: Session, invitation: Invitation) -> None:
    address = f"/invitation/{CANARY}"
    client.post_form(address, page=address)
    cookie = client.cookies[f"odd17-grille-{invitation.respondent_id}"]
    tables = session.scalars(text("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"))
    for table in tables.all():
        for row in session.scalars(text(f'SELECT t::text FROM "{table}" t')):
            assert CANARY not in row, table
            assert cookie not in row, table


def test_no_page_after_the_button_holds_the_link(
    app: FastAPI, client: Client, invitation: Invitation, session: Session
) -> None:
    add_trial_pages(app)
    address = f"/invitation/{CANARY}"
    answer = client.post_form(address, page=address)
    page = client.get(f"/ma-grille/{invitation.respondent_id}/essai")
    assert CANARY not in answer.text + str(answer.headers) + page.text + str(page.headers)


def test_the_site_as_it_is_served_writes_no_link(own_database_url: str, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = environment(ODD17_DATABASE_URL=own_database_url, ODD17_DATA_DIR=str(tmp_path), ODD17_LOG_LEVEL="DEBUG")
    with (tmp_path / "written").open("wb") as written:
        command = [ODD17, "serve", "--port", str(port), "--no-worker"]
        server = subprocess.Popen(command, stdout=written, stderr=subprocess.STDOUT, env=settings)
        try:
            waiting_for(f"http://127.0.0.1:{port}/sante")
            assert status(f"http://127.0.0.1:{port}/invitation/{CANARY}") == 404
            assert status(f"http://127.0.0.1:{port}/invitation/{CANARY}", {"csrf_token": "x"}) == 403
        finally:
            server.terminate()
            server.wait(20)
    said = (tmp_path / "written").read_text(encoding="utf-8")
    assert '"route": "/invitation/{token}"' in said
    assert CANARY not in said


def waiting_for(url: str) -> None:
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        try:
            if status(url) == 200:
                return
        except httpx2.TransportError:
            time.sleep(0.2)
    raise AssertionError("the site does not answer")


def status(url: str, form: dict[str, str] | None = None) -> int:
    return httpx2.request("POST" if form else "GET", url, data=form, timeout=10).status_code
