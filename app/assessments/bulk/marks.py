"""What partners of many campaigns answered in one reading, as numbers: a line per question, a column per partner."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from app.assessments.bulk.plan import Plan
from app.assessments.bulk.sums import Flags, Integers, Small, starts_of

BLANK = -1
"""In `levels`: no level, whatever the reason."""


@dataclass(frozen=True)
class Invited:
    """The partners of some campaigns, sorted by campaign, then profile. A campaign without any partner is not there."""

    campaigns: Integers
    """Their ids, rising."""
    owners: Integers
    """By partner: the place of its campaign."""
    respondents: Integers
    organisations: Integers
    profiles: Integers
    """By partner: the place of its profile in the list of profiles."""

    @cached_property
    def of_campaigns(self) -> Integers:
        """The first partner of each campaign."""
        return starts_of(self.owners)

    @cached_property
    def of_profiles(self) -> Integers:
        """The first partner of each profile of each campaign."""
        apart = (np.diff(self.owners, prepend=-1) != 0) | (np.diff(self.profiles, prepend=-1) != 0)
        return np.flatnonzero(apart)

    @cached_property
    def profiles_of_campaigns(self) -> Integers:
        """Among the profiles, the first of each campaign."""
        return starts_of(self.owners[self.of_profiles])

    @cached_property
    def sizes(self) -> Integers:
        return np.diff(self.of_campaigns, append=len(self.owners))


@dataclass(frozen=True)
class Marks:
    """One reading of some campaigns. `levels` is BLANK unless valued, `not_applicable` true when « sans objet »."""

    invited: Invited
    levels: Small
    not_applicable: Flags
    evidence: Small
    answered: Flags
    """By partner: did it answer anything in this reading?"""
    priorities: Small
    """A line per criterion of the plan; the usual priority where none was given, or can be."""

    @cached_property
    def valued(self) -> Flags:
        found: Flags = self.levels != BLANK
        return found


def spoken(plan: Plan, marks: Marks) -> Marks:
    """§1: priority 0 makes all questions of a criterion not applicable for that partner, whatever it answered."""
    sizes = np.diff(plan.questions_of_criteria, append=len(plan.questions))
    out = np.repeat(marks.priorities == 0, sizes, axis=0)
    return replace(marks, levels=np.where(out, np.int8(BLANK), marks.levels), not_applicable=marks.not_applicable | out)
