"""Publishing freezes the scores, the grid, the formula and a digest of the answers; a correction adds, never edits."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.assessments.gather import Gathered, gather_one
from app.assessments.scores import axis_rows, frozen_scores
from app.assessments.service.states import lock, note, require_reason, require_status
from app.models import AxisResult, Campaign, CampaignStatus, Organisation, Respondent, Result, User
from evaluation import FORMULA_VERSION, inputs_digest, score_campaign


def publish(session: Session, *, campaign: Campaign, user: User | None, now: datetime, reason: str = "") -> Result:
    """Compute and freeze. From the second time on it is a correction, and says why."""
    lock(session, campaign)
    require_status(campaign, (CampaignStatus.CLOSED,), "Closez la campagne avant de publier ses résultats.")
    sequence = 1 + (session.scalar(select(func.max(Result.sequence)).where(Result.campaign_id == campaign.id)) or 0)
    reason = require_reason(reason) if sequence > 1 else reason.strip()
    session.flush()
    gathered = gather_one(session, campaign.id)
    readings = score_campaign(gathered.grid, gathered.campaign, gathered.project_start)
    result = Result(
        campaign_id=campaign.id,
        sequence=sequence,
        reason=reason,
        grid_reference=gathered.grid_reference,
        formula_version=FORMULA_VERSION,
        inputs_sha256=inputs_digest(gathered.grid, gathered.campaign, gathered.project_start),
        scores=frozen_scores(gathered, readings, _names(session, gathered)),
        published_at=now,
        published_by_id=user.id if user else None,
    )
    session.add(result)
    session.flush()
    session.add_all(AxisResult(result_id=result.id, **row) for row in axis_rows(readings))
    campaign.status = CampaignStatus.PUBLISHED
    campaign.updated_by_id = user.id if user else None
    note(session, campaign, "published", user, now, reason)
    return result


def _names(session: Session, gathered: Gathered) -> dict[str, str]:
    """Respondent in the method → name of the organisation, as it is called today."""
    rows = session.execute(
        select(Organisation.id, Organisation.name)
        .join(Respondent, Respondent.organisation_id == Organisation.id)
        .where(Respondent.campaign_id == gathered.id)
    )
    names = {row.id: row.name for row in rows}
    return {key: names[organisation] for key, organisation in gathered.organisations.items()}
