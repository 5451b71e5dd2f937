"""Publishing freezes the scores, the grid, the formula and a digest of the answers; a correction adds, never edits."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.assessments.bulk import compute
from app.assessments.service.states import lock, note, require_reason, require_status
from app.models import AxisResult, Campaign, CampaignStatus, Result, User


def publish(session: Session, *, campaign: Campaign, user: User | None, now: datetime, reason: str = "") -> Result:
    """Compute and freeze. From the second time on it is a correction, and says why."""
    lock(session, campaign)
    require_status(campaign, (CampaignStatus.CLOSED,), "Closez la campagne avant de publier ses résultats.")
    sequence = 1 + (session.scalar(select(func.max(Result.sequence)).where(Result.campaign_id == campaign.id)) or 0)
    reason = require_reason(reason) if sequence > 1 else reason.strip()
    session.flush()
    (frozen,) = compute(session, [campaign.id])
    result = Result(
        campaign_id=campaign.id,
        sequence=sequence,
        reason=reason,
        grid_reference=frozen.grid_reference,
        formula_version=frozen.formula_version,
        inputs_sha256=frozen.inputs_sha256,
        scores=frozen.scores,
        published_at=now,
        published_by_id=user.id if user else None,
    )
    session.add(result)
    session.flush()
    session.add_all(AxisResult(result_id=result.id, **row) for row in frozen.axes)
    campaign.status = CampaignStatus.PUBLISHED
    campaign.updated_by_id = user.id if user else None
    note(session, campaign, "published", user, now, reason)
    return result
