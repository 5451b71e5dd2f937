"""What is said to a program rather than to a person: the same refusals, as JSON."""

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.responses import JSONResponse

from app.errors import DomainError

ROOT = "/api/"
CODES = {
    400: "unreadable_request",
    401: "unauthenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    409: "conflict",
    413: "too_large",
    422: "invalid",
    503: "unavailable",
}
BROKEN = "internal"


def asks_for_json(request: Request) -> bool:
    return request.url.path.startswith(ROOT)


def refusal(error: DomainError) -> JSONResponse:
    content = {"error": {"code": CODES.get(error.status, BROKEN), "message": error.sentence}}
    headers = {"WWW-Authenticate": "Bearer"} if error.status == 401 else None
    return JSONResponse(content, status_code=error.status, headers=headers)


def invalid(error: RequestValidationError) -> DomainError:
    """A program that mistypes a parameter must learn which one, not get something else than it asked for."""
    return DomainError(422, " ".join(dict.fromkeys(_sentence(fault) for fault in error.errors())))


def _sentence(fault: dict[str, object]) -> str:
    place = fault["loc"]
    name = str(place[-1])[:40] if isinstance(place, tuple) else ""
    told = "n’existe pas" if fault["type"] == "extra_forbidden" else "n’a pas une valeur permise"
    return f"Le paramètre «\u00a0{name}\u00a0» {told}."
