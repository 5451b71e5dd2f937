"""A mission as a screen, the same for the fund and for the organisation: its fields and what they hold."""

import hashlib
import json
from dataclasses import dataclass

from app.errors import NotFound
from app.qualification.forms import UNSAID
from app.qualification.queries import Sheet
from evaluation.qualification import Mission

UNSAID_LABEL = "Ne se prononce pas"


@dataclass(frozen=True)
class Screen:
    """One mission of one qualification; `here` and `back` are its address and that of the whole."""

    sheet: Sheet
    mission: Mission
    root: str
    back: str

    @property
    def codes(self) -> list[str]:
        return [own.code for own in self.sheet.version.grid.missions if own.asked]

    @property
    def rank(self) -> int:
        return self.codes.index(self.mission.code) + 1

    @property
    def here(self) -> str:
        return f"{self.root}/{self.mission.code}"

    @property
    def before(self) -> str:
        return f"{self.root}/{self.codes[self.rank - 2]}" if self.rank > 1 else ""

    @property
    def after(self) -> str:
        return f"{self.root}/{self.codes[self.rank]}" if self.rank < len(self.codes) else ""

    @property
    def choices(self) -> list[tuple[str, str, str]]:
        """(value, words, help) of each answer."""
        levels = self.sheet.version.grid.levels
        return [*((str(rank), own.label, own.help) for rank, own in enumerate(levels)), (UNSAID, UNSAID_LABEL, "")]

    @property
    def values(self) -> dict[str, object]:
        found: dict[str, object] = {"comment": self.sheet.comments.get(self.mission.code, "")}
        for rank, own in enumerate(self.mission.asked):
            said = self.sheet.said.get(own.code)
            found[f"answers-{rank}-practice"] = own.code
            found[f"answers-{rank}-level"] = "" if said is None else typed_level(said.level)
            found[f"answers-{rank}-evidence"] = said.evidence if said else ""
        return found

    @property
    def labels(self) -> dict[str, str]:
        rows = [(f"answers-{rank}", own.label) for rank, own in enumerate(self.mission.asked)]
        levels = {f"{name}-level": label for name, label in rows}
        evidence = {f"{name}-evidence": f"{label}, ce qui le montre" for name, label in rows}
        return {key: words for pair in zip(levels.items(), evidence.items(), strict=True) for key, words in pair} | {
            "comment": "Commentaire"
        }

    @property
    def fingerprint(self) -> str:
        """A form opened on it meets no conflict when only the rest of the qualification moved."""
        return hashlib.sha256(json.dumps(self.values, sort_keys=True).encode()).hexdigest()[:16]


def typed_level(level: int | None) -> str:
    return UNSAID if level is None else str(level)


def screen_of(sheet: Sheet, mission: str, root: str, back: str) -> Screen:
    known = sheet.version.grid.mission(mission)
    if known is None or not known.asked:
        raise NotFound("Cette mission n’existe pas dans cette version de la grille.", back, "Revenir")
    return Screen(sheet, known, root, back)
