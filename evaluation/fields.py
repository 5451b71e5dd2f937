"""Reads values out of parsed TOML or JSON; what is not as expected is refused in one French sentence."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

LARGEST = 1e15


class InputError(ValueError):
    """Data that cannot be read; the message is one sentence for a person."""


class GridError(InputError):
    """A grid that contradicts itself."""


class CaseError(InputError):
    """A case that cannot be evaluated."""


@dataclass(frozen=True, slots=True)
class Fields:
    """One object of the data, the words that say where it stands, and the error to raise about it."""

    data: Mapping[str, object]
    where: str
    error: type[InputError]

    def refuse(self, sentence: str) -> InputError:
        return self.error(f"{self.where} : {sentence}")

    def standing(self, where: str) -> "Fields":
        return Fields(self.data, where, self.error)

    def holds(self, key: str) -> bool:
        """An absent key and an explicit null mean the same."""
        return self.data.get(key) is not None

    def value(self, key: str) -> object:
        if not self.holds(key):
            raise self.refuse(f"il manque « {key} ».")
        return self.data[key]

    def text(self, key: str) -> str:
        value = self.value(key)
        if not isinstance(value, str) or not value.strip():
            raise self.refuse(f"« {key} » doit être un texte (lu : {shown(value)}).")
        return value

    def optional_text(self, key: str) -> str:
        return self.text(key) if self.holds(key) else ""

    def choice(self, key: str, known: tuple[str, ...]) -> str:
        value = self.text(key)
        if value not in known:
            raise self.refuse(f"« {key} » doit être l’un de : {', '.join(known)} (lu : {shown(value)}).")
        return value

    def flag(self, key: str) -> bool:
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            raise self.refuse(f"« {key} » doit être vrai ou faux (lu : {shown(value)}).")
        return value

    def number(self, key: str, low: float = -LARGEST, high: float = LARGEST) -> float:
        value = self.value(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= LARGEST:
            raise self.refuse(f"« {key} » doit être un nombre (lu : {shown(value)}).")
        return self._within(key, value, low, high)

    def optional_number(self, key: str, low: float = -LARGEST) -> float | None:
        return self.number(key, low) if self.holds(key) else None

    def integer(self, key: str, low: float = -LARGEST, high: float = LARGEST) -> int:
        value = self.value(key)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.refuse(f"« {key} » doit être un nombre entier (lu : {shown(value)}).")
        return int(self._within(key, value, low, high))

    def _within(self, key: str, value: float, low: float, high: float) -> float:
        if not low <= value <= high:
            raise self.refuse(f"« {key} » doit être {between(low, high)} (lu : {shown(value)}).")
        return value

    def day(self, key: str) -> date:
        value = self.text(key)
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = None
        if day is None or day.isoformat() != value:
            raise self.refuse(f"« {key} » doit être une date comme 2024-07-14 (lu : {shown(value)}).")
        return day

    def optional_day(self, key: str) -> date | None:
        return self.day(key) if self.holds(key) else None

    def texts(self, key: str) -> tuple[str, ...]:
        values = self._list(key)
        if not all(isinstance(value, str) and value.strip() for value in values):
            raise self.refuse(f"« {key} » doit être une liste de textes (lu : {shown(values)}).")
        return tuple(str(value) for value in values)

    def part(self, key: str) -> "Fields":
        return fields_of(self.value(key), f"{self.where}, « {key} »", self.error)

    def optional_part(self, key: str) -> "Fields":
        return self.part(key) if self.holds(key) else Fields({}, self.where, self.error)

    def rows(self, key: str, noun: str, name: str) -> tuple["Fields", ...]:
        """The objects of a list, each located by its own `name` when it has one, else by its rank."""
        return tuple(self._row(value, noun, name, rank) for rank, value in enumerate(self._list(key), 1))

    def _row(self, value: object, noun: str, name: str, rank: int) -> "Fields":
        found = value.get(name) if isinstance(value, dict) else None
        label = f"« {found} »" if isinstance(found, str) and found.strip() else f"n° {rank}"
        return fields_of(value, f"{self.where}, {noun} {label}", self.error)

    def _list(self, key: str) -> list[object]:
        value = self.value(key)
        if not isinstance(value, list):
            raise self.refuse(f"« {key} » doit être une liste (lu : {shown(value)}).")
        return value


def fields_of(value: object, where: str, error: type[InputError]) -> Fields:
    if not isinstance(value, dict):
        raise error(f"{where} : un objet est attendu (lu : {shown(value)}).")
    return Fields(value, where, error)


def refuse_duplicates(fields: Fields, noun: str, codes: list[str]) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise fields.refuse(f"{noun} « {code} » figure deux fois.")
        seen.add(code)


def between(low: float, high: float) -> str:
    if high >= LARGEST:
        return f"au moins égal à {low:g}"
    return f"compris entre {low:g} et {high:g}"


def shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:59] + "…"
