"""The lines of a plan as its page shows them: a tab a state, a page at a time, each field before and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from app.exchanges.imports.correcting import Told, faults_by_row
from app.exchanges.imports.queries import lines
from app.exchanges.imports.words import STATES, State, kind_one, sheets_told
from app.keyset import Page
from app.models import ImportBatch, ImportLine
from app.web.filters import plural
from imports.mapping import mapping_of

CHANGES_SHOWN = 6


@dataclass(frozen=True)
class Change:
    """Empty for nothing."""

    label: str
    before: str
    after: str


Changes = Sequence[Change]


@dataclass(frozen=True)
class Tab:
    label: str
    address: str
    is_current: bool


@dataclass(frozen=True)
class LineView:
    state: str
    kind_label: str
    sheet: str
    row: int
    label: str
    changes: Changes
    faults: Sequence[Told]

    @property
    def first_changes(self) -> Changes:
        return self.changes[:CHANGES_SHOWN]

    @property
    def more_changes(self) -> Changes:
        return self.changes[CHANGES_SHOWN:]


@dataclass(frozen=True)
class LinesView:
    """`previous` and `next` are addresses, empty where there is nothing to turn to."""

    title: str
    sheets: str
    nothing: str
    tabs: Sequence[Tab]
    lines: Sequence[LineView]
    previous: str
    next: str


def state_shown(counts: Mapping[str, Any], asked: str) -> State | None:
    """What was asked for, else what needs someone: refusals first, then what would be written; none without a line."""
    present = [state for state in STATES if counts.get(state.code)]
    found = next((state for state in present if state.slug == asked), None)
    refused = next((state for state in present if state.code == "refused"), None)
    return found or refused or next(iter(present), None)


def lines_view(session: Session, batch: ImportBatch, here: str, asked: Mapping[str, str]) -> LinesView:
    """`asked` are the values of the address: the state shown, and where its page starts or ends."""
    shown = state_shown(batch.counts, asked.get("etat", ""))
    found, page = _read(session, batch, shown, asked)
    faults = faults_by_row(batch.faults) if shown and shown.code == "refused" else {}
    return LinesView(
        title="Ce qui a changé" if batch.applied_at else "Ce qui changerait",
        sheets=sheets_told(mapping_of(batch.mapping)),
        nothing="Ce fichier ne contient aucune ligne à importer.",
        tabs=[_tab(state, here, batch.counts, shown) for state in STATES if batch.counts.get(state.code)],
        lines=[_line(line, faults.get((line.sheet, line.row), ())) for line in found],
        previous=_address(here, shown, avant=page.previous) if page.previous else "",
        next=_address(here, shown, apres=page.next) if page.next else "",
    )


def _read(
    session: Session, batch: ImportBatch, shown: State | None, asked: Mapping[str, str]
) -> tuple[Sequence[ImportLine], Page]:
    if shown is None:
        return (), Page((), "", "")
    places = {"after": asked.get("apres", ""), "before": asked.get("avant", "")}
    return lines(session, batch.id, state=shown.code, **places)


def _address(here: str, shown: State | None, **place: str) -> str:
    return f"{here}?{urlencode({'etat': shown.slug if shown else '', **place})}"


def _tab(state: State, here: str, counts: Mapping[str, Any], shown: State | None) -> Tab:
    label = plural(counts[state.code], state.one, state.many)
    return Tab(label, _address(here, state), state == shown)


def _line(line: ImportLine, faults: Sequence[Told]) -> LineView:
    changes = [Change(each["field"], each["before"] or "", each["after"] or "") for each in line.changes]
    return LineView(line.state, kind_one(line.kind), line.sheet, line.row, line.label, changes, faults)
