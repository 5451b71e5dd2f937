"""The follow-up of one respondent: its contact, its link, its letters."""

from dataclasses import dataclass

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.assessments.queries import get_campaign, get_respondent, respondent_events
from app.assessments.words import GRID_EVENT_WORDS
from app.db import Reading, Writing
from app.errors import Refused
from app.followup.forms import Contact
from app.followup.lines import Line, make_lines
from app.followup.queries import read_facts
from app.followup.routes_board import closing_of
from app.followup.routes_letters import remind, trail_of
from app.followup.sending import sent_words
from app.followup.words import FATES
from app.invitations import service as invitations
from app.letters.queries import LetterRow, letters_of
from app.models import Campaign, Moment, Respondent
from app.web.auth import Right, Router, SignedIn, local_path
from app.web.conflict import check_version
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh, new_key
from app.web.templating import redirect, render

router = Router()
HERE = "/campagnes/{campaign_id}/suivi/{respondent_id}"
CONTACT_LABELS = {"contact_name": "Nom du contact", "contact_email": "Adresse électronique"}


@dataclass(frozen=True)
class Place:
    campaign: Campaign
    respondent: Respondent

    @property
    def address(self) -> str:
        return f"/campagnes/{self.campaign.id}/suivi/{self.respondent.id}"


@router.get(HERE, right=Right.CONSULT)
def respondent_page(request: Request, session: Reading, campaign_id: int, respondent_id: int) -> Response:
    return _page(request, session, _place(session, campaign_id, respondent_id))


@router.post(HERE + "/invitation", right=Right.EVALUATE)
def invite(
    request: Request, session: Writing, campaign_id: int, respondent_id: int, posted: Posted, visitor: SignedIn
) -> Response:
    """A first link, or a new one: the one before stops working."""
    place = _place(session, campaign_id, respondent_id)
    invitations.invite(session, respondent=place.respondent, user=visitor.user, now=clock.now())
    return redirect(request, _back(posted, place), flash=sent_words([_line(session, place).whom]))


@router.post(HERE + "/relance", right=Right.EVALUATE)
def remind_one(
    request: Request, session: Writing, campaign_id: int, respondent_id: int, posted: Posted, visitor: SignedIn
) -> Response:
    place = _place(session, campaign_id, respondent_id)
    line = _line(session, place)
    if not line.can_remind:
        raise Refused(
            "Ce partenaire n’est pas à relancer aujourd’hui\u00a0: il a soumis, n’a pas de lien, "
            "ou a déjà reçu une relance ce jour.",
            link=place.address,
            link_label="Voir où il en est",
        )
    return redirect(request, _back(posted, place), flash=remind(session, [line], visitor))


@router.post(HERE + "/revocation", right=Right.EVALUATE)
def revoke(request: Request, session: Writing, campaign_id: int, respondent_id: int, visitor: SignedIn) -> Response:
    place = _place(session, campaign_id, respondent_id)
    invitations.revoke(session, respondent=place.respondent, user=visitor.user, now=clock.now())
    return redirect(request, place.address, flash="Le lien est révoqué\u00a0: il n’ouvre plus la grille.")


@router.post(HERE + "/contact", right=Right.EVALUATE)
def replace_contact(
    request: Request, session: Writing, campaign_id: int, respondent_id: int, posted: Posted, visitor: SignedIn
) -> Response:
    place, form = _place(session, campaign_id, respondent_id), bind(Contact, posted)
    current = {name: getattr(place.respondent, name) for name in CONTACT_LABELS}
    address = f"{place.address}/contact"
    check_version(place.respondent, form, labels=CONTACT_LABELS, current=current, action=address, back=place.address)
    had_link = _line(session, place).facts.invited_at is not None
    if not form.has_errors:
        with faults_on(form, session):
            invitations.replace_contact(
                session,
                respondent=place.respondent,
                contact_name=form.data.contact_name,
                contact_email=form.data.contact_email,
                version=place.respondent.version,
                user=visitor.user,
                now=clock.now(),
            )
    if form.has_errors:
        return _page(request, session, _place(session, campaign_id, respondent_id), form, 422)
    return redirect(request, place.address, flash=_replaced(_line(session, place), had_link))


def _replaced(line: Line, had_link: bool) -> str:
    done = "Le contact est remplacé."
    if not had_link:
        return done
    letter = sent_words([line.whom]) if line.facts.invited_at else "Aucun nouveau lien ne part."
    return f"{done} L’ancien lien ne fonctionne plus. {letter}"


def _page(
    request: Request, session: Session, place: Place, form: BoundForm[Contact] | None = None, status: int = 200
) -> Response:
    respondent = place.respondent
    values = {"contact_name": respondent.contact_name, "contact_email": respondent.contact_email}
    return render(
        request,
        "followup/respondent.html",
        status=status,
        place=place,
        campaign=place.campaign,
        moment=Moment(place.campaign.moment),
        closing=closing_of(place.campaign),
        trail=trail_of(place.campaign),
        line=_line(session, place),
        letters=_letters(session, place),
        events=[(GRID_EVENT_WORDS[row.kind], row) for row in respondent_events(session, respondent.id)],
        form=form or fresh(Contact, values, respondent.version),
        new_key=new_key,
    )


def _letters(session: Session, place: Place) -> list[tuple[LetterRow, str]]:
    """Each with the tone of what became of it."""
    rows = letters_of(session, place.campaign.id)
    return [(row, FATES.get(row.state, "quiet")) for row in rows if row.respondent_id == place.respondent.id]


def _place(session: Session, campaign_id: int, respondent_id: int) -> Place:
    return Place(get_campaign(session, campaign_id), get_respondent(session, campaign_id, respondent_id))


def _line(session: Session, place: Place) -> Line:
    return make_lines(session, read_facts(session, [place.respondent.id]), clock.now())[0]


def _back(posted: Posted, place: Place) -> str:
    """Where the button was pressed: the board, the portfolio, or the page of the respondent."""
    wanted = posted.get("retour")
    return local_path(wanted, place.address) if isinstance(wanted, str) and wanted else place.address
