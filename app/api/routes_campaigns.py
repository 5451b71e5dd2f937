"""Campaigns: found as in the list, one, a new one in a project, other dates."""

from datetime import date
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.responses import Response

from app import clock
from app.api.access import Caller
from app.api.answers_records import Campaign, Campaigns
from app.api.asked import AskedCampaigns, CodeInPath, NumberInPath, not_a_cursor
from app.api.bodies import body, checked, faults_told, wrong
from app.api.given_projects import CampaignChange, NewCampaign
from app.api.responses import created, say
from app.api.routing import ROOT, ApiRouter
from app.api.versions import check_seen, hold
from app.assessments import service
from app.assessments.forms import Dates
from app.assessments.queries import CampaignFilters, get_campaign, list_campaigns
from app.assessments.queries.campaigns import Cursor
from app.choice import clean
from app.db import Reading, Writing
from app.digits import number_typed
from app.kept import kept_of
from app.models import Campaign as Record
from app.models import Partner, Project, Region, Respondent
from app.models.user import Scope
from app.projects.queries import get_project

router = ApiRouter("Campagnes")
NOT_PARTNERS = "Choisissez parmi les partenaires présents dans le projet."


@router.reads("/campaigns", scope=Scope.CAMPAIGNS_READ, answer=Campaigns)
def list_all_campaigns(request: Request, asked: AskedCampaigns, session: Reading) -> Response:
    """Les campagnes d’évaluation.

    De la plus récente à la plus ancienne, page par page.
    """
    filters = CampaignFilters(asked.moment, asked.statut, clean(asked.projet), clean(asked.region), clean(asked.q))
    found = list_campaigns(session, filters, kept_of(request, session), after=_cursor(asked.after), size=asked.limit)
    rows = [dict(row._mapping) | {"project": row.code} for row in found.rows]
    last = f"{found.next[0].isoformat()}_{found.next[1]}" if found.next else None
    return say(Campaigns.model_validate({"campaigns": rows, "total": found.total, "next": last}))


@router.reads("/campaigns/{number}", scope=Scope.CAMPAIGNS_READ, answer=Campaign, versioned=True)
def read_campaign(number: NumberInPath, session: Reading) -> Response:
    """Une campagne.

    Combien de partenaires sont invités et combien ont soumis leur grille ; jamais qui.
    """
    found = get_campaign(session, number)
    return say(_drawn(session, found), version=found.version)


@router.creates("/projects/{code}/campaigns", scope=Scope.CAMPAIGNS_WRITE, takes=NewCampaign, answer=Campaign)
def create_a_campaign(
    request: Request,
    code: CodeInPath,
    who: Caller,
    given: Annotated[NewCampaign, Depends(body(NewCampaign))],
    session: Writing,
) -> Response:
    """Préparer une campagne.

    Avec la grille du jour, figée. Aucun courriel ne part d’ici : les invitations s’envoient à l’écran.
    """
    project = get_project(session, code)
    with faults_told(session, {}):
        made = service.open_campaign(
            session,
            project=project,
            moment=given.moment,
            held_on=given.held_on,
            opens_on=given.opens_on,
            closes_on=given.closes_on,
            partners=_chosen(session, project, given.partners),
            user=who.user,
            start=given.status == "ouverte",
            now=clock.now(),
        )
    session.expire_all()
    found = get_campaign(session, made.id)
    return created(request, _drawn(session, found), f"{ROOT}/campaigns/{made.id}", found)


@router.changes("/campaigns/{number}", scope=Scope.CAMPAIGNS_WRITE, takes=CampaignChange, answer=Campaign)
def change_a_campaign(
    request: Request,
    number: NumberInPath,
    who: Caller,
    given: Annotated[CampaignChange, Depends(body(CampaignChange))],
    session: Writing,
) -> Response:
    """Changer les dates d’une campagne.

    Tant qu’elle n’est pas close.
    """
    hold(session, Record, Record.id == number)
    campaign = get_campaign(session, number)
    current = {name: getattr(campaign, name) for name in Dates.model_fields}
    check_seen(request, campaign, given=given, current=current)
    data = checked(Dates, current | given.for_form())
    with faults_told(session, {}):
        service.update_dates(session, campaign, version=campaign.version, user=who.user, **data.model_dump())
    return say(_drawn(session, campaign), version=campaign.version)


def _chosen(session: Session, project: Project, numbers: list[int]) -> list[Partner]:
    """None forgotten in silence: a number that is not of the project is refused."""
    query = select(Partner).where(Partner.id.in_(numbers), Partner.project_id == project.id).order_by(Partner.id)
    found = list(session.scalars(query))
    if len(found) < len(set(numbers)):
        raise wrong([("/partners", NOT_PARTNERS)])
    return found


def _drawn(session: Session, campaign: Record) -> Campaign:
    counts = select(func.count(), func.count(Respondent.submitted_at)).where(Respondent.campaign_id == campaign.id)
    invited, answered = session.execute(counts).one()
    project = campaign.project
    region = session.get(Region, project.region_code) if project.region_code else None
    own = {name: getattr(campaign, name) for name in ("id", "moment", "status", "held_on", "opens_on", "closes_on")}
    more = {"project": project.code, "title": project.title, "region": region.label if region else None}
    counted = {"invited": invited, "answered": answered, "grid": campaign.grid_reference}
    return Campaign.model_validate(own | more | counted)


def _cursor(after: str) -> Cursor | None:
    day, _, typed = after.partition("_")
    if not after:
        return None
    number = number_typed(typed)
    if number is None:
        raise not_a_cursor()
    try:
        return date.fromisoformat(day), number
    except ValueError:
        raise not_a_cursor() from None
