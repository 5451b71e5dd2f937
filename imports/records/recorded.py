"""Reads from the database what rows are compared with: a query a table, whatever the number of projects."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, Subquery, Table, Text, cast, func, select
from sqlalchemy.orm import Session

from app.assessments.gather import grids_of
from app.models import (
    Allocation,
    Answer,
    Campaign,
    Indicator,
    Instalment,
    Investment,
    Measurement,
    Milestone,
    MilestoneKind,
    Organisation,
    Partner,
    PartnerRole,
    Profile,
    Project,
    Respondent,
)
from app.models.base import Base
from imports.kinds.asked import asked_entity
from imports.records.codes import any_code
from imports.records.entity import Entity, Records

Statement = Select[Any]
NOT_COMPARED = frozenset({"id", "version", "created_at", "updated_at", "updated_by_id"})
NEEDED: Mapping[str, tuple[str, ...]] = {
    "organisations": ("organisation", "profile"),
    "partenaires": ("project", "organisation", "partner", "partner_role"),
    "investissements": ("project", "investment", "instalment"),
    "jalons": ("project", "organisation", "partner", "milestone_kind", "milestone"),
    "tranches": ("project", "investment", "milestone", "instalment"),
    "indicateurs": ("project", "indicator"),
    "mesures": ("project", "indicator", "measurement"),
    "reponses": ("project", "organisation", "campaign", "respondent", "answer", "grid_version"),
}
"""The tables each kind of sheet looks into."""


def load_records(session: Session, kinds: Collection[str], codes: Collection[str]) -> Records:
    """The projects of these codes and what belongs to them; every organisation, for one is recognised by its name.

    An investment also says what its funders bring (`allocated_eur`), an answer its level or why there is none
    (`value`), a grid version what it asks (`asked`).
    """
    tables = dict.fromkeys(table for kind in kinds for table in NEEDED.get(kind, ()))
    loader = _Loader.of(codes)
    records = Records()
    for name in tables:
        found = _grids(session, records) if name == "grid_version" else loader.entities(session, name)
        for entity in found:
            records.put(entity)
    return records


def _grids(session: Session, records: Records) -> Iterator[Entity]:
    references = {campaign["grid_reference"] for campaign in records.all("campaign")}
    for reference, grid in grids_of(session, references).items():
        yield asked_entity(reference, grid)


@dataclass(frozen=True)
class _Loader:
    projects: Subquery

    @classmethod
    def of(cls, codes: Collection[str]) -> "_Loader":
        return cls(select(Project.id).where(Project.code == any_code(codes)).subquery())

    def entities(self, session: Session, name: str) -> Iterator[Entity]:
        table = Base.metadata.tables[name]
        keys = [column.name for column in table.primary_key]
        for row in session.execute(_STATEMENTS[name](self)).mappings():
            values = {column: value for column, value in row.items() if column not in NOT_COMPARED}
            number = row[keys[0]] if len(keys) == 1 else tuple(row[key] for key in keys)
            yield Entity(name, number, values, row.get("version"))

    def of_projects(self, model: type[Base]) -> Statement:
        table = _table(model)
        return _select(table).where(table.c.project_id.in_(select(self.projects))).order_by(table.c.id)

    def of_parents(self, model: type[Base], parent: type[Base], link: str) -> Statement:
        table, above = _table(model), _table(parent)
        owned = select(above.c.id).where(above.c.project_id.in_(select(self.projects)))
        return _select(table).where(table.c[link].in_(owned)).order_by(*table.primary_key)

    def own(self) -> Statement:
        return _select(_table(Project)).where(Project.id.in_(select(self.projects))).order_by(Project.id)

    def organisations(self) -> Statement:
        return _select(_table(Organisation)).order_by(Organisation.id)

    def investments(self) -> Statement:
        shared = select(func.coalesce(func.sum(Allocation.amount_eur), Decimal(0)))
        mine = shared.where(Allocation.investment_id == Investment.id).scalar_subquery()
        return self.of_projects(Investment).add_columns(mine.label("allocated_eur"))

    def answers(self) -> Statement:
        owned = (
            select(Respondent.id)
            .join(Campaign, Campaign.id == Respondent.campaign_id)
            .where(Campaign.project_id.in_(select(self.projects)))
        )
        table = _table(Answer)
        value = func.coalesce(table.c.no_level, cast(table.c.level, Text)).label("value")
        return _select(table).add_columns(value).where(table.c.respondent_id.in_(owned)).order_by(*table.primary_key)

    def measurements(self) -> Statement:
        return self.of_parents(Measurement, Indicator, "indicator_id")


_STATEMENTS: Mapping[str, Callable[[_Loader], Statement]] = {
    "project": _Loader.own,
    "organisation": _Loader.organisations,
    "partner": lambda loader: loader.of_projects(Partner),
    "investment": _Loader.investments,
    "instalment": lambda loader: loader.of_parents(Instalment, Investment, "investment_id"),
    "milestone": lambda loader: loader.of_projects(Milestone),
    "milestone_kind": lambda _: _list(MilestoneKind),
    "profile": lambda _: _list(Profile),
    "partner_role": lambda _: _list(PartnerRole),
    "indicator": lambda loader: loader.of_projects(Indicator),
    "measurement": _Loader.measurements,
    "campaign": lambda loader: loader.of_projects(Campaign),
    "respondent": lambda loader: loader.of_parents(Respondent, Campaign, "campaign_id"),
    "answer": _Loader.answers,
}


def _list(model: type[Base]) -> Statement:
    table = _table(model)
    return _select(table).order_by(table.c.code)


def _table(model: type[Base]) -> Table:
    return Base.metadata.tables[model.__tablename__]


def _select(table: Table) -> Statement:
    """What PostgreSQL works out by itself is left out."""
    return select(*(column for column in table.c if column.computed is None))
