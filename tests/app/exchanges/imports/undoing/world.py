"""A small portfolio in which people and imports write in turn, and what is known of it without the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select, text
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
    StatusMove,
    project_domain,
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


def rename(world: World, pick: int) -> None:
    table, column = (("project", "title"), ("milestone", "title"), ("organisation", "name"), ("instalment", "label"))[
        pick % 4
    ]
    if records := world.all(table):
        world.put(records[pick % len(records)], column, world.fresh("Importé"))


def add_project(world: World, pick: int) -> None:
    project = make.a_project(world.session, title=world.fresh("Importé"), status="repere")
    organisations = world.all("organisation")
    known = organisations[pick % len(organisations)] if pick % 2 else None
    partner = make.a_partner(world.session, project, known)
    milestone = make.a_milestone(world.session, project, partner_id=partner.id)
    make.an_instalment(world.session, make.an_investment(world.session, project), milestone_id=milestone.id)


def add_to_a_project(world: World, pick: int) -> None:
    projects, instalments = world.all("project"), world.all("instalment")
    milestone = make.a_milestone(world.session, projects[pick % len(projects)], title=world.fresh("Importé"))
    if instalments and pick % 3:
        world.put(instalments[pick % len(instalments)], "milestone_id", milestone.id)


def add_money(world: World, pick: int) -> None:
    projects = world.all("project")
    make.an_instalment(world.session, make.an_investment(world.session, projects[pick % len(projects)]))


def change_number(world: World, pick: int) -> None:
    organisations = world.all("organisation")
    siren = (None, *SIRENS)[pick % 4]
    if siren is None or siren not in {each.siren for each in organisations}:
        world.put(organisations[pick % len(organisations)], "siren", siren)


def change_domains(world: World, pick: int) -> None:
    projects = world.all("project")
    project = projects[pick % len(projects)]
    world.session.execute(delete(project_domain).where(project_domain.c.project_id == project.id))
    code = ("sante", "emploi", "culture")[pick % 3]
    world.session.execute(insert(project_domain), [{"project_id": project.id, "domain_code": code}])


def move(world: World, pick: int) -> None:
    projects = [project for project in world.all("project") if project.status == "repere"]
    if projects:
        project = projects[pick % len(projects)]
        world.session.add(StatusMove(project_id=project.id, from_status="repere", to_status="instruction"))
        world.put(project, "status", "instruction")


def change_money(world: World, pick: int) -> None:
    if instalments := world.all("instalment"):
        instalment = instalments[pick % len(instalments)]
        world.put(instalment, "amount_eur", Decimal(next(world.number)))
        world.put(instalment, "due_on", date(2030, 1, 1 + pick % 28))


WRITES: tuple[Callable[[World, int], None], ...] = (
    rename, add_project, add_to_a_project, add_money, change_number, change_domains, move, change_money,
)  # fmt: skip
