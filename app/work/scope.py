"""Whose work is shown: one person's, or the team's as narrowed by the filters of the portfolio."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, false

from app.models import Project, ProjectStatus, Role
from app.projects.filters import PortfolioFilter, matching_projects

EVERYTHING = PortfolioFilter()
ALIVE = Project.status != ProjectStatus.ABANDONNE


@dataclass(frozen=True, slots=True)
class Scope:
    """`mine`: what the person follows, and what it alone may do. `may_pay`: it records payments signed by others."""

    today: date
    user_id: int
    role: Role
    mine: bool
    may_pay: bool = False
    chosen: PortfolioFilter = EVERYTHING

    @property
    def is_narrowed(self) -> bool:
        return not self.mine and bool(self.chosen.chosen)

    def projects(self) -> tuple[ColumnElement[bool], ...]:
        """Conditions on `Project`."""
        if self.mine:
            return (Project.referent_id == self.user_id,)
        return (Project.id.in_(matching_projects(self.chosen, self.today)),) if self.chosen.chosen else ()

    def of_person(self, owner: ColumnElement[int | None]) -> tuple[ColumnElement[bool], ...]:
        """What belongs to no project: one's own, or everyone's; nothing once projects are chosen."""
        if self.mine:
            return (owner == self.user_id,)
        return (false(),) if self.is_narrowed else ()
