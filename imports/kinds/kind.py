"""What a sheet of records is: its columns, the table it fills, and how a row becomes values of that table."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from imports.columns import AnyColumn
from imports.faults import Note
from imports.projects.planned import Value
from imports.records.entity import Entity, Key, Records, Ref, Values
from imports.tables import RowReader
from imports.vocabulary import Vocabulary

Columns = Mapping[str, AnyColumn]


@dataclass
class ReadRow:
    """A row once read: `values` by field of the column table, none where the cell says nothing.

    `notes` are remarks that stop nothing; `made`, the records of other tables that must be written before its own.
    """

    reader: RowReader
    columns: Columns
    values: dict[str, Any]
    notes: list[Note] = field(default_factory=list)
    made: list[Ref] = field(default_factory=list)

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)

    @property
    def number(self) -> int:
        return self.reader.row.number

    @property
    def is_refused(self) -> bool:
        return bool(self.reader.faults)

    @property
    def is_whole(self) -> bool:
        """A sheet that lacks a required column is told so once, at its headings: its rows say too little."""
        return all(self.values[name] is not None for name, column in self.columns.items() if column.required)

    def refuse(self, name: str, expected: str, proposal: str = "") -> None:
        """A fault at the cell of that field; `expected` completes « attendu : … »."""
        self.reader.refuse(self.columns[name], expected, proposal)

    def note(self, sentence: str, name: str = "") -> None:
        """At the cell of that field, or about the whole sheet."""
        cell = self.reader.reference(self.columns[name]) if name else ""
        self.notes.append(Note(self.reader.sheet.title, cell, sentence))


@dataclass
class Decided:
    """A row compared with the record it speaks of. `after` are all its columns as they would be.

    `is_silent` when the row of an unknown record says nothing worth one: a question left unanswered.
    """

    row: ReadRow
    before: Entity | None
    after: Entity
    said: Values
    is_silent: bool = False

    @property
    def changed(self) -> frozenset[str]:
        """The columns that would not be as recorded; all of them for a new record."""
        known = self.before.values if self.before else {}
        return frozenset(name for name, value in self.after.values.items() if known.get(name) != value)

    def settle(self, **values: Any) -> None:
        """Columns that follow from what the row says."""
        self.after = replace(self.after, values={**self.after.values, **values})


Said = tuple[ReadRow, Values]
Pair = Callable[[Sequence[Said], Records, Container[Any]], Sequence[Entity | None]]


def _as_is(column: str, value: Any, records: Records) -> Value:
    found: Value = value
    return found


def _nothing_more(values: Values, records: Records) -> Values:
    return {}


def _by_keys_only(said: Sequence[Said], records: Records, taken: Container[Any]) -> Sequence[Entity | None]:
    return [None] * len(said)


def _no_rule(decided: Decided, records: Records) -> None:
    """Nothing more to check."""


def _no_whole_rule(decided: Sequence[Decided], records: Records) -> None:
    """Nothing more to check across rows."""


@dataclass(frozen=True)
class Kind:
    """`name` is its word in addresses and commands (« jalons »); `after` kinds are planned before it.

    `translate` gives the table's columns that a row says (absent or none: says nothing), or none once it has refused.
    `keys` recognise a recorded one, tried in turn, once `pair` has said which records the rows that give no number
    are, none being of those already `taken`: some kinds need all the rows to tell. `last` are the rules that need what
    later kinds say. `fields`: the sheet’s field of a table column, where they differ.
    `unsaid` are the values a new record takes where the row is silent. `retold` gives, by field of the sheet, what a
    row would say where that is not the column's own value: the way back from `translate`, for what is written.
    """

    name: str
    label: str
    table: str
    titles: tuple[str, ...]
    columns: Callable[[Vocabulary], Sequence[AnyColumn]]
    keys: tuple[Key, ...]
    translate: Callable[[ReadRow, Records], Values | None]
    named: Callable[[Values, Records], str]
    shown: Callable[[str, Any, Records], Value] = _as_is
    rules: Callable[[Decided, Records], None] = _no_rule
    whole: Callable[[Sequence[Decided], Records], None] = _no_whole_rule
    last: Callable[[Sequence[Decided], Records], None] = _no_whole_rule
    pair: Pair = _by_keys_only
    fields: Mapping[str, str] = field(default_factory=dict)
    unsaid: Mapping[str, Any] = field(default_factory=dict)
    retold: Callable[[Values, Records], Values] = _nothing_more

    def header(self, column: str, columns: Columns) -> str:
        return columns[self.field(column)].header

    def field(self, column: str) -> str:
        return self.fields.get(column, column)

    def row_of(self, values: Values, records: Records) -> dict[str, Any]:
        """What a row of the sheet says of a record, by field, as the parsers of its columns would give it back."""
        own = {self.field(column): value for column, value in values.items()}
        return own | dict(self.retold(values, records))
