"""What a record is called, with what it belongs to: « Lancement, ODD17-2024-001 ». A few statements for any number."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from sqlalchemy.orm import Session

from app.exchanges.imports.undoing.labels import NOT_SHOWN
from app.exchanges.imports.undoing.links import parents_of, target_of
from app.exchanges.imports.undoing.rows import Rows, read_by_number, single_key
from app.exchanges.imports.undoing.values import shown
from app.steps import Values

NAMED_BY: dict[str, tuple[str, ...]] = {
    "organisation": ("name",),
    "project": ("code", "title"),
    "project_domain": ("domain_code", "project_id"),
    "project_goal": ("goal_code", "project_id"),
    "project_territory": ("territory_id", "project_id"),
    "status_move": ("to_status", "project_id"),
    "partner": ("organisation_id", "project_id"),
    "investment": ("amount_eur", "project_id"),
    "allocation": ("funder_id", "investment_id"),
    "cofinancing": ("organisation_id", "project_id"),
    "instalment": ("label", "investment_id"),
    "milestone": ("title", "project_id"),
    "indicator": ("label", "project_id"),
    "measurement": ("measured_on", "indicator_id"),
    "respondent": ("organisation_id", "campaign_id"),
    "respondent_priority": ("criterion_code", "respondent_id"),
    "answer": ("question_code", "reading", "respondent_id"),
}
AS_PARENT: dict[str, tuple[str, ...]] = {
    "project": ("code",),
    "partner": ("organisation_id",),
    "investment": ("project_id",),
    "milestone": ("title",),
    "campaign": ("project_id",),
    "territory": ("label", "code"),
    "programme": ("title",),
    "user": ("name",),
    "invitation": ("contact_name",),
}
"""Shorter when another record names it; the values of lists go by their label."""

LABEL = ("label",)
Lookup = Callable[[dict[str, set[object]]], Rows]


class Names:
    """`known`: rows that may be gone by now. `lookup` finds others of them, asked only for what is missing."""

    def __init__(self, session: Session, known: Rows | None = None, lookup: Lookup | None = None) -> None:
        self._session = session
        self._known = known or {}
        self._lookup = lookup
        self._rows: Rows = {}

    def learn(self, rows: Iterable[tuple[str, Values]], others: Iterable[tuple[str, object]] = ()) -> None:
        """Everything that these rows point at, `others` by table and number, and what names them all in turn."""
        asked = {*others, *((target, value) for table, row in rows for target, value in _pointed(table, row))}
        while asked:
            found = self._read(asked)
            self._rows |= found
            asked = {
                (target, row[column])
                for key, row in found.items()
                for column in _parts(key.partition(":")[0])
                if (target := target_of(key.partition(":")[0], column)) and row.get(column) is not None
            }
            asked = {(target, value) for target, value in asked if single_key(target, value) not in self._rows}

    def of(self, table: str, row: Values) -> str:
        return self._joined(table, row, NAMED_BY[table])

    def labelled(self, key: str) -> str:
        """Of a record that others point at."""
        table, _, number = key.partition(":")
        row = self._rows.get(key)
        return self._joined(table, row, _parts(table)) if row else f"n°\u00a0{number}, retiré depuis"

    def _joined(self, table: str, row: Values, parts: tuple[str, ...]) -> str:
        return ", ".join(filter(None, (shown(table, part, row.get(part), self.labelled) for part in parts)))

    def _read(self, asked: set[tuple[str, object]]) -> Rows:
        wanted: dict[str, set[object]] = defaultdict(set)
        for table, value in asked:
            wanted[table].add(value)
        found = read_by_number(self._session, wanted)
        missing = {key: (table, value) for table, value in asked if (key := single_key(table, value)) not in found}
        found |= {key: self._known[key] for key in missing if key in self._known}
        left: dict[str, set[object]] = defaultdict(set)
        for key, (table, value) in missing.items():
            if key not in found:
                left[table].add(value)
        return found | self._lookup(left) if self._lookup and left else found


def _parts(table: str) -> tuple[str, ...]:
    return AS_PARENT.get(table) or NAMED_BY.get(table) or LABEL


def _pointed(table: str, row: Values) -> Iterator[tuple[str, object]]:
    for parent in parents_of(table):
        value = row.get(parent.column)
        if value is not None and parent.column not in NOT_SHOWN:
            yield parent.target, value
