"""Everything the page of a place shows beside its scores; its printed sheet says the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy.orm import Session

from app.parts import Parts
from app.regions.course import Course, course_of
from app.regions.lacks import Departments, Lack, departments_of, lacks_of
from app.regions.money import RegionMoney, money_of
from app.regions.scope import Reaching, lines_of, reaching_into
from app.regions.territories import ProjectLine, Territory
from app.regions.ties import RegionTies, ties_of

Value = TypeVar("Value")


@dataclass(frozen=True)
class RegionPage:
    place: Territory
    lines: Sequence[ProjectLine]
    reaching: Sequence[Reaching]
    money: RegionMoney
    course: Course
    ties: RegionTies
    lacks: Sequence[Lack]
    departments: Departments

    @property
    def projects(self) -> int:
        return self.money.totals.projects

    @property
    def more(self) -> int:
        """Projects the table does not show."""
        return self.projects - len(self.lines)

    @property
    def lacks_nothing(self) -> bool:
        return not (self.lacks or self.departments.blank or self.ties.unmet)


def page_of(session: Session, place: Territory, today: date, parts: Parts | None = None) -> RegionPage:
    """Ten queries, whatever the number of projects; none for what is in `parts`."""
    code = place.code

    def part(name: str, make: Callable[[Session], Value]) -> Value:
        return parts.made(("region", name, code, today), session, make) if parts else make(session)

    return RegionPage(
        place=place,
        lines=part("lines", lambda own: lines_of(own, code)),
        reaching=part("reaching", lambda own: reaching_into(own, code)),
        money=part("money", lambda own: money_of(own, code, today)),
        course=part("course", lambda own: course_of(own, code, today)),
        ties=part("ties", lambda own: ties_of(own, code)),
        lacks=part("lacks", lambda own: lacks_of(own, code, today)),
        departments=part("departments", lambda own: departments_of(own, code)),
    )
