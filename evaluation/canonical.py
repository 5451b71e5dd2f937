"""One text for one content, whatever the order it came in: what digests are taken from."""

import hashlib
import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evaluation.grid import Grid

SCORELESS = frozenset({"confidentiality", "previous", "same_as", "equivalent"})
"""Keys of a grid that change no score: who may read one, and how a version relates to the one before."""


def canonical(content: object) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=_day)


def seal(content: object) -> str:
    """SHA-256 of plain values, whatever the order of their keys."""
    return sha256(canonical(content))


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def scoring_text(grid: "Grid") -> str:
    """All that a grid brings to a score, and nothing else."""
    return canonical(asdict(grid, dict_factory=_scoring))


def _scoring(items: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in items if name not in SCORELESS}


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"not canonical: {value!r}")
