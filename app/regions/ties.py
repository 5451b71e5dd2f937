"""Who the fund works with in a place: organisations present in its projects, and the regions they lead to."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Label, Select, func, select
from sqlalchemy.orm import Session, aliased

from app.models import Organisation, Partner, Profile, Project, Region
from app.projects.figures import ALIVE
from app.regions.scope import ids_of
from evaluation import INTERREGIONAL

SHOWN = 40


@dataclass(frozen=True)
class PartnerLine:
    """`elsewhere` names the other regions where it is a partner: a bridge between alliances."""

    id: int
    name: str
    profile_code: str
    profile: str
    projects: int
    elsewhere: tuple[str, ...]


@dataclass(frozen=True)
class RegionTies:
    """`total` counts every organisation, `lines` shows the first by name; `profiles` (label, organisations), all."""

    total: int
    lines: tuple[PartnerLine, ...]
    profiles: tuple[tuple[str, int], ...]

    @property
    def met(self) -> list[tuple[str, int]]:
        return [pair for pair in self.profiles if pair[1]]

    @property
    def unmet(self) -> list[str]:
        return [label for label, count in self.profiles if not count]

    @property
    def bridges(self) -> list[PartnerLine]:
        return [line for line in self.lines if line.elsewhere]


def ties_of(session: Session, code: str) -> RegionTies:
    """Two queries; who left an alliance, or the alliance of an abandoned project, is not counted."""
    here = _presence(Project.id.in_(ids_of(code))).cte("here")
    counts = select(here.c.organisation_id, func.count().label("projects")).group_by(here.c.organisation_id).cte("own")
    rows = session.execute(
        select(
            Organisation.id,
            Organisation.name,
            Organisation.profile_code,
            Profile.label.label("profile"),
            counts.c.projects,
            _elsewhere(code),
            func.count().over().label("total"),
        )
        .join(counts, counts.c.organisation_id == Organisation.id)
        .join(Profile, Profile.code == Organisation.profile_code)
        .order_by(Organisation.sort_name, Organisation.id)
        .limit(SHOWN)
    ).all()
    lines = tuple(
        PartnerLine(row.id, row.name, row.profile_code, row.profile, row.projects, tuple(row.elsewhere or ()))
        for row in rows
    )
    return RegionTies(rows[0].total if rows else 0, lines, _profiles(session, code))


def _presence(condition: ColumnElement[bool]) -> Select[int, int]:
    present = select(Partner.organisation_id, Partner.project_id).join(Project, Project.id == Partner.project_id)
    return present.where(Partner.left_on.is_(None), ALIVE, condition)


def _elsewhere(code: str) -> Label[Any]:
    other, region = aliased(Project), aliased(Region)
    return (
        select(func.array_agg(region.label.distinct()))
        .select_from(Partner)
        .join(other, other.id == Partner.project_id)
        .join(region, region.code == other.region_code)
        .where(
            Partner.organisation_id == Organisation.id,
            Partner.left_on.is_(None),
            other.status != "abandonne",
            *([] if code == INTERREGIONAL else [other.region_code != code]),
        )
        .correlate(Organisation)
        .scalar_subquery()
        .label("elsewhere")
    )


def _profiles(session: Session, code: str) -> tuple[tuple[str, int], ...]:
    here = _presence(Project.id.in_(ids_of(code))).cte("here")
    met = (
        select(Organisation.profile_code, func.count(Organisation.id.distinct()).label("met"))
        .join(here, here.c.organisation_id == Organisation.id)
        .group_by(Organisation.profile_code)
        .cte("met")
    )
    rows = session.execute(
        select(Profile.label, func.coalesce(met.c.met, 0))
        .outerjoin(met, met.c.profile_code == Profile.code)
        .where(Profile.active | (met.c.met > 0))
        .order_by(Profile.position, Profile.code)
    )
    return tuple((label, count) for label, count in rows)
