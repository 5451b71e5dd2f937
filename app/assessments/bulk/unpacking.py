"""From the whole numbers PostgreSQL packed to a table of marks: a line per question, a column per partner."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.assessments.bulk.marks import BLANK, Invited, Marks
from app.assessments.bulk.plan import Plan
from app.assessments.bulk.statements import (
    CELL_BITS,
    EVIDENCE_BITS,
    HASH_BITS,
    NOT_APPLICABLE,
    PLACE_BITS,
    PRIORITY_BITS,
)
from app.assessments.bulk.sums import Integers, Small
from evaluation.answers import USUAL_PRIORITY

ASIDE = -1
"""A last line or column for what is read and not scored: the answers of other campaigns, or to other questions."""
EMPTY = 255
CELLS = np.arange(EMPTY + 1)
GIVEN = CELLS < 1 << CELL_BITS
VALUES = CELLS >> EVIDENCE_BITS
LEVELS = np.where(GIVEN & (VALUES < NOT_APPLICABLE), VALUES, BLANK).astype(np.int8)
EVIDENCE = np.where(GIVEN, CELLS & ((1 << EVIDENCE_BITS) - 1), 0).astype(np.int8)
SANS_OBJET = GIVEN & (VALUES == NOT_APPLICABLE)


@dataclass(frozen=True)
class Places:
    """Hash of a question's code, with that seed → its line in the plan."""

    seed: int
    by_hash: Mapping[int, int]

    def of(self, hashes: Integers) -> NDArray[np.int16]:
        known = np.full(1 << HASH_BITS, ASIDE, np.int16)
        known[list(self.by_hash)] = list(self.by_hash.values())
        return known[hashes]


class Columns:
    """The column of each respondent, straight from its number: those of neighbouring campaigns have near ones."""

    def __init__(self, invited: Invited) -> None:
        self.first = int(invited.respondents.min(initial=0))
        self.known = np.full(int(invited.respondents.max(initial=0)) - self.first + 1, ASIDE)
        self.known[invited.respondents - self.first] = np.arange(len(invited.respondents))

    def of(self, respondents: Integers) -> Integers:
        return self.known[respondents - self.first]


def unpacked(plan: Plan, invited: Invited, places: Places, answers: Integers, priorities: Integers) -> Marks:
    columns = Columns(invited)
    cells = np.full((len(plan.questions) + 1, len(invited.owners) + 1), EMPTY, np.uint8)
    lines = places.of(answers >> CELL_BITS & ((1 << HASH_BITS) - 1))
    cells[lines, columns.of(answers >> (HASH_BITS + CELL_BITS))] = answers & ((1 << CELL_BITS) - 1)
    answered, own = (cells[:, :-1] != EMPTY).any(axis=0), cells[:-1, :-1]
    given = _priorities(plan, invited, columns, priorities)
    return Marks(invited, LEVELS[own], SANS_OBJET[own], EVIDENCE[own], answered, given)


def _priorities(plan: Plan, invited: Invited, columns: Columns, packed: Integers) -> Small:
    found = np.full((len(plan.criteria), len(invited.owners) + 1), USUAL_PRIORITY, np.int8)
    lines = np.array([*plan.prioritised.values(), ASIDE])
    places = packed >> PRIORITY_BITS & ((1 << PLACE_BITS) - 1)
    partners = columns.of(packed >> (PLACE_BITS + PRIORITY_BITS))
    found[lines[places], partners] = packed & ((1 << PRIORITY_BITS) - 1)
    return found[:, :-1]
