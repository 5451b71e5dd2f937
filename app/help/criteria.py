"""The 106 criteria of the RGAA 4.1.2 as `docs/rgaa.toml` tells them: the statement and the table read the same."""

import tomllib
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).parents[2] / "docs" / "rgaa.toml"
THEMES = {
    1: "Images", 2: "Cadres", 3: "Couleurs", 4: "Multimédia", 5: "Tableaux", 6: "Liens", 7: "Scripts",
    8: "Éléments obligatoires", 9: "Structuration de l’information", 10: "Présentation de l’information",
    11: "Formulaires", 12: "Navigation", 13: "Consultation",
}  # fmt: skip


class State(StrEnum):
    KEPT = "C"
    BROKEN = "NC"
    WITHOUT_OBJECT = "NA"
    NOT_LOOKED_AT = "NV"

    @property
    def label(self) -> str:
        return {"C": "conforme", "NC": "non conforme", "NA": "sans objet", "NV": "non vérifié"}[self]


class Criterion(NamedTuple):
    """`tests`: those that show it; `looked`: what was looked at, and when; `reason`: of any state but « conforme »."""

    id: str
    text: str
    state: State
    tests: tuple[str, ...] = ()
    looked: str = ""
    reason: str = ""

    @property
    def theme(self) -> int:
        return int(self.id.partition(".")[0])


class Count(NamedTuple):
    """`share_percent`: kept, out of those that apply; one that nobody looked at counts as not kept."""

    kept: int
    broken: int
    without_object: int
    not_looked_at: int

    @property
    def applicable(self) -> int:
        return self.kept + self.broken + self.not_looked_at

    @property
    def share_percent(self) -> int:
        return 100 * self.kept // self.applicable

    @property
    def verdict(self) -> str:
        """As the decree of 24 July 2019 words it."""
        if self.kept == self.applicable:
            return "totalement conforme"
        return "partiellement conforme" if self.share_percent >= 50 else "non conforme"


@cache
def criteria() -> tuple[Criterion, ...]:
    content = tomllib.loads(SOURCE.read_text(encoding="utf-8"))["criterion"]
    return tuple(
        Criterion(
            each["id"],
            each["text"],
            State(each["state"]),
            tuple(each.get("tests", ())),
            each.get("looked", ""),
            each.get("reason", ""),
        )
        for each in content
    )


def count(found: Iterable[Criterion]) -> Count:
    states = Counter(each.state for each in found)
    return Count(*(states[state] for state in State))
