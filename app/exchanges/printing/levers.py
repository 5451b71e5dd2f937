"""The three levers of the model of many projects, as they were described by a day."""

from collections import defaultdict
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchanges.printing.days import Limit
from app.exchanges.printing.identities import Ids
from app.exchanges.printing.told import PrintedLever
from app.models import Lever, ModelLever

ORDER = [lever.value for lever in Lever]


def levers_of(session: Session, ids: Ids, limit: Limit) -> defaultdict[int, tuple[PrintedLever, ...]]:
    """Those described, in their order; a side described later is left out."""
    found: defaultdict[int, tuple[PrintedLever, ...]] = defaultdict(tuple)
    rows = session.scalars(select(ModelLever).where(ModelLever.project_id.in_(ids)))
    for own in sorted(rows, key=lambda row: ORDER.index(row.lever)):
        told = PrintedLever(
            Lever(own.lever).label,
            own.before if _is_over(own.before_on, limit) else "",
            own.after if _is_over(own.after_on, limit) else "",
        )
        if told.before or told.after:
            found[own.project_id] += (told,)
    return found


def _is_over(day: date | None, limit: Limit) -> bool:
    return day is not None and day <= limit.until
