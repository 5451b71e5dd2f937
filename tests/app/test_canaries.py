"""Words that belong to nobody, typed in every field, sent in every header and every file: no log ever repeats them."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from itertools import count
from pkgutil import walk_packages
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import pytest
from fastapi import FastAPI
from httpx2 import Response
from pydantic import BaseModel
from sqlalchemy import Connection, Engine, update
from sqlalchemy.orm import Session

import app as product
from app import clock
from app.accounts.tokens import create_token
from app.assessments.gather import forget_grids
from app.models import Invitation, Scope, User
from app.privacy.person.scanning import rows, strings
from app.privacy.person.where import read_tables, texts_of
from app.web.auth import rights_of_routes
from tests.factories import a_user
from tests.security.crawl import Crawl, Reader, some_records

CANARY = "canari"
TEXT_TYPES = frozenset({"text", "search", "email", "tel", "url", "password", "file"})
EDGES = ("csrf_token", "idempotency_key", "version", "opened_with")
QUIET = {403, 404, 405, 413, 500, 503}  # an answer that repeats nothing, not even to who typed it
TOKEN = re.compile(r'name="csrf_token"\s+value="([^"]+)"')
FLASH = re.compile(r'<p class="flash">.*?</p>', re.DOTALL)
number = count(1)


class Visitor(Reader):
    """Takes a page to pieces only to find its forms."""

    looks = False

    def _check(self, response: Response) -> None:
        if self.looks:
            super()._check(response)
        found = TOKEN.search(response.text)
        self.csrf_token = found[1] if found else self.csrf_token


def canary() -> str:
    return f"{CANARY}{next(number)}x"


def address() -> str:
    return f"{canary()}@{CANARY}.example"


@dataclass
class Sent:
    """What was sent where, and the answers that repeated a canary to someone who may not have typed it."""

    forms: set[str] = field(default_factory=set)
    statuses: Counter[int] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Form:
    action: str
    fields: dict[str, list[str]]
    texts: frozenset[str]
    files: frozenset[str]

    def attached(self) -> dict[str, tuple[str, bytes, str]]:
        content = f"Nom;Courriel\n{canary()};{address()}\n".encode()
        return {name: (f"{canary()}.csv", content, "text/csv") for name in self.files}

    def typed(self, *, everywhere: bool) -> dict[str, Any]:
        """What the page holds, its texts typed over; or nothing but canaries, where numbers and dates are asked too."""
        said = {
            name: address() if "mail" in name else canary()
            for name in self.fields
            if name not in EDGES and (everywhere or name in self.texts)
        }
        return {**self.fields, **said}


def forms_of(tree: Element | None, here: str) -> Iterator[Form]:
    for form in tree.iter("form") if tree is not None else ():
        if form.get("method", "get").lower() != "post":
            continue
        fields: dict[str, list[str]] = {}
        texts, files = set(), set()
        for one in form.iter():
            name = one.get("name")
            if name is None or one.tag not in ("input", "textarea", "select"):
                continue
            if one.get("type") == "file":
                files.add(name)
                continue
            fields.setdefault(name, []).append(one.get("value") or one.text or "")
            if one.tag == "textarea" or (one.tag == "input" and one.get("type", "text") in TEXT_TYPES):
                texts.add(name)
        yield Form(form.get("action") or here, fields, frozenset(texts), frozenset(files))


def every_field() -> set[str]:
    """The name of each field of each form of the product, and of each body of its programs."""
    found = set()
    for module in walk_packages(product.__path__, "app."):
        if module.name.rpartition(".")[2] in ("forms", "bodies", "schemas", "writes"):
            for one in vars(import_module(module.name)).values():
                if isinstance(one, type) and issubclass(one, BaseModel):
                    found |= set(one.model_fields)
    return found


@pytest.fixture
def own_template(demonstration_of: Callable[[date], str]) -> str:
    return demonstration_of(clock.today())


@pytest.fixture
def connection(own_site_engine: Engine) -> Iterator[Connection]:
    with own_site_engine.connect() as connection:
        transaction = connection.begin()
        yield connection
        transaction.rollback()
    forget_grids()


@pytest.fixture
def reader(app: FastAPI, session: Session) -> Iterator[Visitor]:
    admin = a_user(session, "admin")
    with Visitor(app, session, raise_server_exceptions=False) as reader:
        reader.sign_in(user=admin)
        yield reader


def send(reader: Visitor, sent: Sent, method: str, url: str, **options: Any) -> None:
    """Twice at most: what was just changed may have closed the session, or the account."""
    for _ in range(2):
        headers = {name: canary() for name in ("User-Agent", "X-Forwarded-For", "Accept-Language")}
        headers |= {"Referer": f"http://testserver/{canary()}", "X-CSRF-Token": reader.csrf_token}
        answer = reader.request(method, url, headers=headers | options.get("headers", {}), **_without(options))
        if answer.status_code != 403 and "/connexion" not in answer.headers.get("Location", ""):
            break
        come_back(reader)
    sent.statuses[answer.status_code] += 1
    if answer.status_code in QUIET and CANARY in told_by(answer.text) and CANARY not in url:
        sent.told.append(f"{method} {url} {answer.status_code}")


def _without(options: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if name != "headers"}


def come_back(reader: Visitor) -> None:
    """The same administrator, whatever the forms made of it."""
    if reader.user is None:
        return
    reader.database.execute(update(User).where(User.id == reader.user.id).values(role="admin", active=True))
    reader.database.commit()
    reader.sign_in(user=reader.user)
    reader.token()


def told_by(page: str) -> str:
    """What an answer says; the name of who reads it stands at the top, both versions of a text go to who typed one."""
    said = FLASH.sub("", page.partition("<main")[2] or page)  # what was just done, told to who did it
    return "" if 'name="opened_with"' in said else said


class OneOfEach(Crawl):
    """One page of each route shows all its forms."""

    def onward(self, address: str, answer: Response) -> list[str]:
        return []


def fill_every_form(app: FastAPI, reader: Visitor, given: Mapping[str, object], sent: Sent, part: str = "/") -> None:
    crawl = OneOfEach(app, reader)
    reader.looks = True
    pages = list(crawl.run(*(address for address in crawl.unreached(given) if address.startswith(part))))
    reader.looks = False
    for page in pages:
        for form in forms_of(page.tree, page.address):
            pattern = re.sub(r"\d+", "#", urlsplit(form.action).path)
            if pattern in sent.forms or "deconnexion" in pattern:
                continue
            sent.forms.add(pattern)
            for everywhere in (True, False):
                data = form.typed(everywhere=everywhere)
                send(reader, sent, "POST", form.action, data=data, files=form.attached() or None)


def write_everywhere(app: FastAPI, reader: Visitor, connection: Connection, sent: Sent) -> None:
    """Each route that writes, with every field there is; lists, with a question nobody asked."""
    given, names = some_records(connection), sorted(every_field())
    for method, path in rights_of_routes(app.routes):
        url = re.sub(r"\{(\w+)(:\w+)?\}", lambda found: str(given.get(found[1], "1")), path)
        if "deconnexion" in path or path.startswith("/static"):
            continue
        if method == "GET":
            if path == url:  # a list, or a form
                send(reader, sent, "GET", url, params={name: canary() for name in ("q", "cherche", "suite", "apres")})
            continue
        data = {name: canary() for name in names[:900]} | {"csrf_token": reader.token()}
        send(reader, sent, method, url, data=data)


def call_every_program(app: FastAPI, reader: Visitor, session: Session, connection: Connection, sent: Sent) -> None:
    token = create_token(
        session, user=session.get_one(User, reader.user.id), name="Essai", now=clock.now(), scopes=list(Scope)
    )
    session.commit()
    given = some_records(connection)
    for method, path in rights_of_routes(app.routes):
        if path.startswith("/api/") and method != "GET":
            url = re.sub(r"\{(\w+)(:\w+)?\}", lambda found: str(given.get(found[1], "1")), path)
            body = json.dumps({name: canary() for name in sorted(every_field())})
            headers = {
                "Authorization": f"Bearer {token}",
                "Content-Type": "application/json",
                "Idempotency-Key": canary(),
            }
            for content in (body, body[:-5]):
                send(reader, sent, method, url, content=content, headers=headers)


def test_no_log_and_no_page_of_error_repeats_what_was_typed(
    app: FastAPI,
    reader: Visitor,
    session: Session,
    connection: Connection,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    sent = Sent()
    given = some_records(connection)
    fill_every_form(app, reader, given, sent)
    write_everywhere(app, reader, connection, sent)
    call_every_program(app, reader, session, connection, sent)
    invitation = (
        session.query(Invitation).filter(Invitation.revoked_at.is_(None), Invitation.purpose == "answer").first()
    )
    assert invitation is not None
    reader.sign_out()
    reader.enter(invitation)
    fill_every_form(app, reader, given | {"respondent_id": invitation.respondent_id}, sent, "/ma-grille/")
    logs = capfd.readouterr()
    said = [line for line in (logs.out + logs.err + caplog.text).splitlines() if CANARY in line]
    assert said == []
    assert sent.told == []
    assert logs.out.count('"event": "request"') > 400
    assert len(sent.forms) > 60
    assert sent.statuses[422] > 50
    assert sent.statuses[303] > 20
    kept = {table.name for table in read_tables() if _holds(session, table)}
    assert kept


def _holds(session: Session, table: Any) -> bool:
    return any(
        CANARY in said
        for row in list(rows(session, table, None))
        for column in texts_of(table)
        for said in strings(row._mapping[column])
    )
