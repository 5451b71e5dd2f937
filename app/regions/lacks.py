"""What is missing in the projects of a place, each with the page where it is put right."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, exists, func, literal, select, union_all
from sqlalchemy.orm import Session

from app.models import (
    Campaign,
    Indicator,
    Measurement,
    Partner,
    Project,
    ProjectStatus,
    Result,
    Territory,
    TerritoryKind,
    project_territory,
)
from app.projects.figures import ALIVE, late_instalments, late_milestones
from app.regions.latest import FUNDED_STATUSES
from app.regions.scope import ids_of
from app.wording import typeset
from evaluation import INTERREGIONAL

NAMED = 6
SIGNED_STATUSES = FUNDED_STATUSES[1:]
MAINLAND_PARTS = (TerritoryKind.COMMUNE, TerritoryKind.EPCI, TerritoryKind.DEPARTEMENT)


class Kind(NamedTuple):
    """What is missing, and where one acts, `{}` being the code of the project."""

    title: str
    act: str


KINDS = {
    "evaluation": Kind("Aucune évaluation publiée", "/campagnes?projet={}"),
    "jalon": Kind("Jalons en retard", "/projets/{}/jalons"),
    "tranche": Kind("Tranches en retard", "/projets/{}/investissements"),
    "charte": Kind("Charte non signée", "/projets/{}"),
    "indicateur": Kind("Aucun indicateur suivi", "/projets/{}/indicateurs"),
    "mesure": Kind("Indicateurs sans mesure", "/projets/{}/indicateurs"),
    "porteur": Kind("Porteur non désigné", "/projets/{}/partenaires"),
    "referent": Kind("Sans référent", "/projets/{}"),
}


@dataclass(frozen=True)
class Lack:
    """`projects`: (code, title, address) of the first ones, of `total`."""

    title: str
    total: int
    projects: tuple[tuple[str, str, str], ...]

    @property
    def more(self) -> int:
        return self.total - len(self.projects)


@dataclass(frozen=True)
class Departments:
    """`blank`: those no project reaches, by code. None known: the places of the country are not loaded."""

    known: int
    blank: tuple[str, ...]
    is_whole: bool
    """A project covers the whole region."""


def lacks_of(session: Session, code: str, today: date) -> list[Lack]:
    """One query. Only projects that are not abandoned."""
    parts = [_part(kind, condition, code) for kind, condition in _conditions(today)]
    rows = session.execute(union_all(*(select(part) for part in parts))).all()
    found = []
    for key, kind in KINDS.items():
        own = [row for row in rows if row.kind == key]
        named = tuple((row.code, row.title, kind.act.format(row.code)) for row in own)
        if own:
            found.append(Lack(kind.title, own[0].total, named))
    return found


def _part(kind: str, condition: ColumnElement[bool], code: str) -> Any:
    return (
        select(literal(kind).label("kind"), Project.code, Project.title, func.count().over().label("total"))
        .where(Project.id.in_(ids_of(code)), ALIVE, condition)
        .order_by(Project.sort_title, Project.id)
        .limit(NAMED)
        .subquery()
    )


def _conditions(today: date) -> Iterator[tuple[str, ColumnElement[bool]]]:
    funded = Project.status.in_(FUNDED_STATUSES)
    results = select(Result.id).join(Campaign, Campaign.id == Result.campaign_id)
    yield "evaluation", funded & ~results.where(Campaign.project_id == Project.id).correlate(Project).exists()
    yield "jalon", late_milestones(today) > 0
    yield "tranche", late_instalments(today) > 0
    yield "charte", Project.charter_signed_on.is_(None) & Project.status.in_(SIGNED_STATUSES)
    yield "indicateur", funded & ~exists().where(Indicator.project_id == Project.id)
    unmeasured = select(Indicator.id).where(
        Indicator.project_id == Project.id, ~exists().where(Measurement.indicator_id == Indicator.id)
    )
    yield "mesure", unmeasured.correlate(Project).exists()
    leader = (Partner.role_code == "porteur") & Partner.left_on.is_(None)
    yield "porteur", ~exists().where(Partner.project_id == Project.id, leader)
    yield "referent", Project.referent_id.is_(None) & (Project.status != ProjectStatus.CAPITALISE)


def departments_of(session: Session, code: str) -> Departments:
    """One query. A project reaches the départements of its places, or all of them when it covers the region."""
    if code == INTERREGIONAL:
        return Departments(0, (), is_whole=False)
    reached = _reached(code).cte("reached")
    own = select(reached.c.departement).where(reached.c.departement == Territory.code)
    rows = session.execute(
        select(Territory.label, own.exists().label("is_reached"), _covers(code))
        .where(Territory.kind == TerritoryKind.DEPARTEMENT, Territory.region_code == code)
        .order_by(Territory.code)
    ).all()
    whole = bool(rows) and rows[0].is_whole
    blank = () if whole else tuple(typeset(row.label) for row in rows if not row.is_reached)
    return Departments(len(rows), blank, is_whole=whole)


def _reached(code: str) -> Select[Any]:
    departement = func.coalesce(Territory.departement_code, Territory.code)
    return _places(code).where(Territory.kind.in_(MAINLAND_PARTS)).with_only_columns(departement.label("departement"))


def _covers(code: str) -> Any:
    whole = _places(code).where(Territory.kind == TerritoryKind.REGION, Territory.code == code)
    return whole.correlate(None).exists().label("is_whole")


def _places(code: str) -> Select[Any]:
    """Those of every project not abandoned, interregional ones too."""
    return (
        select(Territory.id)
        .join(project_territory, project_territory.c.territory_id == Territory.id)
        .join(Project, Project.id == project_territory.c.project_id)
        .where(Territory.region_code == code, ALIVE)
    )
