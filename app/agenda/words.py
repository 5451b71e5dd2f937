"""What an entry of the calendar is called, where it opens, and where it stands."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.milestones.states import State
from app.models import Moment
from app.wording import NO_BREAK, days, euros

KIND_WORDS = {
    "jalon": "Jalon",
    "tranche": "Tranche",
    "ouverture": "Ouverture de campagne",
    "cloture": "Clôture de campagne",
    "copil": "COPIL",
    "debut": "Début de projet",
    "fin": "Fin de projet",
}
DONE_WORDS = {"jalon": "fait", "tranche": "versée", "ouverture": "ouverte", "cloture": "close"}
WAITED = ("jalon", "tranche", "ouverture", "cloture")


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated thing of a project. `day` is when it was done, or else when it is due."""

    kind: str
    id: int
    day: date
    due_on: date
    title: str
    project_id: int
    done_on: date | None
    late: bool
    version: int
    changed: datetime
    amount: Decimal | None
    parent: int | None
    code: str
    project: str
    today: date
    referent_id: int | None = None

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.id}"

    @property
    def kind_words(self) -> str:
        return KIND_WORDS[self.kind]

    @property
    def words(self) -> str:
        """« Point d’étape », « Tranche 2 sur 2, 12 000 € », « Clôture, évaluation in itinere »."""
        if self.kind in ("ouverture", "cloture"):
            act = "Ouverture" if self.kind == "ouverture" else "Clôture"
            return f"{act}, évaluation {Moment(self.title).label}"
        if self.kind == "copil":
            return f"COPIL n°{NO_BREAK}{self.title}" if self.title else "COPIL"
        if self.kind in ("debut", "fin"):
            return KIND_WORDS[self.kind]
        return self.title if self.amount is None else f"{self.title}, {euros(self.amount)}"

    @property
    def state(self) -> State:
        if self.done_on is not None:
            return State("done", DONE_WORDS.get(self.kind, "passé"))
        if self.late:
            return State("late", f"en retard de {days((self.today - self.due_on).days)}")
        if self.kind not in WAITED:
            return State("quiet", "passé") if self.day < self.today else State("info", "prévu")
        return State("due", "aujourd’hui") if self.day == self.today else State("info", "à venir")

    @property
    def address(self) -> str:
        here = f"/projets/{self.code}"
        if self.kind == "jalon":
            return f"{here}/jalons#jalon-{self.id}"
        if self.kind in ("tranche", "copil"):
            return f"{here}/investissements#investissement-{self.parent or self.id}"
        return f"/campagnes/{self.id}" if self.kind in ("ouverture", "cloture") else here

    @property
    def can_be_done(self) -> bool:
        """By one press, here: only a milestone, the rest is signed for on its own page."""
        return self.kind == "jalon" and self.done_on is None


def entry(row: Any, today: date) -> Entry:
    return Entry(
        row.kind,
        row.id,
        row.day,
        row.due_on,
        row.title,
        row.project_id,
        row.done_on,
        row.late,
        row.version,
        row.changed,
        row.amount,
        row.parent,
        row.code,
        row.project,
        today,
        row.referent_id,
    )
