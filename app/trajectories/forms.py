"""What people write about one lever of the model, before the project and since."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from app.web.forms import FrenchDate, FrenchInteger

Text = Annotated[str, Field(max_length=4000)]


class LeverForm(BaseModel):
    before: Text = ""
    before_on: FrenchDate | None = None
    after: Text = ""
    after_on: FrenchDate | None = None
    source: Annotated[str, Field(max_length=400)] = ""
    evidence: Annotated[FrenchInteger, Field(ge=0, le=2)] = 0

    def faults(self, today: date) -> Iterator[tuple[str, str]]:
        """A text goes with its day; « après » tells what is, not what is hoped for."""
        for name, text, day in (("before", self.before, self.before_on), ("after", self.after, self.after_on)):
            if text and day is None:
                yield f"{name}_on", "Dites de quand date ce que vous décrivez."
            if day and not text:
                yield name, "Décrivez ce qui était vrai à cette date, ou effacez-la."
            if day and day > today:
                yield f"{name}_on", "Cette date est à venir\u00a0: décrivez ce qui est, pas ce qui est espéré."
        if self.before_on and self.after_on and self.after_on < self.before_on:
            yield "after_on", "Ce qui est décrit depuis le projet ne peut pas dater d’avant ce qui le précède."


LABELS = {
    "before": "Avant le projet",
    "before_on": "Avant, décrit au",
    "after": "Depuis le projet",
    "after_on": "Depuis, décrit au",
    "source": "Source",
    "evidence": "Niveau de preuve",
}
RULES = {
    "uq_model_lever_project_id_lever": (
        "before",
        "Quelqu’un vient de décrire ce levier\u00a0: rouvrez la page pour lire ce qu’il a écrit.",
    ),
}
