"""One reading of many campaigns out of the database, in a fixed number of statements."""

from collections.abc import Mapping
from itertools import count
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from app.assessments.bulk import statements
from app.assessments.bulk.marks import Invited, Marks
from app.assessments.bulk.plan import Plan
from app.assessments.bulk.sums import Integers, starts_of
from app.assessments.bulk.unpacking import Places, unpacked
from evaluation import READINGS


def fetch(session: Session, plan: Plan, first: int, last: int) -> Marks:
    """What was answered in the campaigns of that grid, from one id to another, that ask this reading."""
    asking = [moment for moment, readings in READINGS.items() if plan.reading in readings]
    invited = _invited(session, plan, {"first": first, "last": last, "moments": [str(moment) for moment in asking]})
    low, high = (int(invited.respondents.min()), int(invited.respondents.max())) if len(invited.owners) else (0, -1)
    places, bounds = _places(session, plan), {"first": low, "last": high}
    several = any(len(READINGS[moment]) > 1 for moment in asking)
    statement = statements.ANSWERS + (statements.OF_ONE_READING if several else "")
    answers = packed(session, statement, {**bounds, "seed": places.seed, "reading": str(plan.reading)})
    priorities = packed(session, statements.PRIORITIES, {**bounds, "criteria": list(plan.prioritised)})
    return unpacked(plan, invited, places, answers, priorities)


def _invited(session: Session, plan: Plan, given: Mapping[str, Any]) -> Invited:
    found = packed(session, statements.INVITED, {**given, "grid": plan.grid.reference})
    campaigns, respondents, organisations, profiles = found.reshape(-1, 4).T
    starts = starts_of(campaigns)
    owners = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(campaigns)))
    return Invited(campaigns[starts], owners, respondents, organisations, profiles)


def _places(session: Session, plan: Plan) -> Places:
    """The place of each question by the hash of its code; another seed when two questions share one."""
    for seed in count():
        codes = [question.code for question in plan.questions]
        hashes, lines = packed(session, statements.PLACES, {"codes": codes, "seed": seed}).reshape(-1, 2).T.tolist()
        if len(set(hashes)) == len(codes):
            return Places(seed, dict(zip(hashes, lines, strict=True)))
    raise AssertionError  # `count` never ends


def packed(session: Session, statement: str, given: Mapping[str, Any]) -> Integers:
    driver: Any = session.connection().connection.driver_connection
    with driver.cursor(binary=True) as cursor:
        (found,) = cursor.execute(statement, given).fetchone()
    return np.frombuffer(found or b"", ">i8").astype(np.int64)
