"""Qualifications as lists show them, and which ones speak for a territory today."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app.models import Organisation, Qualification, QualificationLevel, QualificationStatus, Region, SentBy
from app.qualification.queries import EVERYWHERE


@dataclass(frozen=True, slots=True)
class Line:
    """A qualification in a list."""

    id: int
    organisation_id: int
    organisation: str
    territory: str
    territory_search: str
    region_code: str | None
    region: str | None
    held_on: date
    status: QualificationStatus
    sent_by: SentBy | None
    sent_at: datetime | None
    sender_name: str
    grid_id: int
    answered: int
    levels: dict[str, int] = field(default_factory=dict)

    @property
    def place(self) -> str:
        return self.region or EVERYWHERE


def lines_of(session: Session, ids: Collection[int], with_levels: bool = True) -> list[Line]:
    """In the order given, with their levels: two queries."""
    levels = _levels(session, ids) if with_levels else {}
    rows = session.execute(_described().where(Qualification.id.in_(ids)))
    found = {row.id: _line(row._mapping, levels.get(row.id, {})) for row in rows}
    return [found[number] for number in ids if number in found]


def history_of(session: Session, organisation_id: int) -> list[Line]:
    """Those it sent, the latest first."""
    statement = (
        select(Qualification.id)
        .where(Qualification.organisation_id == organisation_id, is_sent())
        .order_by(Qualification.held_on.desc(), Qualification.id.desc())
    )
    return lines_of(session, session.scalars(statement).all())


def prepared_for(session: Session, organisation_id: int) -> Sequence[int]:
    statement = select(Qualification.id).where(Qualification.organisation_id == organisation_id, ~is_sent())
    return session.scalars(statement.order_by(Qualification.id)).all()


def latest(conditions: Collection[ColumnElement[bool]]) -> Subquery:
    """The last profile sent by each organisation for each of its territories."""
    own = Qualification
    places = (own.organisation_id, own.territory_search)
    statement = (
        select(own.id, own.organisation_id, own.territory_search, own.grid_id)
        .ext(distinct_on(*places))
        .where(is_sent(), *conditions)
        .order_by(*places, own.held_on.desc(), own.id.desc())
    )
    return statement.subquery("latest")


def is_sent() -> ColumnElement[bool]:
    return Qualification.status == QualificationStatus.SENT


def _levels(session: Session, ids: Collection[int]) -> dict[int, dict[str, int]]:
    own = QualificationLevel
    found: dict[int, dict[str, int]] = defaultdict(dict)
    statement = select(own.qualification_id, own.practice_code, own.level)
    for row in session.execute(statement.where(own.qualification_id.in_(ids), own.level.is_not(None))):
        found[row.qualification_id][row.practice_code] = row.level or 0
    return found


def _described() -> Select[*tuple[Any, ...]]:
    own = Qualification
    answered = select(func.count()).select_from(QualificationLevel).where(QualificationLevel.qualification_id == own.id)
    return (
        select(
            own.id,
            own.organisation_id,
            Organisation.name.label("organisation"),
            own.territory_label.label("territory"),
            own.territory_search,
            own.region_code,
            Region.label.label("region"),
            own.held_on,
            own.status,
            own.sent_by,
            own.sent_at,
            own.sender_name,
            own.grid_id,
            answered.scalar_subquery().label("answered"),
        )
        .join(Organisation, Organisation.id == own.organisation_id)
        .outerjoin(Region, Region.code == own.region_code)
    )


def _line(row: Mapping[Any, Any], levels: dict[str, int]) -> Line:
    values = dict(row)
    status, sent_by = QualificationStatus(values.pop("status")), values.pop("sent_by")
    return Line(**values, status=status, sent_by=SentBy(sent_by) if sent_by else None, levels=levels)
