"""What the record says of roles: who is partner of what, where, and since when."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from app.models import Investment, Organisation, Partner, Profile, Project, Region
from app.network.ties import Membership
from app.projects.filters import INTERREGIONAL

APART = "Interrégional ou national"


@dataclass(frozen=True, slots=True)
class Member:
    """An organisation that is partner of a project."""

    id: int
    name: str
    sort_name: str
    profile: str


@dataclass(frozen=True, slots=True)
class Joint:
    """A project. ``region`` may be ``interregional``; ``decided_on``: the first decision of the fund on it."""

    id: int
    code: str
    title: str
    region: str
    decided_on: date | None


@dataclass(frozen=True, slots=True)
class Record:
    """The partners of some projects, with all that the same organisations are partners of: enough to say of each of
    their ties what the whole record says. ``profiles`` and ``regions``: labels by code, in the order of the lists and
    of the map, from north to south.
    """

    memberships: tuple[Membership, ...]
    organisations: dict[int, Member]
    projects: dict[int, Joint]
    profiles: dict[str, str]
    regions: dict[str, str]

    @property
    def decisions(self) -> dict[int, date]:
        return {number: project.decided_on for number, project in self.projects.items() if project.decided_on}


def read_record(session: Session, projects: Select[int]) -> Record:
    """Five queries, whatever the portfolio; what they read grows with these projects and their partners alone."""
    known = select(Partner.organisation_id).where(Partner.project_id.in_(projects))
    members = select(Partner.organisation_id, Partner.project_id, Partner.joined_on, Partner.left_on)
    organisations = select(Organisation.id, Organisation.name, Organisation.sort_name, Organisation.profile_code)
    found = session.execute(organisations.where(Organisation.id.in_(known)))
    met = select(Partner.project_id).where(Partner.organisation_id.in_(known))
    return Record(
        tuple(Membership(*row) for row in session.execute(members.where(Partner.organisation_id.in_(known)))),
        {row.id: Member(*row) for row in found},
        {row.id: Joint(*row) for row in session.execute(_projects(or_(Project.id.in_(projects), Project.id.in_(met))))},
        _labels(session, select(Profile.code, Profile.label).order_by(Profile.position, Profile.code)),
        _regions(session),
    )


def _projects(kept: ColumnElement[bool]) -> Select[int, str, str, str, date | None]:
    first = (
        select(Investment.project_id, func.min(Investment.copil_on).label("copil_on"))
        .group_by(Investment.project_id)
        .subquery()
    )
    region = func.coalesce(Project.region_code, INTERREGIONAL)
    found = select(Project.id, Project.code, Project.title, region, first.c.copil_on)
    return found.outerjoin(first, first.c.project_id == Project.id).where(kept)


def _regions(session: Session) -> dict[str, str]:
    place = (Region.overseas, Region.tile_row, Region.tile_column)
    return _labels(session, select(Region.code, Region.label).order_by(*place)) | {INTERREGIONAL: APART}


def _labels(session: Session, statement: Select[str, str]) -> dict[str, str]:
    return {row[0]: row[1] for row in session.execute(statement)}
