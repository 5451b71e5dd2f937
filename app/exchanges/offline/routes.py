"""The fund's side: prepare a workbook for a partner, receive one for a grid, or up to twenty for a campaign.

Preparing is posted, and answers with the file itself: a secret is made and its hash kept, which a GET must not do, and
the file is the only place where that secret is, so that there is nothing to send to a second address.
"""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.assessments.queries import get_campaign, get_respondent
from app.db import Reading, Writing
from app.exchanges.offline import service
from app.exchanges.offline.opening import MAX_FILES
from app.exchanges.offline.queries import respondents_with_workbooks, workbooks_of
from app.exchanges.offline.window import Files, Window, confirm, file_answer, files_in, show_plan
from app.models import Campaign, CampaignStatus, Moment, Respondent
from app.web.auth import Right, Router, SignedIn, Visitor
from app.web.forms import BoundForm, Posted, fresh
from app.web.templating import render

router = Router()
ONE = "/campagnes/{campaign_id}/reponses/{respondent_id}/classeur"
ALL = "/campagnes/{campaign_id}/classeurs"


@router.get(ONE, right=Right.EVALUATE)
def workbook_page(
    request: Request, session: Reading, campaign_id: int, respondent_id: int, visitor: SignedIn
) -> Response:
    return _one_page(request, session, _one(session, campaign_id, respondent_id, visitor), fresh(Files))


@router.post(ONE + "/preparation", right=Right.EVALUATE)
def prepare(request: Request, session: Writing, campaign_id: int, respondent_id: int, visitor: SignedIn) -> Response:
    respondent = get_respondent(session, campaign_id, respondent_id)
    return file_answer(service.prepare_workbook(session, respondent=respondent, user=visitor.user, now=clock.now()))


@router.post(ONE, right=Right.EVALUATE)
def receive_one(
    request: Request, session: Writing, campaign_id: int, respondent_id: int, posted: Posted, visitor: SignedIn
) -> Response:
    form, files = files_in(posted)
    window = _one(session, campaign_id, respondent_id, visitor)
    if form.has_errors:
        return _one_page(request, session, window, form, 422)
    return show_plan(request, session, window, files)


@router.post(ONE + "/import", right=Right.EVALUATE)
def import_one(
    request: Request, session: Writing, campaign_id: int, respondent_id: int, posted: Posted, visitor: SignedIn
) -> Response:
    return confirm(request, session, _one(session, campaign_id, respondent_id, visitor), posted)


@router.get(ALL, right=Right.EVALUATE)
def workbooks_page(request: Request, session: Reading, campaign_id: int, visitor: SignedIn) -> Response:
    return _all_page(request, session, _all(session, campaign_id, visitor), fresh(Files))


@router.post(ALL, right=Right.EVALUATE)
def receive_all(request: Request, session: Writing, campaign_id: int, posted: Posted, visitor: SignedIn) -> Response:
    form, files = files_in(posted, most=MAX_FILES)
    window = _all(session, campaign_id, visitor)
    if form.has_errors:
        return _all_page(request, session, window, form, 422)
    return show_plan(request, session, window, files)


@router.post(ALL + "/import", right=Right.EVALUATE)
def import_all(request: Request, session: Writing, campaign_id: int, posted: Posted, visitor: SignedIn) -> Response:
    return confirm(request, session, _all(session, campaign_id, visitor), posted)


def _one(session: Session, campaign_id: int, respondent_id: int, visitor: Visitor) -> Window:
    campaign, respondent = get_campaign(session, campaign_id), get_respondent(session, campaign_id, respondent_id)
    grid = f"/campagnes/{campaign_id}/reponses/{respondent_id}"
    return Window(
        address=f"{grid}/classeur",
        layout="base.html",
        title="Répondre sur un classeur",
        meta=f"{respondent.organisation.name} · {campaign.project.title}",
        done=grid,
        giver=service.Giver(user=visitor.user),
        is_open=_takes_workbooks(campaign, respondent),
        campaign_id=campaign_id,
        respondent_id=respondent_id,
        trail=(*_trail(campaign), (respondent.organisation.name, grid)),
    )


def _all(session: Session, campaign_id: int, visitor: Visitor) -> Window:
    campaign = get_campaign(session, campaign_id)
    return Window(
        address=f"/campagnes/{campaign_id}/classeurs",
        layout="base.html",
        title="Classeurs de la campagne",
        meta=campaign.project.title,
        done=f"/campagnes/{campaign_id}/classeurs",
        giver=service.Giver(user=visitor.user),
        is_open=campaign.status == CampaignStatus.OPEN,
        campaign_id=campaign_id,
        trail=_trail(campaign),
    )


def _trail(campaign: Campaign) -> tuple[tuple[str, str], ...]:
    name = f"{campaign.project.code} {Moment(campaign.moment).label}"
    return ("Évaluations", "/campagnes"), (name, f"/campagnes/{campaign.id}")


def _takes_workbooks(campaign: Campaign, respondent: Respondent) -> bool:
    return campaign.status == CampaignStatus.OPEN and respondent.submitted_at is None


def _one_page(
    request: Request, session: Session, window: Window, form: BoundForm[Files], status: int = 200
) -> Response:
    rows = workbooks_of(session, window.respondent_id or 0)
    return render(request, "exchanges/offline.html", status=status, window=window, form=form, rows=rows)


def _all_page(
    request: Request, session: Session, window: Window, form: BoundForm[Files], status: int = 200
) -> Response:
    rows = respondents_with_workbooks(session, window.campaign_id or 0)
    return render(request, "exchanges/offline_campaign.html", status=status, window=window, form=form, rows=rows)
