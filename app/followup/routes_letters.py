"""Letters to several respondents of a campaign: a page says who gets one, then they leave."""

from collections.abc import Iterable

from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.assessments.queries import get_campaign
from app.db import Reading, Writing
from app.errors import Refused
from app.followup import service
from app.followup.forms import Chosen
from app.followup.lines import Line
from app.followup.routes_board import lines_of
from app.followup.sending import Sending, inviting, reminding, sent_words
from app.models import Campaign
from app.web.auth import Right, Router, SignedIn
from app.web.forms import Posted, bind, fresh
from app.web.templating import redirect, render

router = Router()
Trail = list[tuple[str, str]]
REMINDER_LEAD = (
    "Un rappel courtois, avec un lien personnel vers la grille. Personne n’est relancé deux fois le même jour."
)
NOBODY_TO_REMIND = "Personne n’est à relancer aujourd’hui."


@router.get("/campagnes/{campaign_id}/suivi/invitations", right=Right.EVALUATE)
def ask_to_invite(request: Request, session: Reading, campaign_id: int) -> Response:
    campaign = get_campaign(session, campaign_id)
    return confirmation(
        request,
        inviting(lines_of(session, campaign_id), clock.now()),
        title="Inviter les partenaires",
        lead="Chacun reçoit un courriel avec un lien personnel vers sa grille. L’adresse est celle de son contact.",
        button="Envoyer les invitations",
        nobody="Personne n’est à inviter\u00a0: chaque partenaire a déjà son lien, ou n’a pas d’adresse électronique.",
        action=f"{board_of(campaign)}/invitations",
        trail=trail_of(campaign),
    )


@router.post("/campagnes/{campaign_id}/suivi/invitations", right=Right.EVALUATE)
def invite_all(request: Request, session: Writing, campaign_id: int, posted: Posted, visitor: SignedIn) -> Response:
    campaign = get_campaign(session, campaign_id)
    chosen = _ticked(session, campaign_id, ticked_ids(posted))
    service.invite_chosen(session, chosen=[line.facts for line in chosen], user=visitor.user, now=clock.now())
    whom = [line.whom for line in chosen if line.can_invite]
    return redirect(request, board_of(campaign), flash=sent_words(whom))


@router.get("/campagnes/{campaign_id}/suivi/relance", right=Right.EVALUATE)
def ask_to_remind(request: Request, session: Reading, campaign_id: int) -> Response:
    campaign = get_campaign(session, campaign_id)
    return confirmation(
        request,
        reminding(lines_of(session, campaign_id), clock.now()),
        title="Relancer les partenaires",
        lead=REMINDER_LEAD,
        button="Envoyer les relances",
        nobody=NOBODY_TO_REMIND,
        action=f"{board_of(campaign)}/relance",
        trail=trail_of(campaign),
    )


@router.post("/campagnes/{campaign_id}/suivi/relance", right=Right.EVALUATE)
def remind_all(request: Request, session: Writing, campaign_id: int, posted: Posted, visitor: SignedIn) -> Response:
    campaign = get_campaign(session, campaign_id)
    chosen = _ticked(session, campaign_id, ticked_ids(posted))
    return redirect(request, board_of(campaign), flash=remind(session, chosen, visitor))


def remind(session: Session, chosen: Iterable[Line], visitor: SignedIn) -> str:
    """The sentence that says how many letters leave, and to whom when they are few."""
    able = [line for line in chosen if line.can_remind]
    now = clock.now()
    count = service.remind_chosen(session, chosen=[line.facts for line in able], user=visitor.user, now=now)
    return sent_words([line.whom for line in able], count)


def confirmation(
    request: Request,
    sending: Sending,
    *,
    title: str,
    lead: str,
    button: str,
    nobody: str,
    action: str,
    trail: Trail,
    by_project: bool = False,
    note: str = "",
) -> Response:
    """`by_project`: they come from several campaigns, each named."""
    return render(
        request,
        "followup/confirm.html",
        sending=sending,
        title=title,
        lead=lead,
        button=button,
        nobody=nobody,
        action=action,
        trail=trail,
        by_project=by_project,
        note=note,
        form=fresh(Chosen, {"respondent": [line.facts.id for line in sending.chosen]}),
    )


def ticked_ids(posted: FormData) -> list[int]:
    form = bind(Chosen, posted)
    if form.has_errors:
        raise Refused("Cochez ceux qui doivent recevoir un courriel.")
    return form.data.respondent


def board_of(campaign: Campaign) -> str:
    return f"/campagnes/{campaign.id}/suivi"


def trail_of(campaign: Campaign) -> Trail:
    name = f"{campaign.project.code} {campaign.moment.replace('_', ' ')}"
    return [("Évaluations", "/campagnes"), (name, f"/campagnes/{campaign.id}"), ("Suivi", board_of(campaign))]


def _ticked(session: Session, campaign_id: int, ids: Iterable[int]) -> list[Line]:
    chosen = set(ids)
    return [line for line in lines_of(session, campaign_id) if line.facts.id in chosen]
