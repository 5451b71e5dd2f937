"""What undoing a bulk edit would give back. Versions and the journal decide, not values: whoever typed since wins."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Act, BulkEdit, BulkEditLine, Document, Instalment, Milestone, Project
from app.views.bulk.acts import COLUMNS
from app.views.bulk.rows import Row, read_rows
from app.views.bulk.since import Since, changes_since
from app.views.bulk.words import Choices, in_words, read_modes


class State(StrEnum):
    READY = "ready"
    TOUCHED = "touched"
    LEFT = "left"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class UndoLine:
    """`ready`: nobody touched it. `touched`: holds the same value, but someone saved it since; only when asked."""

    project_id: int
    code: str
    title: str
    before: str
    after: str
    state: State
    why: str
    kept: BulkEditLine

    @property
    def may_be_undone(self) -> bool:
        return self.state in (State.READY, State.TOUCHED)


@dataclass(frozen=True)
class UndoPlan:
    lines: tuple[UndoLine, ...]

    def of(self, state: str) -> tuple[UndoLine, ...]:
        return tuple(line for line in self.lines if line.state == state)

    @cached_property
    def digest(self) -> str:
        shown = [(line.project_id, line.state, line.why) for line in self.lines]
        return sha256(json.dumps(shown).encode()).hexdigest()


def undo_plan(session: Session, bulk: BulkEdit, choices: Choices, *, hold: bool = False) -> UndoPlan:
    """A constant number of queries. `hold`: nobody changes these projects until the transaction ends."""
    kept = {
        line.project_id: line
        for line in session.scalars(select(BulkEditLine).where(BulkEditLine.bulk_edit_id == bulk.id))
    }
    rows = read_rows(session, Project.id.in_(kept), hold=hold)
    act = Act(bulk.act)
    judge = _Milestones(session, bulk, list(kept.values())) if act is Act.MILESTONE else _Fields(session, bulk, rows)
    lines = []
    for row in rows:
        line = kept[row.id]
        state, why = (State.UNDONE, "") if line.undone_at else judge.of(row, line)
        before, after = (in_words(act, value, choices) for value in (line.before, line.after))
        lines.append(UndoLine(row.id, row.project.code, row.project.title, before, after, state, why, line))
    return UndoPlan(tuple(lines))


class _Fields:
    """Of a project: one of its columns, or one of its domains."""

    def __init__(self, session: Session, bulk: BulkEdit, rows: Sequence[Row]) -> None:
        self.act, self.value = Act(bulk.act), bulk.value["value"]
        self.column = COLUMNS.get(self.act, "")
        self.modes = read_modes(session) if self.act is Act.CATEGORY else {}
        keys = [str(row.id) for row in rows]
        self.saved = changes_since(session, bulk, "project", keys, self.column or "domain_codes")
        linked = [self._link(row) for row in rows]
        self.linked = {} if self.column else changes_since(session, bulk, "project_domain", linked)

    def of(self, row: Row, line: BulkEditLine) -> tuple[State, str]:
        since = self.linked.get(self._link(row)) or self.saved.get(str(row.id))
        if not self._holds(row, line):
            return State.LEFT, "Changé depuis" + (f" par {since.who_and_when}." if since else ".")
        if stuck := self._stuck(row, line):
            return State.LEFT, stuck
        if since is None and row.project.version != line.version:
            return State.TOUCHED, "La fiche a changé depuis, sans que le journal dise comment."
        return (State.TOUCHED, _said(since)) if since and since.matters else (State.READY, "")

    def _link(self, row: Row) -> str:
        return f"{row.id}/{self.value}"

    def _holds(self, row: Row, line: BulkEditLine) -> bool:
        if self.column:
            return bool(getattr(row.project, self.column) == line.after)
        return (self.value in row.domains) == (self.act is Act.ADD_DOMAIN)

    def _stuck(self, row: Row, line: BulkEditLine) -> str:
        signed = row.project.charter_signed_on
        if self.act is Act.CHARTER and signed:
            return f"La charte a été signée depuis, le {signed:%d/%m/%Y}."
        category, label = self.modes.get(row.project.mode_code or "", (line.before, ""))
        if self.act is Act.CATEGORY and category != line.before:
            return f"Le mode «\u00a0{label}\u00a0», choisi depuis, est d’une autre catégorie."
        return ""


class _Milestones:
    """One that was added goes only as it was added, with nothing hanging from it."""

    def __init__(self, session: Session, bulk: BulkEdit, lines: Sequence[BulkEditLine]) -> None:
        ids = [line.milestone_id for line in lines if line.milestone_id is not None]
        found = session.execute(select(Milestone.id, Milestone.version).where(Milestone.id.in_(ids)))
        self.versions: dict[Any, int] = {row.id: row.version for row in found}
        self.paying = set(session.scalars(select(Instalment.milestone_id).where(Instalment.milestone_id.in_(ids))))
        self.proving = set(session.scalars(select(Document.milestone_id).where(Document.milestone_id.in_(ids))))
        self.since = changes_since(session, bulk, "milestone", [str(number) for number in ids])

    def of(self, _row: Row, line: BulkEditLine) -> tuple[State, str]:
        number, since = line.milestone_id, self.since.get(str(line.milestone_id))
        by = f" par {since.who_and_when}." if since else "."
        if number not in self.versions:
            return State.LEFT, "Le jalon a été supprimé depuis" + by
        if number in self.paying:
            return State.LEFT, "Une tranche dépend de ce jalon."
        if number in self.proving:
            return State.LEFT, "Un document est joint à ce jalon."
        if since or self.versions[number] != line.version:
            return State.LEFT, "Le jalon a été changé depuis" + by
        return State.READY, ""


def _said(since: Since) -> str:
    what = "La même valeur a été enregistrée de nouveau" if since.itself else "La fiche a été enregistrée depuis"
    return f"{what} par {since.who_and_when}."
