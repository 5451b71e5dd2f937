"""Answers made up around one level a campaign and one a partner: drawn by bytes, as there may be ten millions."""

from random import Random
from typing import NamedTuple

from app.demo.campaigns import COMMENTS, LIFTS
from evaluation import Answer, Grid

STEPS = 40  # levels 0 to 4, by tenths
DRAWS = 256
EVIDENCE = tuple((0, 0, 1, 1, 2)[byte % 5] for byte in range(DRAWS))
COMMENTED = 0.5  # partners who leave a word


class Reading(NamedTuple):
    """The questions of one reading, in the order of the database, and the axis of each."""

    code: str
    questions: list[tuple[str, int]]


class Writer:
    def __init__(self, grid: Grid) -> None:
        self.axes = len(grid.axes)
        self.outcomes = [_outcomes(step / 10) for step in range(STEPS + 1)]
        self.readings = {code: Reading(code, _questions(grid, code)) for code in ("initial", "expected", "observed")}

    def answers(self, readings: tuple[str, ...], moment: str, level: float, random: Random) -> list[Answer]:
        """As one partner would give them, sorted as the database reads them back."""
        return [answer for code in sorted(readings) for answer in self._in(code, moment, level, random)]

    def _in(self, code: str, moment: str, level: float, random: Random) -> list[Answer]:
        lifted = level + LIFTS[moment if code == "observed" else code]
        tables = [self._table(lifted + random.uniform(-0.5, 0.5)) for _ in range(self.axes)]
        questions = self.readings[code].questions
        draws, proofs = random.randbytes(len(questions)), random.randbytes(len(questions))
        return [
            Answer(question, code, tables[axis][draw], EVIDENCE[proof])
            for (question, axis), draw, proof in zip(questions, draws, proofs, strict=True)
        ]

    def _table(self, level: float) -> list[int | str]:
        return self.outcomes[min(STEPS, max(0, round(level * 10)))]


def comment(answers: list[Answer], random: Random) -> tuple[int, str]:
    """Which answer carries a word, and the word; none for most."""
    place = random.randrange(len(answers)) if answers and random.random() < COMMENTED else -1
    value = answers[place].value if place >= 0 else None
    return (place, COMMENTS[value]) if isinstance(value, int) else (-1, "")


def _outcomes(level: float) -> list[int | str]:
    """256 values that spread as people do around this level: 5 % without object, 4 % who do not know."""
    random = Random(f"niveau {level}")  # noqa: S311  (made up, the same every time)
    levels: list[int | str] = [max(0, min(4, round(random.gauss(level, 0.6)))) for _ in range(DRAWS - 23)]
    return [*levels, *["NA"] * 13, *["NSP"] * 10]


def _questions(grid: Grid, reading: str) -> list[tuple[str, int]]:
    return sorted(
        (question.code, place)
        for place, axis in enumerate(grid.axes)
        if axis.initial or reading != "initial"
        for criterion in axis.criteria
        for question in criterion.questions
    )
