"""« Écart des regards » of a campaign, for the fund: to prepare a meeting, then to project it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.assessments.queries import get_campaign
from app.db import Reading, Writing
from app.digits import number_typed
from app.invitations.service import announce_results
from app.models import Campaign
from app.restitution.disclosure import Circle, circle_of, promises
from app.restitution.drawing import Told
from app.restitution.queries import Source, live_source, published_source, quotes_of
from app.restitution.regards import Regards
from app.restitution.views import Restitution, restitution
from app.results.published import profile_labels
from app.results.queries import asked_reading
from app.web.auth import Right, Router, SignedIn
from app.web.filters import plural
from app.web.templating import redirect, render
from evaluation import READINGS, Moment

router = Router()


@dataclass(frozen=True)
class Shown:
    source: Source
    view: Restitution
    labels: dict[str, str]


@router.get("/campagnes/{campaign_id}/restitution", right=Right.CONSULT)
def restitution_page(
    request: Request,
    session: Reading,
    visitor: SignedIn,
    campaign_id: int,
    lecture: str = "",
    reunion: str = "",
    point: str = "",
) -> Response:
    campaign = get_campaign(session, campaign_id)
    if reunion:
        # On the wall, in front of the partners: what the alliance may see, whoever projects it.
        return meeting(request, campaign, shown(session, campaign, lecture, Circle.ALLIANCE), number_typed(point) or 0)
    named = visitor.can(Right.EVALUATE)
    found = shown(session, campaign, lecture, circle_of(runs_evaluations=named))
    return render(
        request,
        "restitution/page.html",
        **page_of(campaign, found),
        named=named,
        readings=READINGS[Moment(campaign.moment)],
        promises=promises(found.source.grid),
    )


@router.post("/campagnes/{campaign_id}/restitution/annonce", right=Right.PUBLISH)
def tell_partners(request: Request, session: Writing, visitor: SignedIn, campaign_id: int) -> Response:
    campaign = get_campaign(session, campaign_id)
    told = announce_results(session, campaign=campaign, user=visitor.user, now=clock.now())
    return redirect(request, f"/campagnes/{campaign_id}/restitution", flash=told_words(len(told)))


def told_words(count: int) -> str:
    if not count:
        return "Tous les partenaires que l’on peut joindre sont déjà prévenus."
    return f"{plural(count, 'partenaire reçoit', 'partenaires reçoivent')} un lien personnel vers les résultats."


def meeting(request: Request, campaign: Campaign, found: Shown, rank: int) -> Response:
    """Rank 0 is the introduction; a rank beyond the last point is the last point."""
    points = found.view.points
    rank = min(rank, len(points))
    one: Regards | None = points[rank - 1] if rank else None
    return render(request, "restitution/meeting.html", **page_of(campaign, found), one=one, rank=rank)


def shown(session: Session, campaign: Campaign, asked: str, circle: Circle) -> Shown:
    source = published_source(session, campaign.id) or live_source(session, campaign.id)
    labels = profile_labels(session)
    quotes = quotes_of(session, campaign, source.published_at)
    told = Told(source.grid, source.scores, labels, quotes, circle)
    return Shown(source, restitution(told, asked_reading(Moment(campaign.moment), asked)), labels)


def page_of(campaign: Campaign, found: Shown) -> dict[str, Any]:
    return {
        "campaign": campaign,
        "project": campaign.project,
        "moment": Moment(campaign.moment),
        "source": found.source,
        "view": found.view,
        "labels": found.labels,
    }
