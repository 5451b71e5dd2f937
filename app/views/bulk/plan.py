"""What a bulk edit would change, project by project; nothing is written. Its digest is that of what was shown."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from app.models import Act, Project, ProjectStatus, User
from app.projects.permissions import Group, why_not
from app.projects.status import missing_before
from app.views.bulk.acts import Outcome, decide
from app.views.bulk.rows import Row, read_rows
from app.views.bulk.selection import Selection
from app.views.bulk.words import Choices, in_words, read_modes


@dataclass(frozen=True, slots=True)
class Line:
    """One project: what it holds, what it would hold, or why it is left alone."""

    project_id: int
    code: str
    title: str
    outcome: Outcome
    before: str
    after: str

    @property
    def refusal(self) -> str:
        return self.outcome.refusal

    @property
    def changes(self) -> bool:
        return not self.refusal and self.outcome.before != self.outcome.after


@dataclass(frozen=True)
class Plan:
    act: Act
    value: dict[str, Any]
    lines: tuple[Line, ...]

    @cached_property
    def changed(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.changes)

    @cached_property
    def refused(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.refusal)

    @property
    def same(self) -> int:
        return len(self.lines) - len(self.changed) - len(self.refused)

    @cached_property
    def in_order(self) -> tuple[Line, ...]:
        """What changes, what is refused, then what is already so."""
        already = tuple(line for line in self.lines if not line.changes and not line.refusal)
        return (*self.changed, *self.refused, *already)

    @cached_property
    def digest(self) -> str:
        shown = [(line.project_id, line.outcome) for line in self.lines]
        return sha256(json.dumps([self.act, self.value, shown], sort_keys=True).encode()).hexdigest()


def make_plan(
    session: Session,
    selection: Selection,
    act: Act,
    value: dict[str, Any],
    *,
    choices: Choices,
    user: User | None,
    today: date,
    hold: bool = False,
) -> Plan:
    """`hold`: nobody changes these projects until the transaction ends."""
    rows = read_rows(session, Project.id.in_(selection.projects(today)), hold=hold)
    modes = read_modes(session) if act is Act.CATEGORY else {}
    lines = []
    for row in rows:
        outcome = _allowed(row, decide(act, value, row, modes), user)
        if act is Act.STATUS:
            outcome = _nothing_missing(session, row, outcome)
        before, after = (in_words(act, each, choices) for each in (outcome.before, outcome.after))
        lines.append(Line(row.id, row.project.code, row.project.title, outcome, before, after))
    return Plan(act, value, tuple(lines))


def _allowed(row: Row, outcome: Outcome, user: User | None) -> Outcome:
    """The table of rights, as for one project at a time."""
    why = why_not(Group.IDENTITY, row.project.status, user.role) if user else ""
    return outcome._replace(refusal=why) if why else outcome


def _nothing_missing(session: Session, row: Row, outcome: Outcome) -> Outcome:
    if outcome.refusal or outcome.before == outcome.after:
        return outcome
    missing = missing_before(session, row.project, ProjectStatus(outcome.after))
    return outcome._replace(refusal=" ".join(item.sentence for item in missing)) if missing else outcome
