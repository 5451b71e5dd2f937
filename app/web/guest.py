"""Who answers for a partner: found from the cookie of one grid, once per request."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from fastapi import Depends
from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.requests import Request

from app.closing import closed_since, takes_answers
from app.errors import Refused
from app.models.campaign import Campaign, Respondent
from app.models.invitation import Invitation, InvitationPurpose, RespondentSession
from app.settings import settings
from app.tokens import token_hash
from app.web.cookies import read_cookie
from app.web.filters import date_long
from app.web.outsider import let_in

ROOT = "/ma-grille/"
LINKS = "/invitation/"
WHO = (
    select(
        RespondentSession.csrf_token,
        RespondentSession.last_seen_at,
        RespondentSession.expires_at,
        Invitation.id,
        Invitation.respondent_id,
        Invitation.contact_name,
        Invitation.purpose,
        Campaign.status,
        Campaign.closes_on,
        Campaign.closed_at,
    )
    .join(Invitation, Invitation.id == RespondentSession.invitation_id)
    .join(Respondent, Respondent.id == Invitation.respondent_id)
    .join(Campaign, Campaign.id == Respondent.campaign_id)
    .where(RespondentSession.token_sha256 == bindparam("token"), Invitation.revoked_at.is_(None))
)


class GuestNeeded(Exception):  # noqa: N818  (a refusal, not a breakdown)
    """No browser session for this grid, or no longer: nothing says whether the grid exists."""

    def __init__(self, form: FormData | None = None) -> None:
        super().__init__("guest needed")
        self.form = form


@dataclass(frozen=True)
class Guest:
    """The contact of one partner, on its own grid. `may_answer`: the campaign still takes answers, at this instant."""

    respondent_id: int
    invitation_id: int
    csrf_token: str
    contact_name: str
    purpose: InvitationPurpose
    may_answer: bool
    closed_since: date | None
    token_sha256: bytes
    last_seen_at: datetime
    door_id: None = None

    @property
    def address(self) -> str:
        return f"{ROOT}{self.respondent_id}"

    @property
    def way_back(self) -> str:
        return "Revenir à ma grille"

    @property
    def sender(self) -> str:
        return f"g{self.invitation_id}"


class TooLate(Refused):
    """The campaign takes no answers any more; `form` is what was being sent, to be shown back."""

    def __init__(self, guest: Guest, form: FormData) -> None:
        since = f"close depuis le {date_long(guest.closed_since)}" if guest.closed_since else "close"
        super().__init__(f"La campagne est {since}\u202f; vos réponses enregistrées sont conservées.")
        self.guest = guest
        self.form = form


def guest_cookie(respondent_id: int) -> str:
    """One per grid: a person may answer for two projects."""
    return f"odd17-grille-{respondent_id}"


def guest_of(request: Request) -> Guest | None:
    """Only on an address with `{respondent_id}`; from then on the request is nobody else's."""
    if not hasattr(request.state, "guest"):
        return let_in(request, "respondent_id", guest_on, RespondentSession)
    found: Guest | None = request.state.guest
    return found


def guest_in(request: Request) -> Guest:
    guest = guest_of(request)
    if guest is None:
        raise GuestNeeded
    return guest


GuestIn = Annotated[Guest, Depends(guest_in)]


def on_guest_side(request: Request) -> bool:
    """Pages for partners, drawn without the navigation of the fund."""
    return request.url.path.startswith((ROOT, LINKS))


def check_guest(request: Request, form: FormData | None = None) -> Guest:
    """A link to the results opens the results only; to the one who reads results, the grid is as unknown as any."""
    guest = guest_of(request)
    if guest is None or (guest.purpose is InvitationPurpose.RESULTS and not _opens_without_answering(request, guest)):
        raise GuestNeeded(form)
    return guest


def check_still_open(request: Request, form: FormData) -> None:
    """Late answers are refused here, kindly; what was saved stays to be read."""
    guest = guest_in(request)
    if not guest.may_answer and not _opens_without_answering(request, guest):
        raise TooLate(guest, form)


def _opens_without_answering(request: Request, guest: Guest) -> bool:
    path = f"{request.url.path}/"
    return path.startswith((f"{guest.address}/resultats/", f"{guest.address}/deconnexion/"))


def guest_on(request: Request, session: Session, respondent_id: int, now: datetime) -> Guest | None:
    """Whoever this browser lets into that grid."""
    token = read_cookie(request, guest_cookie(respondent_id))
    row = session.execute(WHO, {"token": token_hash(token)}).one_or_none() if token else None
    if row is None or row.respondent_id != respondent_id or not is_alive(row.last_seen_at, row.expires_at, now):
        return None
    return _guest(row, token_hash(token), now)


def is_alive(last_seen_at: datetime, expires_at: datetime, now: datetime) -> bool:
    return now < expires_at and now < last_seen_at + timedelta(hours=settings().respondent_idle_hours)


def _guest(row: Row[*tuple[Any, ...]], token_sha256: bytes, now: datetime) -> Guest:
    return Guest(
        respondent_id=row.respondent_id,
        invitation_id=row.id,
        csrf_token=row.csrf_token,
        contact_name=row.contact_name,
        purpose=InvitationPurpose(row.purpose),
        may_answer=row.purpose == InvitationPurpose.ANSWER and takes_answers(row.status, row.closes_on, now),
        closed_since=closed_since(row.closes_on, row.closed_at, now),
        token_sha256=token_sha256,
        last_seen_at=row.last_seen_at,
    )
