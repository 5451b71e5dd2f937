"""Short notation for the tables: "association 3 2 4 x | entreprise . . . ." is two partners' answers on one axis.

0 to 4 levels, x sans objet, ? ne sait pas, . no answer, * after a level: documented.
"""

from collections.abc import Iterable
from datetime import date

from evaluation import Answer, Axis, Campaign, Grid, Respondent, load_grid

GRID: Grid = load_grid("evaluation-partenariale@1.0")
MARKS: dict[str, int | str] = {"x": "NA", "?": "NSP"}
OBSERVED = "observed"


def campaign_of(
    notation: str, axis: str = "innovation", moment: str = "ex_post", reading: str = OBSERVED, campaign_id: str = "c1"
) -> Campaign:
    written = [part.strip() for part in notation.split("|") if part.strip()]
    partners = tuple(partner_of(rank, text, GRID.axis(axis), reading) for rank, text in enumerate(written, 1))
    return Campaign(campaign_id, moment, date(2024, 7, 14), partners)


def partner_of(rank: int, text: str, axis: Axis, reading: str) -> Respondent:
    said, _, priorities = text.partition("priorités")
    profile, *marks = said.split()
    codes = [criterion.code for criterion in axis.criteria]
    return Respondent(
        id=f"P{rank}",
        profile=profile,
        answers=tuple(answers_of([question.code for question in axis.questions], marks, reading)),
        priorities={code: int(value) for code, value in zip(codes, priorities.split(), strict=False)},
    )


def answers_of(questions: Iterable[str], marks: Iterable[str], reading: str = OBSERVED) -> Iterable[Answer]:
    for question, mark in zip(questions, marks, strict=True):
        if mark != ".":
            level = mark.rstrip("*")
            value = MARKS[level] if level in MARKS else int(level)
            yield Answer(question, reading, value, evidence=int(mark.endswith("*")))
