"""The list of organisations: searched, filtered, read by pages from a known row to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, Row, Select, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session

from app.kept import Kept
from app.models import (
    Allocation,
    Cofinancing,
    Investment,
    Organisation,
    Partner,
    PartnerRole,
    Profile,
    Project,
    Region,
    Territory,
)
from app.partners.queries import matches, organisation_rows

PAGE = 50
Choices = Sequence[Row[str, str]]


@dataclass(frozen=True, slots=True)
class OrganisationFilter:
    """As in the address; `after` and `before` are the organisation the page starts from."""

    q: str = ""
    profil: str = ""
    region: str = ""

    def address(self, **changes: object) -> str:
        values = {"q": self.q, "profil": self.profil, "region": self.region} | changes
        kept = {name: value for name, value in values.items() if value}
        return f"/partenaires?{urlencode(kept)}" if kept else "/partenaires"


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    rows: Sequence[Row[*tuple[Any, ...]]]
    total: int
    previous: str
    next: str


def organisations_page(
    session: Session,
    filters: OrganisationFilter,
    kept: Kept,
    after: int | None = None,
    before: int | None = None,
    size: int = PAGE,
) -> OrganisationPage:
    tests = _tests(filters)
    counted = select(func.count()).select_from(Organisation).where(*tests)
    total = kept.counts.get(("organisations", filters), lambda: session.scalar(counted) or 0)
    projects = select(func.count()).select_from(Partner).where(Partner.organisation_id == Organisation.id)
    statement = organisation_rows().add_columns(projects.scalar_subquery().label("projects")).where(*tests)
    rows = session.execute(_from(statement, after, before).limit(size + 1)).all()
    more, rows = len(rows) > size, rows[:size]
    if before:
        rows = rows[::-1]
    earlier, later = (more, True) if before else (after is not None, more)
    return OrganisationPage(
        rows,
        total,
        filters.address(avant=rows[0].id) if rows and earlier else "",
        filters.address(apres=rows[-1].id) if rows and later else "",
    )


def projects_of(session: Session, organisation_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    statement = (
        select(
            Project.code,
            Project.title,
            Project.status,
            Region.label.label("region"),
            PartnerRole.label.label("role"),
            Partner.joined_on,
            Partner.left_on,
            Partner.contribution,
        )
        .join(Partner, Partner.project_id == Project.id)
        .join(PartnerRole, PartnerRole.code == Partner.role_code)
        .outerjoin(Region, Region.code == Project.region_code)
        .where(Partner.organisation_id == organisation_id)
        .order_by(Project.code.desc(), Partner.id)
    )
    return session.execute(statement).all()


def funding_of(session: Session, organisation_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Its share of the fund's investments, and what it brings beside them."""
    shares = (
        select(Investment.project_id, literal("part d’un investissement").label("kind"), Allocation.amount_eur)
        .join(Investment, Investment.id == Allocation.investment_id)
        .where(Allocation.funder_id == organisation_id)
    )
    beside = select(Cofinancing.project_id, literal("cofinancement"), Cofinancing.amount_eur).where(
        Cofinancing.organisation_id == organisation_id
    )
    money = shares.union_all(beside).subquery()
    statement = (
        select(Project.code, Project.title, money.c.kind, func.sum(money.c.amount_eur).label("amount_eur"))
        .join(money, money.c.project_id == Project.id)
        .group_by(Project.code, Project.title, money.c.kind)
        .order_by(Project.code.desc(), money.c.kind)
    )
    return session.execute(statement).all()


def profile_choices(session: Session, current: str = "") -> Choices:
    """The profiles proposed, and the one a record already has even when it was retired since."""
    statement = select(Profile.code, Profile.label).where(Profile.active | (Profile.code == current))
    return session.execute(statement.order_by(Profile.position, Profile.code)).all()


def role_choices(session: Session, current: str = "") -> Choices:
    statement = select(PartnerRole.code, PartnerRole.label).where(PartnerRole.active | (PartnerRole.code == current))
    return session.execute(statement.order_by(PartnerRole.position, PartnerRole.code)).all()


def region_choices(session: Session) -> Choices:
    return session.execute(select(Region.code, Region.label).order_by(Region.label)).all()


def find_communes(session: Session, text: str) -> Sequence[Territory]:
    """The communes of that name or code; « Lille (59350) » is that code."""
    typed = text.replace("\x00", "").strip()
    code = typed.rpartition("(")[2].rstrip(")") if typed.endswith(")") else typed
    same = or_(Territory.code == code.upper(), Territory.search == func.normalise(typed))
    statement = select(Territory).where(Territory.kind == "commune", same)
    return session.scalars(statement.order_by(Territory.code).limit(12)).all()


def _tests(filters: OrganisationFilter) -> list[ColumnElement[bool]]:
    tests = []
    if filters.q:
        tests.append(matches(filters.q))
    if filters.profil:
        tests.append(Organisation.profile_code == filters.profil)
    if filters.region:
        tests.append(_in_region(filters.region))
    return tests


def _in_region(region: str) -> ColumnElement[bool]:
    """Where it has its seat, or where one of its projects is."""
    seat = select(Territory.id).where(Territory.region_code == region)
    working = (
        select(Partner.organisation_id)
        .join(Project, Project.id == Partner.project_id)
        .where(Project.region_code == region)
    )
    return or_(Organisation.commune_id.in_(seat), Organisation.id.in_(working))


def _from(statement: Select[*tuple[Any, ...]], after: int | None, before: int | None) -> Select[*tuple[Any, ...]]:
    """A page starts right after, or ends right before, a row one has seen: rows added meanwhile move nothing."""
    place = tuple_(Organisation.sort_name, Organisation.id)
    start = after if after is not None else before
    known = select(Organisation.sort_name, Organisation.id).where(Organisation.id == start)
    if after is not None:
        return statement.where(place > known.scalar_subquery()).order_by(Organisation.sort_name, Organisation.id)
    if before is not None:
        statement = statement.where(place < known.scalar_subquery())
        return statement.order_by(Organisation.sort_name.desc(), Organisation.id.desc())
    return statement.order_by(Organisation.sort_name, Organisation.id)
