"""The examples of the documentation, played in their order: what they ask is asked, what they promise is answered."""

import json
import re
import shlex
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from httpx2 import Response
from sqlalchemy.orm import Session

from app import clock
from app.models import Role
from tests import factories as make
from tests.support.api import bearer
from tests.support.client import Client

DOCUMENT = Path(__file__).parents[3] / "docs" / "api.md"
SITE = "http://127.0.0.1:8000"
PAIR = re.compile(r"```sh\n(curl .*?)```\s+```http\n(.*?)```", re.DOTALL)
NUMBERS = ("id", "partner", "organisation", "investment")


class Asked(NamedTuple):
    method: str
    url: str
    headers: dict[str, str]
    body: str | None


class Told(NamedTuple):
    status: int
    headers: dict[str, str]
    content: Any


def examples() -> list[tuple[str, str]]:
    return PAIR.findall(DOCUMENT.read_text(encoding="utf-8"))


def read_command(text: str) -> Asked:
    """As curl does: -d posts unless -X says otherwise."""
    words = iter(shlex.split(text.replace("\\\n", " "))[1:])
    method, body, headers, url = "", None, {}, ""
    for word in words:
        if word == "-X":
            method = next(words)
        elif word == "-d":
            body = next(words)
        elif word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word != "-i":
            url = word
    return Asked(method or ("POST" if body else "GET"), url.removeprefix(SITE), headers, body)


def read_answer(text: str) -> Told:
    head, _, body = text.partition("\n\n")
    first, *lines = head.splitlines()
    status = HTTPStatus(int(first.split(" ")[1]))
    assert first == f"HTTP/1.1 {status.value} {PHRASES.get(status.value, status.phrase)}"
    return Told(status.value, dict(line.split(": ", 1) for line in lines), json.loads(body))


PHRASES = {422: "Unprocessable Content"}  # its name since RFC 9110


class Numbers:
    """The numbers of the page, and those of this database: they differ, and stand for the same records."""

    def __init__(self, **known: int) -> None:
        self.real = {int(name.removeprefix("n")): number for name, number in known.items()}

    def in_place(self, text: str) -> str:
        return re.sub(r"(?<=/)\d+(?=/|$)|(?<=\"partner\": )\d+|(?<=\"partners\": \[)\d+", self._one, text)

    def _one(self, found: re.Match[str]) -> str:
        return str(self.real[int(found[0])])

    def learn(self, told: Any, real: Any) -> Any:
        """What is told, with the numbers of this database."""
        if isinstance(told, dict) and isinstance(real, dict):
            return {name: self._learn_field(name, value, real.get(name)) for name, value in told.items()}
        if isinstance(told, list) and isinstance(real, list) and len(told) == len(real):
            return [self.learn(one, other) for one, other in zip(told, real, strict=True)]
        return told

    def _learn_field(self, name: str, told: Any, real: Any) -> Any:
        if name in NUMBERS and isinstance(told, int) and isinstance(real, int):
            return self.real.setdefault(told, real)
        return self.learn(told, real)


@pytest.fixture
def numbers(session: Session, monkeypatch: pytest.MonkeyPatch) -> Numbers:
    """The portfolio the page speaks of."""
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 26))
    facts = {"code": "ODD17-2026-014", "title": "Le café des possibles", "status": "en_cours", "region_code": "53"}
    project = make.a_project(session, territory_label="Pays de Redon", starts_on=date(2026, 9, 1), **facts)
    leader = make.an_organisation(session, name="Les Jardins de Siméon")
    partner = make.a_partner(session, project, leader, role_code="porteur")
    investment = make.an_investment(session, project, "12250.50")
    make.a_paid_instalment(session, investment, "5000.10")
    second = make.an_instalment(session, investment, "7250.40", label="Tranche 2", due_on=date(2027, 3, 15))
    make.a_user(session)  # who may record the payment
    session.commit()
    return Numbers(n31=partner.id, n9=second.id)


def test_the_examples_of_the_page_do_what_they_say(client: Client, session: Session, numbers: Numbers) -> None:
    token = bearer(session, Role.GESTIONNAIRE)["Authorization"].removeprefix("Bearer ")
    for command, answer in examples():
        asked, told = read_command(command.replace("$JETON", token)), read_answer(answer)
        found = client.request(
            asked.method,
            numbers.in_place(asked.url),
            headers=asked.headers,
            content=numbers.in_place(asked.body).encode() if asked.body else None,
        )
        same(told, found, numbers, command)


def same(told: Told, found: Response, numbers: Numbers, command: str) -> None:
    assert found.status_code == told.status, f"{command}\n{found.text}"
    real = json.loads(found.text.replace("\u00a0", " ").replace("\u202f", " "))
    expected = numbers.learn(told.content, real)
    assert real == expected, command
    for name, value in told.headers.items():
        assert found.headers[name] == numbers.in_place(value), f"{command}: {name}"


def test_the_page_shows_each_way_to_write_and_how_it_is_refused() -> None:
    asked = [read_command(command) for command, _ in examples()]
    statuses = {read_answer(answer).status for _, answer in examples()}
    assert {one.method for one in asked} == {"GET", "POST", "PATCH"}
    assert {200, 201, 401, 412, 422} <= statuses
    assert len(asked) >= 8
