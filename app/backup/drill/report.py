"""What a drill found, rung by rung. It passed when every rung was climbed: one that could not be is not a success."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from app.models import DrillOutcome

WORDS = {DrillOutcome.PASSED: "réussi", DrillOutcome.FAILED: "en échec", DrillOutcome.COULD_NOT: "pas pu"}
VERDICTS = {
    DrillOutcome.PASSED: "La sauvegarde est bonne\u00a0: restaurée et vérifiée jusqu’au bout.",
    DrillOutcome.FAILED: "La sauvegarde n’est pas bonne.",
    DrillOutcome.COULD_NOT: "La sauvegarde n’est pas vérifiée\u00a0: tout n’a pas pu être examiné.",
}


@dataclass(frozen=True)
class Step:
    name: str
    outcome: DrillOutcome
    sentence: str
    seconds: float = 0.0


@dataclass(frozen=True)
class Report:
    steps: Sequence[Step]

    @property
    def outcome(self) -> DrillOutcome:
        found = {step.outcome for step in self.steps}
        return next(
            (worst for worst in (DrillOutcome.FAILED, DrillOutcome.COULD_NOT) if worst in found), DrillOutcome.PASSED
        )

    @property
    def restore_seconds(self) -> float | None:
        """From the file to a database at the version of the code: none when it never came to that."""
        needed = [step for step in self.steps if step.name in RESTORING]
        if len(needed) < len(RESTORING) or any(step.outcome is not DrillOutcome.PASSED for step in needed):
            return None
        return round(sum(step.seconds for step in needed), 1)

    @property
    def told(self) -> str:
        lines = [f"{WORDS[step.outcome]:<9} {step.name:<13} {seconds(step.seconds):>8}  {step.sentence}"
                 for step in self.steps]  # fmt: skip
        took = self.restore_seconds
        back = [] if took is None else [f"Remettre cette sauvegarde en service prend {seconds(took)}."]
        return "\n".join([*lines, VERDICTS[self.outcome], *back])

    def as_data(self) -> dict[str, Any]:
        steps = [asdict(step) for step in self.steps]
        return {"outcome": self.outcome, "restore_seconds": self.restore_seconds, "steps": steps}


RESTORING = ("lecture", "serveur", "restauration", "mise à jour")


def seconds(value: float) -> str:
    return f"{value:.1f}".replace(".", ",") + "\u00a0s"


def report_of(data: dict[str, Any]) -> Report:
    return Report([Step(**step | {"outcome": DrillOutcome(step["outcome"])}) for step in data["steps"]])
