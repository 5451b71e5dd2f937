"""One organisation over time: its profiles on one territory, two of them compared, all of them side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.qualification.lines import Line, history_of
from app.qualification.versions import Version, grids_by_id
from evaluation.qualification import Mission, Practice
from evaluation.qualification_profile import Profile, Step, compares, level_in, lost_between, steps_between

MOST_DATES = 6


@dataclass(frozen=True)
class Course:
    """`lines`: of this territory, the latest first; `places`: (its key, its label) of each territory it spoke of."""

    lines: tuple[Line, ...]
    places: tuple[tuple[str, str], ...]
    place: str
    now: Line
    before: Line | None
    versions: Mapping[int, Version]

    @property
    def version(self) -> Version:
        return self.versions[self.now.grid_id]

    @property
    def profile(self) -> Profile:
        return self.profile_of(self.now)

    @property
    def earlier(self) -> Profile | None:
        return self.profile_of(self.before) if self.before else None

    @property
    def steps(self) -> dict[str, Step]:
        """By practice; empty when there is only one date."""
        earlier = self.earlier
        return {own.practice.code: own for own in steps_between(earlier, self.profile)} if earlier else {}

    @property
    def lost(self) -> tuple[Practice, ...]:
        """What was answered then and is not asked any more."""
        return lost_between(self.earlier, self.profile) if self.earlier else ()

    @property
    def apart(self) -> tuple[Practice, ...]:
        """What is asked now and does not mean what it meant then, or was not asked."""
        earlier = self.earlier
        if earlier is None:
            return ()
        grid = self.version.grid
        return tuple(own for code, own in grid.practices.items() if not compares(earlier.grid, grid, code))

    @property
    def dates(self) -> tuple[Line, ...]:
        """The latest ones, in the order of time."""
        return tuple(reversed(self.lines[:MOST_DATES]))

    @property
    def missions(self) -> tuple[Mission, ...]:
        return tuple(own for own in self.version.grid.missions if own.asked)

    def level(self, line: Line, code: str) -> str:
        """In the words of the version now read."""
        grid = self.version.grid
        if not compares(self.versions[line.grid_id].grid, grid, code):
            return "ne se compare pas"
        found = level_in(self.profile_of(line), grid, code)
        return "sans avis" if found is None else grid.level_label(found).lower()

    def profile_of(self, line: Line) -> Profile:
        return Profile(self.versions[line.grid_id].grid, line.levels)


def course_of(session: Session, organisation_id: int, place: str, first: int | None, last: int | None) -> Course | None:
    """The two dates asked for, or the last two; none when nothing was sent."""
    every = history_of(session, organisation_id)
    if not every:
        return None
    places = _labels(every)
    chosen = place if place in dict(places) else every[0].territory_search
    lines = tuple(own for own in every if own.territory_search == chosen)
    now = next((own for own in lines if own.id == last), lines[0])
    older = [own for own in lines if (own.held_on, own.id) < (now.held_on, now.id)]
    before = next((own for own in older if own.id == first), older[0] if older else None)
    return Course(lines, places, chosen, now, before, grids_by_id(session))


def _labels(lines: list[Line]) -> tuple[tuple[str, str], ...]:
    """Each territory as its latest qualification writes it."""
    found: dict[str, str] = {}
    for own in lines:
        found.setdefault(own.territory_search, own.territory)
    return tuple(found.items())
