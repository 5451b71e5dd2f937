"""The orders of the list of projects. Each is total: its keys are never null and end with the project's number."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Date, Numeric, cast, func, literal

from app.models import Project
from app.projects import figures

SORTS = ("code", "titre", "montant", "debut", "echeance")
DEFAULT = "titre"


class Sort(NamedTuple):
    """In the address: `tri=montant`, or `tri=-montant` for the greatest first."""

    name: str
    descending: bool

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Sort":
        asked = query.get("tri", "")
        name = asked.removeprefix("-")
        return cls(name, asked.startswith("-")) if name in SORTS else cls(DEFAULT, False)

    @property
    def address(self) -> str:
        """Empty for the usual order, to keep addresses short."""
        return "" if self == (DEFAULT, False) else ("-" if self.descending else "") + self.name

    @property
    def state(self) -> str:
        return "descending" if self.descending else "ascending"

    def by(self, name: str) -> "Sort":
        """The order when this column's head is pressed: turned round when it is already the one."""
        return Sort(name, not self.descending) if name == self.name else Sort(name, name == "montant")


def sort_keys(sort: Sort) -> list[ColumnElement[Any]]:
    """Projects without the date come last in either direction."""
    never = literal(date.min if sort.descending else date.max, Date())
    keys: dict[str, list[ColumnElement[Any]]] = {
        "code": [func.code_place(Project.code, type_=BigInteger())],
        "titre": [Project.sort_title.expression],
        "montant": [cast(figures.committed(), Numeric(14, 2))],
        "debut": [func.coalesce(Project.starts_on, never, type_=Date())],
        "echeance": [func.coalesce(figures.next_due(), never, type_=Date())],
    }
    return [*keys[sort.name], Project.id.expression]
