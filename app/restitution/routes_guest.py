"""What a partner reads once the results are published: its own answers beside the view of each profile."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from app.assessments.gather import respondent_key
from app.db import Reading
from app.respondents.queries import get_own
from app.restitution.disclosure import Circle, promises
from app.restitution.drawing import Told
from app.restitution.queries import published_source, quotes_of
from app.restitution.views import restitution
from app.results.published import profile_labels
from app.results.queries import asked_reading
from app.web.auth import Right, Router
from app.web.guest import GuestIn
from app.web.templating import render
from evaluation import READINGS, Moment

router = Router()


@router.get("/ma-grille/{respondent_id}/resultats", right=Right.RESPOND)
def own_results(request: Request, session: Reading, respondent_id: int, guest: GuestIn, lecture: str = "") -> Response:
    own = get_own(session, respondent_id)
    campaign, source = own.campaign, published_source(session, own.campaign_id)
    common: dict[str, Any] = {
        "respondent": own,
        "project": campaign.project,
        "moment": Moment(campaign.moment),
        "campaign": campaign,
    }
    if source is None:
        return render(request, "restitution/not_yet.html", **common)
    labels = profile_labels(session)
    told = Told(
        grid=source.grid,
        scores=source.scores,
        labels=labels,
        quotes=quotes_of(session, campaign, source.published_at),
        circle=Circle.ALLIANCE,
        own=respondent_key(own.organisation_id),
        own_profile=own.profile_code,
    )
    return render(
        request,
        "restitution/own.html",
        **common,
        source=source,
        view=restitution(told, asked_reading(Moment(campaign.moment), lecture)),
        labels=labels,
        readings=READINGS[Moment(campaign.moment)],
        promises=promises(source.grid),
    )
