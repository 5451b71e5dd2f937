"""A digest of everything a campaign's scores depend on, and of nothing else."""

from datetime import date
from functools import lru_cache

from evaluation.answers import USUAL_PRIORITY, Answer, Campaign, Respondent
from evaluation.canonical import canonical, seal, sha256
from evaluation.grid import Grid
from evaluation.words import FORMULA_VERSION

__all__ = ["answers_digests", "inputs_digest", "respondent_digest", "seal"]

WHOLE = '{{"campaign":{},"formula":{},"grid":{},"project_start":{},"respondents":[{}]}}'
RESPONDENT = '{{"answers":[{}],"id":{},"priorities":{},"profile":{}}}'
"""Canonical texts in the order of their keys: what a campaign shares with thousands of others is written once."""


def inputs_digest(grid: Grid, campaign: Campaign, project_start: date | None = None) -> str:
    """SHA-256, the same for the same formula, grid, campaign, start date and answers, in whatever order they come.

    A role changes no score and is left out; an absent priority or evidence equals its usual value.
    """
    return sha256(
        WHOLE.format(
            canonical({"id": campaign.id, "moment": campaign.moment, "date": campaign.date}),
            canonical(FORMULA_VERSION),
            grid.scoring_text,
            canonical(project_start),
            ",".join(sorted(_respondent(grid, own) for own in campaign.respondents)),
        )
    )


def respondent_digest(grid: Grid, respondent: Respondent) -> str:
    """What one respondent brings to the digest, by itself: it says whose answers differ when the whole does."""
    return sha256(_respondent(grid, respondent))


def answers_digests(respondent: Respondent) -> dict[str, str]:
    """« observed/C1.1 » → the beginning of a digest of that answer: enough to say which one was changed."""
    return {
        f"{own.reading}/{own.question}": seal([respondent.id, own.question, own.reading, own.value, own.evidence])[:12]
        for own in respondent.answers
    }


def _respondent(grid: Grid, respondent: Respondent) -> str:
    priorities = {code: respondent.priority(code) for code in grid.prioritised_criteria}
    return RESPONDENT.format(
        ",".join(sorted(_answer(answer) for answer in respondent.answers)),
        canonical(respondent.id),
        canonical({code: value for code, value in priorities.items() if value != USUAL_PRIORITY}),
        canonical(respondent.profile),
    )


def _answer(answer: Answer) -> str:
    return _answer_text(answer.question, answer.reading, answer.value, answer.evidence)


@lru_cache(maxsize=100_000, typed=True)
def _answer_text(*parts: object) -> str:
    """The same few thousand answers come back over and over; typed, for 1 is not true."""
    return canonical(parts)
