"""What a list keeps, as its address carries it: one text per name, empty meaning « all »."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Self
from urllib.parse import urlencode

MAX_TYPED = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """Its children add the names, each a text."""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        return cls(**{field.name: clean(query.get(field.name, "")) for field in fields(cls)})

    @property
    def chosen(self) -> dict[str, str]:
        """Only what narrows the list."""
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name))}

    def query(self, **more: str) -> str:
        return urlencode(self.chosen | {name: value for name, value in more.items() if value})

    def without(self, name: str) -> Self:
        return replace(self, **{name: ""})


def clean(value: str) -> str:
    return value.replace("\x00", "").strip()[:MAX_TYPED]
