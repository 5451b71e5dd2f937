"""Who answers one form by a personal link: found from the cookie of that door, once per request."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import Depends
from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.requests import Request

from app.closing import end_of_day
from app.errors import Refused
from app.models.door import Door, DoorKind, DoorSession
from app.tokens import token_hash
from app.web.cookies import read_cookie
from app.web.filters import date_long
from app.web.guest import is_alive
from app.web.outsider import let_in

ROOT = "/acces/"
WHO = (
    select(
        DoorSession.csrf_token,
        DoorSession.last_seen_at,
        DoorSession.expires_at,
        Door.id,
        Door.kind,
        Door.subject_id,
        Door.contact_name,
        Door.expires_on,
    )
    .join(Door, Door.id == DoorSession.door_id)
    .where(DoorSession.token_sha256 == bindparam("token"), Door.revoked_at.is_(None))
)


class DoorNeeded(Exception):  # noqa: N818  (a refusal, not a breakdown)
    """No browser session for this door, or no longer: nothing says whether there is such a door."""

    def __init__(self, form: FormData | None = None) -> None:
        super().__init__("door needed")
        self.form = form


@dataclass(frozen=True)
class Entered:
    """The contact behind one door. `may_answer`: its last day is not over; the form itself may be closed all the same
    (`app.doors.kinds.Kind.is_open`)."""

    door_id: int
    kind: DoorKind
    subject_id: int
    contact_name: str
    csrf_token: str
    expires_on: date
    may_answer: bool
    token_sha256: bytes
    last_seen_at: datetime
    invitation_id: None = None

    @property
    def address(self) -> str:
        return door_address(self.door_id)

    @property
    def way_back(self) -> str:
        return "Revenir à mes réponses"

    @property
    def sender(self) -> str:
        return f"a{self.door_id}"


class DoorOver(Refused):
    """The last day has passed; `form` is what was being sent, to be shown back."""

    def __init__(self, entered: Entered, form: FormData) -> None:
        super().__init__(
            f"Les réponses étaient attendues jusqu’au {date_long(entered.expires_on)}\u202f; "
            "celles que vous aviez enregistrées sont conservées.",
            entered.address,
            entered.way_back,
        )
        self.form = form


def door_address(door_id: int) -> str:
    return f"{ROOT}{door_id}"


def door_cookie(door_id: int) -> str:
    """One per door: a person may answer for two things."""
    return f"odd17-acces-{door_id}"


def entered_of(request: Request) -> Entered | None:
    """Only on an address with `{door_id}`; from then on the request is nobody else's."""
    if not hasattr(request.state, "guest"):
        return let_in(request, "door_id", entered_on, DoorSession)
    found = request.state.guest
    return found if isinstance(found, Entered) else None


def door_in(request: Request) -> Entered:
    entered = entered_of(request)
    if entered is None:
        raise DoorNeeded
    return entered


DoorIn = Annotated[Entered, Depends(door_in)]


def check_entered(request: Request, form: FormData | None = None) -> Entered:
    entered = entered_of(request)
    if entered is None:
        raise DoorNeeded(form)
    return entered


def check_in_time(request: Request, form: FormData) -> None:
    """What comes after the last day is refused here, kindly; leaving is always possible."""
    entered = door_in(request)
    if not entered.may_answer and request.url.path != f"{entered.address}/deconnexion":
        raise DoorOver(entered, form)


def entered_on(request: Request, session: Session, door_id: int, now: datetime) -> Entered | None:
    """Whoever this browser lets in by that door."""
    token = read_cookie(request, door_cookie(door_id))
    row = session.execute(WHO, {"token": token_hash(token)}).one_or_none() if token else None
    if row is None or row.id != door_id or not is_alive(row.last_seen_at, row.expires_at, now):
        return None
    return _entered(row, token_hash(token), now)


def _entered(row: Row[*tuple[Any, ...]], token_sha256: bytes, now: datetime) -> Entered:
    return Entered(
        door_id=row.id,
        kind=DoorKind(row.kind),
        subject_id=row.subject_id,
        contact_name=row.contact_name,
        csrf_token=row.csrf_token,
        expires_on=row.expires_on,
        may_answer=now < end_of_day(row.expires_on),
        token_sha256=token_sha256,
        last_seen_at=row.last_seen_at,
    )
