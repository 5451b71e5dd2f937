"""« Avant et après » of a project: the ex ante campaign beside what is observed."""

from collections.abc import Sequence

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading
from app.digits import number_typed
from app.grids.queries import equivalence
from app.indicators.queries import project_card as indicators_card
from app.projects.queries import get_project
from app.restitution.evolution import Story, story
from app.restitution.queries import Source, published_source
from app.results.published import CampaignLine, campaigns_of, not_published, profile_labels
from app.web.auth import Right, Router
from app.web.templating import render
from evaluation import Moment, attainment

router = Router()


@router.get("/projets/{code}/evolution", right=Right.CONSULT)
def evolution_page(request: Request, code: str, session: Reading, campagne: str = "") -> Response:
    project = get_project(session, code)
    lines = [line for line in campaigns_of(session, project.id) if line.result_id is not None]
    observed = [line for line in lines if line.moment is not Moment.EX_ANTE]
    asked = number_typed(campagne)
    if asked is not None and asked not in [line.id for line in observed]:
        raise not_published(project)
    later = next((line for line in observed if asked in (None, line.id)), None)
    earlier = ex_ante_before(lines, later)
    indicators = indicators_card(session, project)
    return render(
        request,
        "restitution/evolution.html",
        project=project,
        observed=observed,
        earlier=earlier,
        later=later,
        told=told(session, earlier, later),
        indicators=indicators,
        attained=attainment(line.progress for line in indicators.lines),
    )


def ex_ante_before(lines: Sequence[CampaignLine], later: CampaignLine | None) -> CampaignLine | None:
    """The latest ex ante campaign, not later than what is observed."""
    ex_ante = (line for line in lines if line.moment is Moment.EX_ANTE)
    return next((line for line in ex_ante if later is None or line.held_on <= later.held_on), None)


def told(session: Session, earlier: CampaignLine | None, later: CampaignLine | None) -> Story | None:
    before, after = source_of(session, earlier), source_of(session, later)
    if before is None and after is None:
        return None
    versions = None
    if before and after and before.grid.reference != after.grid.reference:
        versions = equivalence(session, before.grid.reference, after.grid.reference)
    return story(before, after, profile_labels(session), versions)


def source_of(session: Session, line: CampaignLine | None) -> Source | None:
    return published_source(session, line.id) if line else None
