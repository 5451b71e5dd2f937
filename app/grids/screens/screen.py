"""What the form of a part holds, the conflict it may meet, and what saving it does."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from app.errors import Refused
from app.grids.forms import Worded
from app.grids.words import plain
from evaluation import Grid

Profiles = Sequence[tuple[str, str]]
Values = dict[str, object]
ASK_EQUIVALENT = "Dites si les réponses d’avant restent comparables."
ANSWERS = {"oui": "oui", "non": "non", "": "pas dit"}


@dataclass(frozen=True)
class Screen:
    """`values` is the part as stored; a form opened on its fingerprint meets no conflict when only the rest moved."""

    title: str
    path: str
    template: str
    model: type[BaseModel]
    values: Values
    labels: Mapping[str, str]
    edit: Callable[[Grid, Any], Grid]
    done: str
    updated_at: datetime
    anchor: str
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    context: Mapping[str, Any] = field(default_factory=dict)

    @property
    def version(self) -> str:
        told = json.dumps(self.values, sort_keys=True, default=str)
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def told(answer: str) -> bool | None:
    return {"oui": True, "non": False}.get(answer)


def answered(equivalent: bool | None) -> str:
    return "" if equivalent is None else "oui" if equivalent else "non"


def as_number(value: float) -> Decimal:
    return plain(Decimal(str(value)))


def worded(name: str, words: Mapping[str, str], profiles: Profiles) -> tuple[Values, dict[str, str]]:
    """The values and the labels of one field by profile."""
    values: Values = {}
    labels = {}
    for rank, (code, label) in enumerate(profiles):
        values |= {f"{name}-{rank}-profile": code, f"{name}-{rank}-text": words.get(code, "")}
        labels[f"{name}-{rank}-text"] = f"Pour {label}"
    return values, labels


def words_of(lines: Iterable[Worded]) -> dict[str, str]:
    return {line.profile: line.text for line in lines if line.text}


def approach_choices(grid: Grid) -> dict[str, str]:
    return {own.code: own.label for own in grid.approaches}


def known_approach(grid: Grid, code: str) -> str:
    if code not in approach_choices(grid):
        raise Refused("Choisissez une approche de la liste.", field="approach")
    return code
