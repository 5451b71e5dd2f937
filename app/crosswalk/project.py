"""One project read through a frame, at the moment asked for; a constant number of queries."""

from sqlalchemy.orm import Session

from app.crosswalk.queries import Version
from app.crosswalk.reading import bridge, read_frame
from app.crosswalk.views import ProjectView
from app.grids.queries import published_grids
from app.models import Project
from app.results.published import CampaignLine, campaigns_of, not_published, published_result
from app.results.queries import asked_reading
from evaluation import READINGS


def project_view(
    session: Session, project: Project, version: Version, campaign_id: int | None, reading: str
) -> ProjectView | None:
    """None while nothing is published; the latest published campaign unless another is asked for."""
    published = tuple(line for line in campaigns_of(session, project.id) if line.result_id is not None)
    if not published and campaign_id is None:
        return None
    campaign = _chosen(project, published, campaign_id)
    result = published_result(session, project, campaign.id)
    grids, read = published_grids(session), asked_reading(campaign.moment, reading)
    grid = grids[result.grid_reference]
    over = bridge(grids, version.frame.grid, result.grid_reference)
    return ProjectView(
        version=version,
        grid=grid,
        campaigns=published,
        campaign=campaign,
        readings=READINGS[campaign.moment],
        reading=read,
        invited=len(result.scores["respondents"]),
        items=read_frame(version.frame, grid, over, result.scores, read),
    )


def _chosen(project: Project, published: tuple[CampaignLine, ...], campaign_id: int | None) -> CampaignLine:
    found = next((line for line in published if campaign_id is None or line.id == campaign_id), None)
    if found is None:
        raise not_published(project)
    return found
