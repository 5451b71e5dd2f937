from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.followup.queries.states import INTERREGIONAL
from app.models import Programme, Region

Pairs = list[tuple[str, str]]


class FollowUpChoices(NamedTuple):
    regions: Pairs
    programmes: Pairs


def read_choices(session: Session) -> FollowUpChoices:
    """What the filters propose beside what never changes."""
    regions = session.execute(select(Region.code, Region.label).order_by(Region.position, Region.code))
    programmes = session.execute(select(Programme.code, Programme.title).order_by(Programme.title, Programme.code))
    return FollowUpChoices(
        [*((code, label) for code, label in regions), (INTERREGIONAL, "Interrégional ou national")],
        [(code, title) for code, title in programmes],
    )
