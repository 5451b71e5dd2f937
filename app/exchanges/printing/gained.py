"""What alliances say they gained, and the days it took, of many projects at a day in two queries."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.addedvalues.queries import KIND_ORDER, TimeLine
from app.addedvalues.sheet import Coordination
from app.exchanges.printing.days import Limit
from app.exchanges.printing.identities import Ids
from app.exchanges.printing.told import Gained, GainedLine
from app.models import AddedValue, AddedValueMethod, CoordinationTime
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


def _values(session: Session, ids: Ids, limit: Limit) -> defaultdict[int, list[GainedLine]]:
    value, method = AddedValue, AddedValueMethod
    rows = session.execute(
        select(
            value.project_id, method.kind, method.code, method.label, method.unit, value.low, value.high,
            value.starts_on, value.ends_on, value.evidence,
        )
        .join(method, method.code == value.method_code)
        .where(value.project_id.in_(ids), value.ends_on <= limit.until)
        .order_by(value.project_id, KIND_ORDER, method.position, method.code, value.starts_on, value.id)
    )  # fmt: skip
    found: defaultdict[int, list[GainedLine]] = defaultdict(list)
    for project_id, *line in rows:
        found[project_id].append(GainedLine(*line))
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
