"""A 360Giving package against its schema, and what it says told in French by grant."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from app.exchanges.opendata.giving import Json
from app.exchanges.opendata.schemas import giving_schema
from app.exchanges.reports.kinds import Progress, silent

STEP = 200
MISSING = {
    "awardDate": "la date du COPIL manque",
    "recipientOrganization": "le projet n’a pas de porteur",
}


class Wrong(NamedTuple):
    """`grant` counts from 0; none when the fault is of the package itself."""

    grant: int | None
    field: str
    words: str


def wrong_grants(package: Json, progress: Progress = silent) -> list[Wrong]:
    """The package with its first grant, then each grant alone, and no number twice.

    It is what the whole schema says at once, without comparing each grant with all the others.
    """
    grants = package["grants"]
    found = {wrong for error in _errors({**package, "grants": [*islice(grants, 1)]}) for wrong in _told(error)}
    for place, grant in enumerate(islice(grants, 1, None), start=1):
        found |= {wrong._replace(grant=place) for error in _errors({"grants": [grant]}) for wrong in _told(error)}
        if place % STEP == 0:
            progress(place, len(grants))
    found |= set(_twice(grants))
    return sorted(found, key=lambda wrong: (-1 if wrong.grant is None else wrong.grant, wrong.field, wrong.words))


def _twice(grants: Iterable[Json]) -> Iterator[Wrong]:
    seen: set[str] = set()
    for place, grant in enumerate(grants):
        if grant["id"] in seen:
            yield Wrong(place, "id", "ce numéro est donné deux fois")
        seen.add(grant["id"])


def _errors(package: Json) -> Iterator[Any]:
    return iter(validator().iter_errors(package))


@cache
def validator() -> Any:
    from jsonschema import Draft202012Validator, FormatChecker  # a tenth of a second that only an export pays

    formats = FormatChecker(formats=())
    formats.checks("date-time")(is_instant)
    formats.checks("uri")(is_address)
    return Draft202012Validator(giving_schema(), format_checker=formats)


def _told(error: Any) -> Iterator[Wrong]:
    path: list[str | int] = list(error.absolute_path)
    grant = next((part for part in path[1:2] if isinstance(part, int) and path[0] == "grants"), None)
    named = [str(part) for part in path if not isinstance(part, int) and part != "grants"]
    if error.validator == "required":
        for field in error.validator_value:
            if field not in error.instance:
                yield Wrong(grant, ".".join([*named, field]), MISSING.get(field, "la valeur manque"))
    else:
        yield Wrong(grant, ".".join(named) or "grants", _words(error))


def _words(error: Any) -> str:
    if error.validator == "minItems":
        return "il faut au moins un enregistrement"
    if error.validator == "additionalProperties":
        return "un champ qui n’est pas du standard s’y trouve"
    return f"«\u00a0{error.instance}\u00a0» n’a pas la forme demandée par le standard"


def is_instant(value: object) -> bool:
    """A date, a time and its zone."""
    if not isinstance(value, str):
        return True
    try:
        return "T" in value and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def is_address(value: object) -> bool:
    if not isinstance(value, str):
        return True
    found = urlsplit(value)
    return found.scheme in ("http", "https") and bool(found.netloc)
