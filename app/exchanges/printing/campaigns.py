"""Campaigns of many projects at a day, and the published result that speaks for each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app.exchanges.printing.days import Limit
from app.exchanges.printing.facts import Pending
from app.exchanges.printing.identities import Ids
from app.models import Campaign, CampaignStatus, Respondent, Result
from evaluation import Moment


@dataclass(frozen=True)
class CampaignAt:
    """`result_id` is none while nothing was published at that day."""

    id: int
    project_id: int
    moment: Moment
    held_on: date
    is_opened: bool
    result_id: int | None
    answered: int
    invited: int

    @property
    def pending(self) -> Pending:
        return Pending(self.moment, self.answered, self.invited)


def results_at(limit: Limit) -> Select[int, int]:
    """(campaign, result): the last one published that day or before."""
    return (
        select(Result.campaign_id, Result.id.label("result_id"))
        .ext(distinct_on(Result.campaign_id))
        .where(Result.published_at < limit.end)
        .order_by(Result.campaign_id, Result.sequence.desc())
    )


def campaigns_of(session: Session, ids: Ids, limit: Limit) -> dict[int, list[CampaignAt]]:
    """By project, the newest first."""
    current = results_at(limit).subquery()
    rows = session.execute(
        select(
            Campaign.id,
            Campaign.project_id,
            Campaign.moment,
            Campaign.held_on,
            Campaign.status,
            Campaign.opens_on,
            current.c.result_id,
            func.count(Respondent.id).filter(Respondent.submitted_at < limit.end),
            func.count(Respondent.id),
        )
        .outerjoin(current, current.c.campaign_id == Campaign.id)
        .outerjoin(Respondent, Respondent.campaign_id == Campaign.id)
        .where(Campaign.project_id.in_(ids))
        .group_by(Campaign.id, current.c.result_id)
        .order_by(Campaign.project_id, Campaign.held_on.desc(), Campaign.id.desc())
    )
    found: dict[int, list[CampaignAt]] = defaultdict(list)
    for identifier, project_id, moment, held_on, status, opens_on, result_id, answered, invited in rows:
        is_opened = status != CampaignStatus.PREPARATION and (opens_on or held_on) <= limit.day
        found[project_id].append(
            CampaignAt(identifier, project_id, Moment(moment), held_on, is_opened, result_id, answered, invited)
        )
    return found


def spoken_for(lines: Sequence[CampaignAt]) -> tuple[CampaignAt | None, CampaignAt | None]:
    """The latest published campaign, and the latest ex ante one published before it when it observes."""
    published = [line for line in lines if line.result_id is not None]
    chosen = next(iter(published), None)
    if chosen is None or chosen.moment is Moment.EX_ANTE:
        return chosen, None
    earlier = (line for line in published if line.moment is Moment.EX_ANTE)
    return chosen, next((line for line in earlier if line.held_on <= chosen.held_on), None)
