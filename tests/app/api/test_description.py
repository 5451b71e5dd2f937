"""The OpenAPI document: complete, valid, and true of what is answered."""

from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.openapi.models import OpenAPI
from sqlalchemy.orm import Session

from app.api.access import REFUSALS, ROOT
from app.web.auth import rights_of_routes
from tests.app.api.portfolio import a_whole_project
from tests.support.api import bearer, read
from tests.support.client import Client
from tests.support.schema import faults

DOCUMENT = Path(__file__).parents[3] / "docs" / "api.md"


@pytest.fixture
def headers(session: Session) -> dict[str, str]:
    return bearer(session)


def test_the_document_is_valid_and_lists_every_address_of_the_api_and_no_page(
    app: FastAPI, client: Client, headers: dict[str, str]
) -> None:
    document = read(client, "/openapi.json", headers)
    OpenAPI.model_validate(document)
    of_the_api = {path: right for (_, path), right in rights_of_routes(app.routes).items() if path.startswith(ROOT)}
    assert set(document["paths"]) == set(of_the_api) - {f"{ROOT}/openapi.json"}
    for path, described in document["paths"].items():
        assert list(described) == ["get"]
        assert described["get"]["x-right"] == of_the_api[path]
        assert described["get"]["security"] == [{"token": []}]
    for path in of_the_api:
        assert f"`{path}" in DOCUMENT.read_text(encoding="utf-8")


def test_each_address_answers_what_the_document_promises(
    client: Client, session: Session, headers: dict[str, str]
) -> None:
    project = a_whole_project(session)
    document = read(client, "/openapi.json", headers)
    in_json = {path: described for path, described in document["paths"].items() if not path.endswith(".xlsx")}
    assert len(in_json) == 4
    for path, described in in_json.items():
        answer = read(client, path.removeprefix(ROOT).format(code=project.code), headers)
        assert faults(document, schema_of(described["get"]["responses"]["200"]), answer, path) == []


def test_a_refusal_is_what_the_document_promises(client: Client, session: Session, headers: dict[str, str]) -> None:
    document = read(client, "/openapi.json", headers)
    for path, described in document["paths"].items():
        answers = described["get"]["responses"]
        assert {str(status) for status in REFUSALS} < set(answers)
        answer = client.get(path.format(code="ODD17-2030-001"))
        assert faults(document, schema_of(answers["401"]), answer.json()) == []


def test_an_answer_that_breaks_its_promise_would_be_seen(
    client: Client, session: Session, headers: dict[str, str]
) -> None:
    a_whole_project(session)
    document, path = read(client, "/openapi.json", headers), f"{ROOT}/projects"
    promised = schema_of(document["paths"][path]["get"]["responses"]["200"])
    for change in ({"paid_eur": 12.5}, {"paid_eur": "12.5"}, {"status": "fini"}, {"more": 1}, {"title": None}):
        answer = read(client, "/projects", headers)
        answer["projects"][0].update(change)
        assert len(faults(document, promised, answer)) == 1, change


def schema_of(response: dict[str, Any]) -> dict[str, Any]:
    schema: dict[str, Any] = response["content"]["application/json"]["schema"]
    return schema
