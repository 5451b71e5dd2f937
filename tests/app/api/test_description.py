"""The OpenAPI document: complete, valid, and true of what is answered."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.openapi.models import OpenAPI
from jsonschema import Draft202012Validator
from sqlalchemy.orm import Session

from app.api.routing import ROOT
from app.models.user import Scope
from app.web.auth import rights_of_routes
from app.web.programs import KINDS, MEDIA
from tests import factories as make
from tests.app.api.portfolio import a_whole_project
from tests.app.documents.situations import a_document
from tests.support.api import bearer, read
from tests.support.client import Client
from tests.support.schema import faults

DOCUMENT = Path(__file__).parents[3] / "docs" / "api.md"
Operations = list[tuple[str, str, dict[str, Any]]]


@pytest.fixture
def headers(session: Session) -> dict[str, str]:
    return bearer(session)


@pytest.fixture
def document(client: Client, headers: dict[str, str]) -> Any:
    return read(client, "/openapi.json", headers)


def operations(document: Any) -> Operations:
    return [(path, method, one) for path, found in document["paths"].items() for method, one in found.items()]


def test_the_document_is_valid_and_lists_every_address_of_the_api_and_no_page(app: FastAPI, document: Any) -> None:
    OpenAPI.model_validate(document)
    rights = {key: right for key, right in rights_of_routes(app.routes).items() if key[1].startswith(ROOT)}
    assert {(method.upper(), path) for path, method, _ in operations(document)} == set(rights)
    for path, method, described in operations(document):
        assert described["x-right"] == rights[method.upper(), path]
        if described["x-right"] == "public":
            assert "security" not in described
        else:
            scopes = [described["x-scope"]] if "x-scope" in described else []
            assert described["security"] == [{"token": scopes}]
    assert {one["x-scope"] for *_, one in operations(document) if "x-scope" in one} == set(Scope)


def test_the_page_of_the_documentation_names_every_address(document: Any) -> None:
    told = DOCUMENT.read_text(encoding="utf-8")
    assert [path for path in document["paths"] if f"`{path}" not in told] == []
    assert [scope for scope in Scope if f"`{scope.value}`" not in told] == []
    assert [kind for kind in KINDS if f"`{kind}`" not in told] == []


def test_everything_is_said_in_french_under_a_tag_and_a_name_of_its_own(document: Any) -> None:
    tags = {tag["name"] for tag in document["tags"]}
    names = [one["operationId"] for *_, one in operations(document)]
    assert len(set(names)) == len(names)
    for path, method, one in operations(document):
        assert set(one["tags"]) <= tags
        assert one["summary"][0].isupper(), path
        assert "_" not in one["summary"], f"{method} {path}"
        assert [asked["name"] for asked in one.get("parameters", ()) if not asked.get("description")] == []
    assert document["servers"][0]["url"].startswith("http")
    told = re.findall(r'"(?:description|summary)": "([^"]*)"', json.dumps(document, ensure_ascii=False))
    assert len(told) > 300
    assert [text for text in told if re.search(r"[^\S\u00a0\u202f\n][:;?!»]|«[^\S\u00a0]", text)] == []
    assert [text for text in told if re.search(r"\b(the|and|of|with|is|not|Response)\b", text)] == []


def test_every_content_has_a_schema_and_an_example_that_keeps_it(document: Any) -> None:
    seen = 0
    for path, method, one in operations(document):
        for place, content in contents(one):
            schema = content["schema"] | {"components": document["components"]}
            if schema.get("format") == "binary":
                continue
            given = [content["example"]] if "example" in content else [e["value"] for e in content["examples"].values()]
            for example in given:
                broken = [fault.message for fault in Draft202012Validator(schema).iter_errors(example)]
                assert broken == [], f"{method} {path} {place}"
                seen += 1
    assert seen > 100


def contents(operation: dict[str, Any]) -> list[tuple[str, Any]]:
    holders = {"requestBody": operation.get("requestBody", {})} | operation["responses"]
    return [(place, content) for place, holder in holders.items() for content in holder.get("content", {}).values()]


def test_each_address_answers_what_the_document_promises(
    client: Client, session: Session, headers: dict[str, str], document: Any, outbox: Path
) -> None:
    project = a_whole_project(session)
    make.a_measurement(session, make.an_indicator(session, project), 3)
    a_document(session, project)
    session.commit()
    asked = 0
    for path, described in document["paths"].items():
        if "get" not in described or path.endswith((".xlsx", "openapi.json", "/file")):
            continue
        address = real(client, headers, path, project.code)
        promised = described["get"]["responses"]["200"]
        answer = client.get(f"{ROOT}{address}", headers=headers)
        assert answer.status_code == 200, address
        assert faults(document, schema_of(promised), answer.json(), path) == []
        assert ("ETag" in answer.headers) is ("ETag" in promised.get("headers", {}))
        asked += 1
    assert asked == 28


def real(client: Client, headers: dict[str, str], path: str, code: str) -> str:
    """The address of something that exists."""
    of_regions = "/regions" in path
    numbers = {
        "/organisations": lambda: read(client, "/organisations", headers)["organisations"][0]["id"],
        "/documents": lambda: read(client, "/documents", headers)["documents"][0]["id"],
        "/milestones": lambda: read(client, "/milestones", headers)["milestones"][0]["id"],
        "/campaigns": lambda: read(client, "/campaigns", headers)["campaigns"][0]["id"],
        "/indicators": lambda: read(client, f"/projects/{code}/indicators", headers)["indicators"][0]["id"],
        "/investments": lambda: investments(client, headers, code)[0]["id"],
        "/allocations": lambda: investments(client, headers, code)[0]["funders"][0]["id"],
        "/instalments": lambda: investments(client, headers, code)[0]["instalments"][0]["id"],
        "/cofinancings": lambda: read(client, f"/projects/{code}", headers)["money"]["cofinancings"][0]["id"],
        "/partners": lambda: read(client, f"/projects/{code}", headers)["partners"][0]["id"],
        "/measurements": lambda: read(client, f"/projects/{code}/indicators", headers)["indicators"][0]["measurements"][
            0
        ]["id"],
        "/results": lambda: read(client, "/campaigns", headers)["campaigns"][0]["id"],
    }
    number = next((find() for name, find in numbers.items() if path.startswith(f"{ROOT}{name}/")), 0)
    return path.removeprefix(ROOT).format(code="53" if of_regions else code, number=number, name="invalid")


def investments(client: Client, headers: dict[str, str], code: str) -> Any:
    return read(client, f"/projects/{code}", headers)["money"]["investments"]


def test_a_refusal_is_what_the_document_promises(client: Client, document: Any) -> None:
    for path, method, described in operations(document):
        if described["x-right"] == "public":
            continue
        answer = client.request(method.upper(), path.format(code="ODD17-2030-001", number=1, version=1))
        assert answer.status_code == 401
        assert answer.headers["Content-Type"] == MEDIA
        assert faults(document, schema_of(described["responses"]["401"]), answer.json()) == []


def test_an_answer_that_breaks_its_promise_would_be_seen(
    client: Client, session: Session, headers: dict[str, str], document: Any
) -> None:
    a_whole_project(session)
    promised = schema_of(document["paths"][f"{ROOT}/projects"]["get"]["responses"]["200"])
    for change in ({"paid_eur": 12.5}, {"paid_eur": "12.5"}, {"status": "fini"}, {"more": 1}, {"title": None}):
        answer = read(client, "/projects", headers)
        answer["projects"][0].update(change)
        assert len(faults(document, promised, answer)) == 1, change


def test_each_problem_says_more_at_the_address_of_its_type(client: Client) -> None:
    for kind, told in KINDS.items():
        answer = client.get(f"{ROOT}/problems/{kind}")
        assert answer.json() == {
            "type": f"{ROOT}/problems/{kind}",
            "title": told.title,
            "status": told.status,
            "meaning": told.meaning,
        }
    assert client.get(f"{ROOT}/problems/rien").status_code == 404
    assert len(client.get(f"{ROOT}/problems").json()["problems"]) == len(KINDS)


def schema_of(response: dict[str, Any]) -> dict[str, Any]:
    (content,) = response["content"].values()
    schema: dict[str, Any] = content["schema"]
    return schema
