"""The JSON that a request carries: read once, after the token has been checked, and every fault told where it is."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from typing import Annotated, Any, NamedTuple, TypeVar

from fastapi import Depends, Request
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.errors import Refused
from app.web.messages import french
from app.web.programs import Problem

MAX_BYTES = 1024 * 1024
PLAIN, PATCH = "application/json", "application/merge-patch+json"
UNREADABLE = "Le corps de la demande n’est pas du JSON lisible, en UTF-8."
TOO_LARGE = "Le corps de la demande dépasse 1\u00a0Mio."
NOT_JSON = "Annoncez le corps de la demande par Content-Type\u00a0: application/json."
SENTENCES = {
    "string_type": "Donnez un texte.",
    "int_type": "Donnez un nombre entier.",
    "bool_type": "Donnez true ou false.",
    "list_type": "Donnez une liste.",
    "model_type": "Donnez un objet JSON.",
    "model_attributes_type": "Donnez un objet JSON.",
    "extra_forbidden": "Ce champ n’existe pas ici.",
    "enum": "Donnez une des valeurs permises.",
    "literal_error": "Donnez une des valeurs permises.",
}
Model = TypeVar("Model", bound=BaseModel)
Constraints = Mapping[str, tuple[str, str]]


class Sent(NamedTuple):
    """`digest` is that of the content, whatever its spaces and the order of its names."""

    content: Any
    digest: str


async def sent(request: Request) -> Sent:
    media = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media != PLAIN and not (media == PATCH and request.method == "PATCH"):
        raise Problem("unsupported-media-type", NOT_JSON)
    return read(await _bytes(request))


def read(raw: bytes) -> Sent:
    try:
        content = json.loads(raw.decode(), parse_constant=_no_constant)
        canonical = json.dumps(content, sort_keys=True, ensure_ascii=False).encode()  # half a surrogate pair fails here
    except (ValueError, RecursionError):
        raise Problem("unreadable", UNREADABLE) from None
    return Sent(content, sha256(canonical).hexdigest())


def body(model: type[Model]) -> Callable[..., Model]:
    """As a dependency: the body, in the shape of `model`."""

    def given(content: Annotated[Sent, Depends(sent)]) -> Model:
        return checked(model, content.content)

    return given


def checked(model: type[Model], content: Any, names: Mapping[str, str] | None = None) -> Model:
    """`names`: how the fields of a form are called in JSON, when they differ."""
    try:
        return model.model_validate(content)
    except ValidationError as faults:
        raise wrong([_told(fault, names or {}) for fault in faults.errors(include_url=False)]) from None


@contextmanager
def faults_told(session: Session, constraints: Constraints, names: Mapping[str, str] | None = None) -> Iterator[None]:
    """A refused verb, or a violated constraint (name → field and sentence), as a problem that says the field."""
    named = names or {}
    try:
        yield
        session.flush()
    except Refused as refusal:
        if refusal.field:
            raise wrong([(f"/{named.get(refusal.field, refusal.field)}", refusal.sentence)]) from refusal
        raise
    except IntegrityError as fault:
        name = getattr(getattr(fault.orig, "diag", None), "constraint_name", None)
        if str(name) not in constraints:
            raise
        field, sentence = constraints[str(name)]
        if not field:
            raise Refused(sentence) from None
        raise wrong([(f"/{named.get(field, field)}", sentence)]) from None


def wrong(faults: list[tuple[str, str]]) -> Problem:
    """(pointer, sentence) of each; the first of a pointer speaks for it."""
    kept = dict(reversed(faults))
    errors = [{"pointer": pointer, "detail": kept[pointer]} for pointer in dict.fromkeys(one for one, _ in faults)]
    return Problem("invalid", " ".join(dict.fromkeys(one["detail"] for one in errors)), errors=errors)


async def _bytes(request: Request) -> bytes:
    found = bytearray()
    async for part in request.stream():
        found += part
        if len(found) > MAX_BYTES:
            raise Problem("too-large", TOO_LARGE)
    return bytes(found)


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _told(fault: ErrorDetails, names: Mapping[str, str]) -> tuple[str, str]:
    parts = [names.get(str(part), str(part)) for part in fault["loc"]]
    pointer = "".join(f"/{part.replace('~', '~0').replace('/', '~1')}" for part in parts)
    return pointer, SENTENCES.get(fault["type"]) or french(fault)
