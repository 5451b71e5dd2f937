"""What an address may answer, for its description; and the answers themselves."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request
from pydantic import BaseModel
from starlette.responses import Response

from app.models.base import Versioned
from app.web.programs import KINDS, MEDIA

Described = dict[int | str, dict[str, Any]]
TEXT = {"type": "string"}
ETAG = {"ETag": {"description": "Version de la fiche, à redonner dans If-Match.", "required": True, "schema": TEXT}}
LOCATION = {"Location": {"description": "Adresse de ce qui est créé.", "required": True, "schema": TEXT}}
OF_PROBLEMS = {
    401: {"WWW-Authenticate": {"description": "Bearer.", "required": True, "schema": TEXT}},
    405: {"Allow": {"description": "Les méthodes permises.", "required": True, "schema": TEXT}},
    503: {"Retry-After": {"description": "Secondes à attendre.", "required": True, "schema": {"type": "string"}}},
}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Une clé de votre choix\u00a0: renvoyée avec elle, la même demande a la même réponse.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 100, "pattern": "^[!-~]+$"},
    "example": "jalon-2026-07",
}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "L’ETag de la fiche telle qu’elle a été lue.",
    "schema": {"type": "string"},
    "example": '"3"',
}


def problems(*statuses: int) -> Described:
    """Each with its shape, an example, and the kinds of problem it may be."""
    return {status: _problem(status) for status in statuses}


def body_of(model: type[BaseModel], *media: str) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{model.__name__}"}
    return {"requestBody": {"required": True, "content": {one: {"schema": schema} for one in media}}}


def say(answer: BaseModel, *, version: int | None = None) -> Response:
    headers = {} if version is None else {"ETag": etag_of(version)}
    return Response(answer.model_dump_json(), media_type="application/json", headers=headers)


def created(request: Request, answer: BaseModel, location: str, record: Versioned) -> Response:
    """Kept too, for the same request sent again with its key (`app.api.keys`)."""
    headers = {"ETag": etag_of(record.version), "Location": location}
    request.state.answered = (location, headers["ETag"], answer.model_dump_json())
    return Response(request.state.answered[2], 201, headers, "application/json")


def etag_of(version: int) -> str:
    return f'"{version}"'


def _problem(status: int) -> dict[str, Any]:
    kinds = {name: kind for name, kind in KINDS.items() if kind.status == status}
    examples = {name: {"summary": kind.title, "value": example(name)} for name, kind in kinds.items()}
    content = {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": examples}}
    found: dict[str, Any] = {"description": " ".join(kind.meaning for kind in kinds.values()), "content": content}
    return found | ({"headers": OF_PROBLEMS[status]} if status in OF_PROBLEMS else {})


def example(name: str) -> Mapping[str, Any]:
    kind = KINDS[name]
    told = {"type": f"/api/v1/problems/{name}", "title": kind.title, "status": kind.status, "detail": kind.meaning}
    return told | MORE.get(name, {})


MORE: dict[str, dict[str, Any]] = {
    "insufficient-scope": {"scope": "projects:write"},
    "invalid": {"errors": [{"pointer": "/title", "detail": "Renseignez ce champ."}]},
    "changed-meanwhile": {
        "etag": '"4"',
        "given": {"title": "Le café des possibles"},
        "current": {"title": "Le café des possibles, deuxième année"},
    },
}
