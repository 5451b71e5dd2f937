"""Everything the page of a place shows beside its scores; its printed sheet says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.regions.course import Course, course_of
from app.regions.lacks import Departments, Lack, departments_of, lacks_of
from app.regions.money import RegionMoney, money_of
from app.regions.scope import Reaching, lines_of, reaching_into
from app.regions.territories import ProjectLine, Territory
from app.regions.ties import RegionTies, ties_of


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


def page_of(session: Session, place: Territory, today: date) -> RegionPage:
    """Ten queries, whatever the number of projects."""
    return RegionPage(
        place=place,
        lines=lines_of(session, place.code),
        reaching=reaching_into(session, place.code),
        money=money_of(session, place.code, today),
        course=course_of(session, place.code, today),
        ties=ties_of(session, place.code),
        lacks=lacks_of(session, place.code, today),
        departments=departments_of(session, place.code),
    )
