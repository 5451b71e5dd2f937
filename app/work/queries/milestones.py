"""Milestones late, of the week and of the month."""

from datetime import timedelta

from sqlalchemy import select

from app.models import Milestone, Project
from app.projects.permissions import Group as Rules
from app.projects.permissions import why_not
from app.web.rights import Right
from app.work.lines import Act, Line
from app.work.queries.parts import Conditions, Found, Group, about, with_project
from app.work.scope import ALIVE, Scope
from app.work.words import day_words, due_words

WEEK, MONTH = timedelta(days=7), timedelta(days=30)


TOLD = with_project(
    select(Milestone.id, Milestone.title.label("what"), Milestone.due_on, Project.status),
    Project.id == Milestone.project_id,
)
KEYS = (Milestone.due_on.expression, Milestone.id.expression)


def _line(row: Found, scope: Scope) -> Line:
    when, tone = due_words(row.due_on, scope.today)
    address = f"/projets/{row.code}/jalons/{row.id}"
    done = Act("C’est fait", f"/mon-travail/jalons/{row.id}/achevement", Right.EDIT, posts=True)
    may = not why_not(Rules.IDENTITY, row.status, scope.role)
    day = day_words(row.due_on, scope.today)
    return Line(f"jalon-{row.id}", row.what, address, when, tone, about(row), day, act=done if may else None)


def _late(scope: Scope) -> Conditions:
    return Milestone.due_on < scope.today, *_to_do(scope)


def _this_week(scope: Scope) -> Conditions:
    return Milestone.due_on.between(scope.today, scope.today + WEEK), *_to_do(scope)


def _this_month(scope: Scope) -> Conditions:
    return Milestone.due_on > scope.today + WEEK, Milestone.due_on <= scope.today + MONTH, *_to_do(scope)


def _to_do(scope: Scope) -> Conditions:
    return Milestone.done_on.is_(None), ALIVE, *scope.projects()


LATE = Group("retards", "En retard", Right.CONSULT, TOLD, _late, KEYS, _line)
THIS_WEEK = Group("semaine", "Dans les sept jours", Right.CONSULT, TOLD, _this_week, KEYS, _line)
THIS_MONTH = Group("mois", "Dans les trente jours", Right.CONSULT, TOLD, _this_month, KEYS, _line, calls=False)
