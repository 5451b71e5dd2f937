"""One reading of many campaigns out of the database, in two statements sent to the driver itself."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from app.assessments.bulk import statements
from app.assessments.bulk.marks import Invited, Marks
from app.assessments.bulk.plan import Plan
from app.assessments.bulk.sums import Integers, starts_of
from app.assessments.bulk.unpacking import Places, unpacked
from evaluation import READINGS, Grid


def fetch(session: Session, plan: Plan, first: int, last: int) -> Marks:
    """What was answered in the campaigns of that grid, from one id to another, that ask this reading."""
    asking = [moment for moment, readings in READINGS.items() if plan.reading in readings]
    invited, places = _invited(session, plan, {"first": first, "last": last, "moments": [str(each) for each in asking]})
    low, high = (int(invited.respondents.min()), int(invited.respondents.max())) if len(invited.owners) else (0, -1)
    several = any(len(READINGS[moment]) > 1 for moment in asking)
    answered = statements.ANSWERS + (statements.OF_ONE_READING if several else "")
    given = {"first": low, "last": high, "seed": places.seed, "reading": str(plan.reading)}
    given["criteria"] = list(plan.prioritised)
    answers, priorities = packed(session, (answered, statements.PRIORITIES), given)
    return unpacked(plan, invited, places, answers, priorities)


def slices(session: Session, grid: Grid, at_once: int) -> list[list[int]]:
    """The campaigns of that grid, at most so many at a time: the first and the last of each slice."""
    (found,) = packed(session, (statements.SLICES,), {"grid": grid.reference, "at_once": at_once})
    return found.reshape(-1, 2).tolist()


def _invited(session: Session, plan: Plan, given: Mapping[str, Any]) -> tuple[Invited, Places]:
    """The place of each question comes by the hash of its code; another seed when two questions share one."""
    codes = [question.code for question in plan.questions]
    for seed in count():
        values = {**given, "grid": plan.grid.reference, "codes": codes, "seed": seed}
        found, hashed = packed(session, (statements.INVITED, statements.PLACES), values)
        hashes, lines = hashed.reshape(-1, 2).T.tolist()
        if len(set(hashes)) == len(codes):
            return _sorted(found), Places(seed, dict(zip(hashes, lines, strict=True)))
    raise AssertionError  # `count` never ends


def _sorted(found: Integers) -> Invited:
    campaigns, respondents, organisations, profiles = found.reshape(-1, 4).T
    starts = starts_of(campaigns)
    owners = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(campaigns)))
    return Invited(campaigns[starts], owners, respondents, organisations, profiles)


def packed(session: Session, asked: Sequence[str], given: Mapping[str, Any]) -> list[Integers]:
    """What each statement packs, in one journey."""
    driver: Any = session.connection().connection.driver_connection
    statement = "SELECT " + ", ".join(f"({each})" for each in asked)
    with driver.cursor(binary=True) as cursor:
        found = cursor.execute(statement, given).fetchone()
    return [np.frombuffer(each or b"", ">i8").astype(np.int64) for each in found]
