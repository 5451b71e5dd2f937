"""Two sets of results compared value by value, and what differs said in words (§7: floats agree to 1e-9)."""

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise

TOLERANCE = 1e-9
NAMES = {
    "score": "le score",
    "status": "le statut",
    "confidence": "la confiance",
    "coverage": "la couverture",
    "not_applicable": "la part de « sans objet »",
    "respondents": "le nombre de répondants",
    "profiles": "le nombre de profils",
    "maturity": "la maturité",
    "evidence": "le niveau de preuve",
    "strong_share": "la part de niveaux élevés",
    "participation": "la participation",
    "difference": "l’évolution",
    "dialogue_questions": "les questions à débattre",
    "dialogue_criteria": "les critères à débattre",
}
PLACES = {
    "axes": "axe",
    "criteria": "critère",
    "indices": "indice",
    "approaches": "approche",
    "regions": "région",
    "projects": "projet",
    "campaigns": "campagne",
    "evolution": "évolution",
}
IDENTITY = ("id", "reading", "from", "to", "axis", "region", "project")


def differences(expected: object, found: object, path: tuple[str, ...] = ()) -> Iterator[str]:
    """One sentence a value that is not the same; none when all are."""
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        for key in [*expected, *(key for key in found if key not in expected)]:
            yield from differences(expected.get(key), found.get(key), (*path, str(key)))
    elif (rows := _objects(expected)) is not None and (others := _objects(found)) is not None:
        yield from differences(_by_identity(rows), _by_identity(others), path)
    elif not _same(expected, found):
        yield f"{_where(path)} : {_shown(expected)} dans le fichier, {_shown(found)} une fois recalculé."


def _same(one: object, other: object) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return bool(one == other)


def _where(path: tuple[str, ...]) -> str:
    """« le score, axe innovation, campagne c1, observed »."""
    last = path[-1] if path else ""
    places = [f"{PLACES[kind]} {name}".replace("/", ", ") for kind, name in pairwise(path) if kind in PLACES]
    named = last if last in NAMES or len(path) < 2 or path[-2] not in PLACES else "score"
    return ", ".join([NAMES.get(named, f"« {last} »"), *reversed(places)])


def _shown(value: object) -> str:
    if value is None:
        return "rien"
    if isinstance(value, float):
        return f"{value:.12g}".replace(".", ",")
    return ", ".join(map(str, value)) or "rien" if isinstance(value, list) else str(value)


def _objects(values: object) -> list[Mapping[str, object]] | None:
    """The rows of a list of objects; none for anything else."""
    if not isinstance(values, list) or not all(isinstance(value, Mapping) for value in values):
        return None
    return values


def _by_identity(values: list[Mapping[str, object]]) -> dict[str, object]:
    """Rows by what names them, so that a row added moves no other."""
    found: dict[str, object] = {}
    for rank, value in enumerate(values):
        name = "/".join(str(value[key]) for key in IDENTITY if key in value)
        found[name if name and name not in found else f"{name} n° {rank + 1}"] = value
    return found
