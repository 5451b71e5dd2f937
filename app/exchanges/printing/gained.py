"""What alliances say they gained, and the days it took, of many projects at a day in two queries."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.addedvalues.queries import TimeLine
from app.addedvalues.said import IN_ORDER, SaidValue, said_values
from app.addedvalues.sheet import Coordination
from app.exchanges.printing.days import Limit
from app.exchanges.printing.identities import Ids
from app.exchanges.printing.told import Gained
from app.models import AddedValue, CoordinationTime
from app.partners.card import PartnersCard


def gained_of(
    session: Session, ids: Ids, limit: Limit, partners: Mapping[int, PartnersCard]
) -> defaultdict[int, Gained]:
    """By project; a period is told once it is over."""
    values, times = _values(session, ids, limit), _times(session, ids, limit)
    found: defaultdict[int, Gained] = defaultdict(Gained)
    for project_id in values.keys() | times.keys():
        said = tuple(times[project_id])
        unasked = tuple(_unasked(partners.get(project_id), {line.partner_id for line in said}))
        found[project_id] = Gained(tuple(values[project_id]), Coordination(said, unasked))
    return found


def _values(session: Session, ids: Ids, limit: Limit) -> defaultdict[int, list[SaidValue]]:
    rows = session.execute(
        said_values(AddedValue.project_id)
        .where(AddedValue.project_id.in_(ids), AddedValue.ends_on <= limit.until)
        .order_by(AddedValue.project_id, *IN_ORDER)
    )
    found: defaultdict[int, list[SaidValue]] = defaultdict(list)
    for *line, project_id in rows:
        found[project_id].append(SaidValue(*line))
    return found


def _times(session: Session, ids: Ids, limit: Limit) -> defaultdict[int, list[TimeLine]]:
    rows = session.scalars(
        select(CoordinationTime)
        .where(CoordinationTime.project_id.in_(ids), CoordinationTime.ends_on <= limit.until)
        .order_by(CoordinationTime.project_id, CoordinationTime.starts_on, CoordinationTime.id)
    )
    found: defaultdict[int, list[TimeLine]] = defaultdict(list)
    for own in rows:
        found[own.project_id].append(
            TimeLine(own.id, own.partner_id, None, own.starts_on, own.ends_on, own.days, None, "", own.evidence, None)
        )
    return found


def _unasked(partners: PartnersCard | None, known: set[int | None]) -> Iterator[tuple[int, str]]:
    if partners is None or None in known:
        return
    for line in partners.present:
        if line.id not in known:
            yield line.id, ""
