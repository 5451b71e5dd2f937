"""What the pages of a received file show: who sent it, what is to be said first, how far the work has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.exchanges.imports.attempt import Decisions
from app.exchanges.imports.correcting import GROUPS_MOST, Group, grouped, mark
from app.exchanges.imports.forms import Nothing
from app.exchanges.imports.lines import lines_view
from app.exchanges.imports.words import counted_kinds
from app.models import ImportBatch, User
from app.web.filters import date_fr, plural, time_fr
from app.web.forms import BoundForm, fresh
from imports.mapping import mapping_of

NOTES_MOST, QUESTIONS_MOST = 30, 50
Values = dict[str, Any]


@dataclass(frozen=True)
class QuestionView:
    """A name of the file to recognise; `mark` names its field in the form."""

    mark: str
    name: str
    sheet: str
    cell: str
    count: int
    candidates: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Given:
    """An answer someone gave on this page, about cells or about a name, and may take back."""

    mark: str
    words: str


def here(batch: ImportBatch) -> str:
    return f"/imports/{batch.id}"


def common(session: Session, batch: ImportBatch, form: BoundForm[Nothing] | None = None) -> Values:
    """What every page of a file shows."""
    return {"batch": batch, "here": here(batch), "told": received(session, batch), "form": form or fresh(Nothing)}


def received(session: Session, batch: ImportBatch) -> str:
    return f"Reçu le {moment(batch.received_at)}{by(session, batch.received_by_id)}"


def moment(at: Any) -> str:
    return f"{date_fr(at)} à {time_fr(at)}"


def by(session: Session, user_id: int | None) -> str:
    user = session.get(User, user_id) if user_id else None
    return f" par {user.name}" if user else ""


def plan_values(session: Session, batch: ImportBatch, asked: Mapping[str, str]) -> Values:
    groups = groups_of(batch)
    return {
        "button": button(batch),
        "groups": groups[:GROUPS_MOST],
        "untold": max(0, len(groups) - GROUPS_MOST),
        "cells": len(batch.faults),
        "correctable": any(not group.by_columns for group in groups),
        "questions": [_question(each) for each in batch.questions[:QUESTIONS_MOST]],
        "names": len(batch.questions),
        "given": given(batch),
        "view": lines_view(session, batch, here(batch), asked),
        "notes": batch.notes[:NOTES_MOST],
        "notes_untold": max(0, len(batch.notes) - NOTES_MOST),
        "notice": batch.refusal,
    }


def groups_of(batch: ImportBatch) -> list[Group]:
    header_rows = {own.sheet: own.header_row for own in mapping_of(batch.mapping)}
    return grouped(batch.faults, header_rows, _corrections(batch))


def button(batch: ImportBatch) -> str:
    """« Importer 33 projets »; nothing when there is nothing to write; with a fault, nothing to count either."""
    if batch.faults:
        return "Importer"
    by_kind = batch.counts.get("by_kind", {})
    written = {kind: own.get("new", 0) + own.get("changed", 0) for kind, own in by_kind.items()}
    return f"Importer {counted_kinds(written)}" if any(written.values()) else ""


def blocked(batch: ImportBatch) -> list[tuple[str, str]]:
    """What still stands in the way, each with the place where it is answered."""
    cells = [
        (f"#a-corriger-{group.mark}", f"{group.column}\u00a0: {plural(group.count, 'case', 'cases')} à corriger")
        for group in groups_of(batch)[:GROUPS_MOST]
    ]
    names = [
        (f"#organisation-{mark(each['key'])}", f"«\u00a0{each['name']}\u00a0» est-elle une organisation connue\u202f?")
        for each in batch.questions[:GROUPS_MOST]
    ]
    return [*cells, *names]


def given(batch: ImportBatch) -> list[Given]:
    """Those that were heard: one that could not be read either stands at its cell."""
    faulty = {(fault["field"], fault["read"]) for fault in batch.faults}
    return [
        Given(
            mark(column, read),
            f"{column}\u00a0: «\u00a0{read or 'rien'}\u00a0» est lu «\u00a0{instead}\u00a0»",
        )
        for (column, read), instead in _corrections(batch).items()
        if (column, read) not in faulty
    ] + [Given(mark(key), _recognised(*said)) for key, said in Decisions.of(batch.decisions).said.items()]


def _recognised(name: str, answer: str) -> str:
    return f"«\u00a0{name}\u00a0» est " + (f"«\u00a0{answer}\u00a0»" if answer else "une nouvelle organisation")


def name_of_mark(batch: ImportBatch, own_mark: str) -> str:
    """The folded name whose answer bears that mark; empty for a correction of cells."""
    return next((key for key in Decisions.of(batch.decisions).said if mark(key) == own_mark), "")


def withdrawn(batch: ImportBatch, own_mark: str) -> dict[tuple[str, str], str]:
    """The correction of that mark, taken back: the cells are read as they are."""
    found = (own for own in _corrections(batch) if mark(*own) == own_mark)
    return {(column, read): read for column, read in found}


def _corrections(batch: ImportBatch) -> dict[tuple[str, str], str]:
    """What was said and still counts: a text read as itself was taken back."""
    said = Decisions.of(batch.decisions).corrections
    return {(column, read): instead for (column, read), instead in said.items() if instead != read}


def _question(told: Mapping[str, Any]) -> QuestionView:
    where = {name: told[name] for name in ("name", "sheet", "cell", "count", "candidates")}
    return QuestionView(mark(told["key"]), **where)
