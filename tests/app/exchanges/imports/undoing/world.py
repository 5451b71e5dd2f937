"""A small portfolio in which people and imports write in turn, and what is known of it without the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any, NamedTuple

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.exchanges.imports.undoing.words import TABLES
from app.models import (
    ImportBatch,
    Instalment,
    Investment,
    Milestone,
    Organisation,
    Partner,
    Project,
)
from app.steps import Values
from tests import factories as make
from tests.app.exchanges.imports.undoing.situations import APART, importing

MODELS: dict[str, Any] = {
    model.__tablename__: model for model in (Organisation, Project, Partner, Milestone, Investment, Instalment)
}
SIRENS = ("732829320", "552081317", "542065479")
Dump = dict[str, list[str]]


class Cell(NamedTuple):
    table: str
    id: int
    column: str


@dataclass
class Import:
    """``cells``: what it wrote over in records that were ``there``, and what it put; ``covered`` had been typed."""

    batch: ImportBatch
    before: Dump
    there: set[tuple[str, int]]
    cells: dict[Cell, tuple[Any, Any]] = field(default_factory=dict)
    covered: dict[Cell, Any] = field(default_factory=dict)


class World:
    """``typed``: what a person last typed, where no import wrote since. ``owned``: records made by people."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.number = count(1)
        self.typed: dict[Cell, Any] = {}
        self.owned: set[tuple[str, int]] = set()
        self.writing: Import | None = None
        for _ in range(2):
            project = make.a_project(session, status="repere")
            partner = make.a_partner(session, project)
            milestone = make.a_milestone(session, project, partner_id=partner.id)
            investment = make.an_investment(session, project)
            make.an_instalment(session, investment, milestone_id=milestone.id)
            own = (project, partner, milestone, investment, session.get_one(Organisation, partner.organisation_id))
            self.owned |= {(each.__tablename__, each.id) for each in own}

    def fresh(self, what: str) -> str:
        """Never twice the same: what is found in the database says who wrote it."""
        return f"{what} {next(self.number)}"

    def all(self, table: str) -> list[Any]:
        model = MODELS[table]
        return list(self.session.scalars(select(model).order_by(model.id)))

    def value(self, cell: Cell) -> Any:
        query = text(f'SELECT "{cell.column}" FROM "{cell.table}" WHERE id = :id')
        return self.session.scalar(query, {"id": cell.id})

    def exists(self, table: str, number: int) -> bool:
        return self.session.scalar(text(f'SELECT id FROM "{table}" WHERE id = :id'), {"id": number}) is not None

    def dump(self) -> Dump:
        query = 'SELECT to_jsonb(t) FROM "{}" AS t'
        rows = {table: self.session.scalars(text(query.format(table))) for table in TABLES}
        return {table: sorted(map(_without_counters, found)) for table, found in rows.items()}

    @contextmanager
    def importing(self) -> Iterator[Import]:
        before, there = self.dump(), {(table, record.id) for table in MODELS for record in self.all(table)}
        with importing(self.session) as batch:
            self.writing = Import(batch, before, there)
            yield self.writing
        self.writing = None
        self.session.expire_all()

    def put(self, record: Any, column: str, value: Any) -> None:
        """The import writes over whatever was there."""
        assert self.writing
        cell = Cell(record.__tablename__, record.id, column)
        first, _ = self.writing.cells.get(cell, (getattr(record, column), None))
        self.writing.cells[cell] = (first, value)
        if cell in self.typed:
            self.writing.covered[cell] = self.typed.pop(cell)
        setattr(record, column, value)
        self.session.flush()

    def type(self, record: Any, column: str, value: Any) -> None:
        self.typed[Cell(record.__tablename__, record.id, column)] = value

    def own(self, record: Any) -> None:
        self.owned.add((record.__tablename__, record.id))

    def forget(self, table: str, number: int) -> None:
        self.owned.discard((table, number))
        self.typed = {cell: value for cell, value in self.typed.items() if cell[:2] != (table, number)}


def _without_counters(row: Values) -> str:
    return str(sorted((name, value) for name, value in row.items() if name not in APART))
