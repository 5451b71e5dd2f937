"""The grants of a choice, read a few hundred at a time."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session

from app.exchanges.funder.published import among
from app.exchanges.funder.spooled import AT_ONCE, Spooled
from app.exchanges.opendata.scope import kept_lines
from app.exchanges.reports.choice import ReportChoice
from app.models import (
    Domain,
    ProjectStatus,
    Region,
    SustainableGoal,
    Territory,
    project_domain,
    project_goal,
    project_territory,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A commune, an EPCI, a département or a région of the official geographic code."""

    kind: str
    code: str
    label: str
    region_code: str | None


@dataclass(frozen=True, slots=True)
class Theme:
    vocabulary: str
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Grant:
    """One investment as it may be published. Nothing missing is made up: what is not known stays none."""

    id: int
    project_id: int
    code: str
    title: str
    summary: str
    starts_on: date | None
    ends_on: date | None
    region_code: str | None
    copil_number: str
    copil_on: date | None
    purpose: str
    amount_eur: Decimal
    modified_at: datetime
    signed_on: date | None
    programme_code: str | None
    programme: str | None
    status: str
    bearer_id: int | None
    bearer: str | None
    siren: str | None
    siret: str | None
    rna: str | None
    profile_code: str | None
    commune: str | None
    instalments: int
    first_on: date | None
    last_on: date | None
    paid_eur: Decimal
    scope: str
    places: Sequence[Place] = field(default=())
    themes: Sequence[Theme] = field(default=())

    @property
    def amount(self) -> Decimal:
        """Of an abandoned project, what really left and nothing more."""
        return self.paid_eur if self.status == ProjectStatus.ABANDONNE else self.amount_eur

    @property
    def object(self) -> str:
        return self.purpose.strip() or self.title

    @property
    def siren_known(self) -> str | None:
        return self.siren or (self.siret[:9] if self.siret else None)


def read_grants(session: Session, choice: ReportChoice) -> Spooled[Grant]:
    """A few hundred at a time, on disk."""
    regions = {row.code: Place("region", row.code, row.label, row.code) for row in session.execute(select(
        Region.code, Region.label))}  # fmt: skip
    lines = session.execute(kept_lines(choice), execution_options={"yield_per": AT_ONCE}).mappings()
    found: Spooled[Grant] = Spooled()
    for rows in lines.partitions():
        found.add(_grants(session, rows, regions))
    return found


def _grants(session: Session, rows: Sequence[RowMapping], regions: Mapping[str, Place]) -> list[Grant]:
    ids = list({row["project_id"] for row in rows})
    places, themes = _places(session, ids), _themes(session, ids)
    return [
        Grant(
            **row,
            places=places.get(row["project_id"]) or _region(regions, row["region_code"]),
            themes=themes.get(row["project_id"], ()),
        )
        for row in rows
    ]


def _region(regions: Mapping[str, Place], code: str | None) -> tuple[Place, ...]:
    return (regions[code],) if code else ()


def _places(session: Session, ids: Sequence[int]) -> Mapping[int, Sequence[Place]]:
    found = (
        select(project_territory.c.project_id, Territory.kind, Territory.code, Territory.label, Territory.region_code)
        .join(Territory, Territory.id == project_territory.c.territory_id)
        .where(among(project_territory.c.project_id, ids))
        .order_by(project_territory.c.project_id, Territory.id)
    )
    gathered: dict[int, list[Place]] = defaultdict(list)
    for project_id, *place in session.execute(found):
        gathered[project_id].append(Place(*place))
    return gathered


GOALS, DOMAINS = "Objectifs de développement durable", "Domaines du Fonds"


def _themes(session: Session, ids: Sequence[int]) -> Mapping[int, Sequence[Theme]]:
    """ODD first, then domains, each in the order of its list."""
    gathered: dict[int, list[Theme]] = defaultdict(list)
    for vocabulary, link, column, table in (
        (GOALS, project_goal, project_goal.c.goal_code, SustainableGoal),
        (DOMAINS, project_domain, project_domain.c.domain_code, Domain),
    ):
        found = (
            select(link.c.project_id, table.code, table.label)
            .join(table, table.code == column)
            .where(among(link.c.project_id, ids))
            .order_by(link.c.project_id, table.position, table.code)
        )
        for project_id, code, label in session.execute(found):
            gathered[project_id].append(Theme(vocabulary, code, label))
    return gathered
