"""What a restitution is drawn from: the published result, or the answers as they stand, and the comments."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.assessments.gather import gather_one, grid_of, respondent_key
from app.assessments.identities import recognised
from app.assessments.queries import current_result, respondents_of
from app.assessments.scores import frozen_scores
from app.models import Answer, Campaign, Organisation, Respondent
from app.restitution.disclosure import Quote
from evaluation import Grid, score_campaign


@dataclass(frozen=True)
class Source:
    """`published_at` is none for scores that nobody published yet."""

    grid: Grid
    scores: Mapping[str, Any]
    published_at: datetime | None
    sequence: int = 0

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


def published_source(session: Session, campaign_id: int) -> Source | None:
    """The last result of the campaign: the one that speaks for it, reopened or not."""
    result = current_result(session, campaign_id)
    if result is None:
        return None
    (scores,) = recognised(session, result)
    return Source(grid_of(session, result.grid_reference), scores, result.published_at, result.sequence)


def live_source(session: Session, campaign_id: int) -> Source:
    """The same figures from the answers received so far, for the fund alone."""
    gathered = gather_one(session, campaign_id)
    readings = score_campaign(gathered.grid, gathered.campaign, gathered.project_start)
    organisations = {row.organisation_id: row.name for row in respondents_of(session, campaign_id)}
    names = {key: organisations[organisation] for key, organisation in gathered.organisations.items()}
    return Source(gathered.grid, frozen_scores(gathered, readings, names), None)


def quotes_of(session: Session, campaign: Campaign, until: datetime | None = None) -> list[Quote]:
    """The comments of a campaign; `until` leaves out what was written after its publication."""
    query = (
        select(
            Answer.question_code,
            Answer.reading,
            Answer.comment,
            Respondent.profile_code,
            Organisation.name,
            Respondent.quotes_allowed,
            Respondent.organisation_id,
        )
        .join(Respondent, Respondent.id == Answer.respondent_id)
        .join(Organisation, Organisation.id == Respondent.organisation_id)
        .where(Respondent.campaign_id == campaign.id, Answer.comment != "")
        .order_by(Answer.question_code, Respondent.profile_code, Answer.comment, Respondent.id)
    )
    if until is not None:
        query = query.where(Answer.answered_at <= until)
    return [
        Quote(row.question_code, row.reading, row.comment, row.profile_code, row.name, row.quotes_allowed, key)
        for row in session.execute(query)
        for key in [respondent_key(row.organisation_id)]
    ]


def invited_by_profile(session: Session, campaigns: Collection[int] | Select[int]) -> Mapping[int, Counter[str]]:
    """By campaign, the respondents of each profile: the rule of a quote told outside counts them."""
    rows = session.execute(
        select(Respondent.campaign_id, Respondent.profile_code, func.count())
        .where(Respondent.campaign_id.in_(campaigns))
        .group_by(Respondent.campaign_id, Respondent.profile_code)
    )
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for campaign_id, profile, count in rows:
        found[campaign_id][profile] = count
    return found
