"""What every group says of a project, and how a group is found, limited and counted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Session

from app.keyset import read_page
from app.models import Project, Region, User
from app.web.rights import Right
from app.work.lines import About, Line
from app.work.scope import Scope

LIMIT = 10
PAGE = 50
Found = Row[*tuple[Any, ...]]
Statement = Select[*tuple[Any, ...]]
Conditions = tuple[ColumnElement[bool], ...]
ABOUT = (Project.code, Project.title.label("project"), Region.label.label("region"), User.name.label("referent"))


@dataclass(frozen=True)
class Group:
    """`told` selects what a line says, its id first; `when` keeps those that call; `keys` order them, without nulls.

    `calls`: something to do now; the others only announce. `team_only`: nobody's own work.
    """

    code: str
    title: str
    right: Right
    told: Statement
    when: Callable[[Scope], Conditions]
    keys: Sequence[ColumnElement[Any]]
    line: Callable[[Found, Scope], Line]
    calls: bool = True
    team_only: bool = False
    mine_only: bool = False

    def is_for(self, scope: Scope) -> bool:
        return not (self.team_only if scope.mine else self.mine_only)


@dataclass(frozen=True, slots=True)
class Shown:
    """Some lines of a group, and how many there are in all."""

    group: Group
    lines: tuple[Line, ...]
    total: int
    previous: str = ""
    next: str = ""

    @property
    def is_cut(self) -> bool:
        return self.total > len(self.lines)


def with_project(statement: Statement, condition: ColumnElement[bool]) -> Statement:
    """Joined to its project, that project's region and who follows it."""
    return with_people(statement.join(Project, condition))


def with_people(statement: Statement) -> Statement:
    """Of a statement that already reads projects."""
    return (
        statement.add_columns(*ABOUT)
        .outerjoin(Region, Region.code == Project.region_code)
        .outerjoin(User, User.id == Project.referent_id)
    )


def about(row: Found) -> About:
    return About(row.code, row.project, row.region, row.referent)


def first_lines(session: Session, group: Group, scope: Scope, limit: int = LIMIT) -> Shown:
    """One query: the first lines, and the count of all. What is told of a line is only read of those shown."""
    own = group.told.selected_columns[0]
    counted = _ids(group, scope).add_columns(func.count().over().label("total"))
    first = counted.order_by(*group.keys).limit(limit).subquery("first_lines")
    told = group.told.add_columns(first.c.total).join(first, first.c.own == own)
    rows = session.execute(told.order_by(*group.keys)).all()
    return Shown(group, tuple(group.line(row, scope) for row in rows), rows[0].total if rows else 0)


def whole_page(session: Session, group: Group, scope: Scope, after: str, before: str, size: int = PAGE) -> Shown:
    """Three queries: the ids of the page, its lines, the count of all."""
    ids = _ids(group, scope)
    page = read_page(session, ids, group.keys, after=after, before=before, size=size)
    told = group.told.where(group.told.selected_columns[0].in_(page.ids))
    rows = session.execute(told.order_by(*group.keys)).all()
    total = session.scalar(select(func.count()).select_from(ids.subquery())) or 0
    return Shown(group, tuple(group.line(row, scope) for row in rows), total, page.previous, page.next)


def _ids(group: Group, scope: Scope) -> Statement:
    own = group.told.selected_columns[0].label("own")
    return group.told.with_only_columns(own, maintain_column_froms=True).where(*group.when(scope))
