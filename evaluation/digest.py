"""A digest of everything a campaign's scores depend on, and of nothing else."""

import hashlib
import json
from dataclasses import asdict
from datetime import date
from typing import Any

from evaluation.answers import USUAL_PRIORITY, Answer, Campaign, Respondent
from evaluation.grid import Grid
from evaluation.words import FORMULA_VERSION

SCORELESS = frozenset({"confidentiality", "previous", "same_as", "equivalent"})
"""Keys of a grid that change no score: who may read one, and how a version relates to the one before."""


def inputs_digest(grid: Grid, campaign: Campaign, project_start: date | None = None) -> str:
    """SHA-256 of the canonical inputs: the same inputs give the same digest, in whatever order they come.

    A role changes no score and is left out; an absent priority or evidence equals its usual value.
    """
    content = {
        "formula": FORMULA_VERSION,
        "grid": asdict(grid, dict_factory=_scoring),
        "project_start": project_start,
        "campaign": {"id": campaign.id, "moment": campaign.moment, "date": campaign.date},
        "respondents": sorted((_respondent(grid, own) for own in campaign.respondents), key=_canonical),
    }
    return hashlib.sha256(_canonical(content).encode()).hexdigest()


def respondent_digest(grid: Grid, respondent: Respondent) -> str:
    """What one respondent brings to the digest, by itself: it says whose answers differ when the whole does."""
    return hashlib.sha256(_canonical(_respondent(grid, respondent)).encode()).hexdigest()


def answers_digests(respondent: Respondent) -> dict[str, str]:
    """« observed/C1.1 » → the beginning of a digest of that answer: enough to say which one was changed."""
    return {f"{own.reading}/{own.question}": seal([respondent.id, *_answer(own)])[:12] for own in respondent.answers}


def seal(content: object) -> str:
    """SHA-256 of plain values, whatever the order of their keys."""
    return hashlib.sha256(_canonical(content).encode()).hexdigest()


def _scoring(items: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in items if name not in SCORELESS}


def _respondent(grid: Grid, respondent: Respondent) -> dict[str, object]:
    priorities = {code: respondent.priority(code) for code in grid.prioritised_criteria}
    return {
        "id": respondent.id,
        "profile": respondent.profile,
        "priorities": {code: value for code, value in priorities.items() if value != USUAL_PRIORITY},
        "answers": sorted((_answer(answer) for answer in respondent.answers), key=_canonical),
    }


def _answer(answer: Answer) -> list[object]:
    return [answer.question, answer.reading, answer.value, answer.evidence]


def _canonical(content: object) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=_day)


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"not canonical: {value!r}")
