"""The scores as they stand while answers are entered: this partner's own, and all partners together."""

from dataclasses import dataclass

from app.assessments.gather import Gathered
from evaluation import AxisScore, Status, score_campaign

STATUS_WORDS = {
    Status.PUBLISHED: "",
    Status.PROVISIONAL: "provisoire",
    Status.INSUFFICIENT: "trop peu de réponses",
    Status.NOT_SUITED: "axe peu adapté",
}
READING_TITLES = {"initial": "Aujourd’hui", "expected": "Attendu", "observed": ""}


@dataclass(frozen=True)
class LiveAxis:
    code: str
    label: str
    own: float | None
    together: float | None
    words: str
    """What stands beside the score of all partners together, or in its place."""


@dataclass(frozen=True)
class LiveReading:
    title: str
    axes: tuple[LiveAxis, ...]


def live_scores(gathered: Gathered, respondent: str = "") -> tuple[LiveReading, ...]:
    """`respondent` in the words of the method; none to see only the project."""
    labels = {axis.code: axis.label for axis in gathered.grid.axes}
    return tuple(
        LiveReading(
            READING_TITLES[reading.reading],
            tuple(
                LiveAxis(code, labels[code], _own(axis, respondent), axis.score, STATUS_WORDS[axis.status])
                for code, axis in reading.axes.items()
            ),
        )
        for reading in score_campaign(gathered.grid, gathered.campaign, gathered.project_start)
    )


def _own(axis: AxisScore, respondent: str) -> float | None:
    return next((own.score for own in axis.by_respondent if own.respondent == respondent), None)
