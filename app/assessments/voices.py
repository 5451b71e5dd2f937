"""Whose answers a grid holds: the partner's own, and those someone of the fund entered on its behalf."""

from dataclasses import dataclass

from app.assessments.sheet import Sheet
from app.assessments.words import FUND, names_in_words
from app.web.filters import plural


@dataclass(frozen=True)
class Voices:
    own: int
    entered: int
    by: str

    @property
    def sentence(self) -> str:
        """Empty while the grid is."""
        if self.own and self.entered:
            given = plural(self.own, "réponse donnée par le partenaire", "réponses données par le partenaire")
            return f"{given}, {plural(self.entered, 'saisie', 'saisies')} par {self.by} pour son compte."
        if self.own:
            return "Réponses données par le partenaire lui-même."
        return f"Réponses saisies par {self.by} pour le compte du partenaire." if self.entered else ""


def voices_of(sheet: Sheet) -> Voices:
    """Of the questions asked; a blank with a comment is no answer."""
    given = [cell.stored for cell in sheet.asked if cell.is_answered]
    entered = [stored for stored in given if not stored.own]
    return Voices(len(given) - len(entered), len(entered), names_in_words(stored.by or FUND for stored in entered))
