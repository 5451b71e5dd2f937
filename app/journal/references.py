"""What a number or a code of the journal stands for: the label of the record it points at, one query a table."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import FromClause, Select, Table, select
from sqlalchemy.orm import Session

from app.digits import number_typed
from app.models import Base

Reference = tuple[str, str]
"""A table and the key of one of its rows, as text."""
Labels = Mapping[Reference, Any]
"""A title, or the values it is made of."""

TITLES = {
    "case_study": "title", "deliverable": "title", "document": "title", "indicator": "label",
    "instalment": "label", "milestone": "title", "model_lever": "lever", "organisation": "name", "programme": "title",
    "programme_review": "title", "programme_voice": "name", "programme_figure": "label", "project": "title",
    "national_reference": "label", "roadmap_measure": "number",
    "saved_export": "name", "saved_view": "name", "territory": "label", "user": "name",
}  # fmt: skip
THROUGH = {
    "allocation": "funder_id", "cofinancing": "organisation_id", "document_version": "document_id",
    "qualification": "organisation_id", "qualification_comment": "qualification_id",
    "qualification_level": "qualification_id",
    "roadmap_evidence": "measure_id", "roadmap_move": "measure_id", "reference_figure": "reference_id",
    "measurement": "indicator_id", "partner": "organisation_id", "respondent": "organisation_id",
}  # fmt: skip
"""Those without a title, called as the record they point at, which may itself be called as another."""
# Without a title either: said from these values.
MADE = {"campaign": ("moment", "held_on"), "investment": ("copil_on", "amount_eur")}


def target_of(table: str, column: str) -> str:
    """The table that a column points at, if its rows have a label."""
    return _targets().get((table, column), "")


def read_labels(session: Session, wanted: Iterable[Reference]) -> dict[Reference, Any]:
    by_table: dict[str, set[str]] = defaultdict(set)
    for table, key in wanted:
        by_table[table].add(key)
    return {
        (table, str(row[0])): tuple(row[1:]) if table in MADE else str(row[1])
        for table in sorted(by_table.keys() & _labelled())
        for row in session.execute(_query(table, by_table[table]))
    }


def label_of_row(table: str, row: Mapping[str, Any]) -> Any:
    """The same, of a row that the journal kept; a title that names somebody is still its number."""
    if table in MADE:
        return tuple(_dated(name, row.get(name)) for name in MADE[table])
    return row.get(TITLES.get(table, "label"))


def points_at(table: str) -> str:
    """The column that names a record without a title."""
    return THROUGH.get(table, "")


def _dated(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name.endswith("_on") and value else value


def _query(name: str, keys: Collection[str]) -> Select[Any]:
    table = Base.metadata.tables[name]
    key = _key(table)
    asked = key.in_([key.type.python_type(value) for value in keys if _reads(key.type.python_type, value)])
    if name in MADE:
        return select(key, *(table.c[column] for column in MADE[name])).where(asked)
    joined: FromClause = table
    named = table
    while named.name in THROUGH:
        other = Base.metadata.tables[_targets()[named.name, THROUGH[named.name]]]
        joined, named = joined.join(other, named.c[THROUGH[named.name]] == _key(other)), other
    return select(key, _title(named)).select_from(joined).where(asked)


def _reads(kind: type, value: str) -> bool:
    return kind is not int or number_typed(value) is not None


def _key(table: Table) -> Any:
    return next(iter(table.primary_key.columns))


def _title(table: Table) -> Any:
    return table.c[TITLES.get(table.name, "label")]


@cache
def _labelled() -> frozenset[str]:
    lists = {
        name for name, table in Base.metadata.tables.items() if {"code", "label", "position"} <= set(table.c.keys())
    }
    return frozenset(TITLES) | frozenset(THROUGH) | frozenset(MADE) | lists


@cache
def _targets() -> dict[tuple[str, str], str]:
    return {
        (table.name, column.name): reference.column.table.name
        for table in Base.metadata.tables.values()
        for column in table.columns
        for reference in column.foreign_keys
        if reference.column.table.name in _labelled() and reference.column is _key(reference.column.table)
    }
