"""The accounts, found and read page by page, and one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, Row, Select, Text, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from app.keyset import read_page
from app.models import Allocation, Organisation
from app.models.second_factor import SecondFactor
from app.models.user import Role, SignInLink, User

HERE = "/comptes"
PEOPLE = User.__table__.c
KEYS: tuple[ColumnElement[Any], ...] = (
    case((PEOPLE.active, 0), else_=1),
    func.normalise(PEOPLE.name, type_=Text()),
    PEOPLE.id,
)
INVITED = and_(User.active, User.last_signed_in_at.is_(None))
HAS_FACTOR = exists().where(SecondFactor.user_id == User.id)


class AccountState(StrEnum):
    INVITED = "invite"
    ACTIVE = "actif"
    CLOSED = "ferme"

    @property
    def label(self) -> str:
        return {"invite": "Invité", "actif": "Actif", "ferme": "Fermé"}[self]

    @property
    def tone(self) -> str:
        return {"invite": "due", "actif": "done", "ferme": "quiet"}[self]


STATES = {
    AccountState.INVITED: INVITED,
    AccountState.ACTIVE: and_(User.active, User.last_signed_in_at.is_not(None)),
    AccountState.CLOSED: User.active.is_(False),
}


@dataclass(frozen=True, slots=True)
class AccountFilter:
    """As in the address. `facteur`: « oui » or « non »."""

    q: str = ""
    role: str = ""
    etat: str = ""
    facteur: str = ""

    def address(self, **changes: object) -> str:
        values = {"q": self.q, "role": self.role, "etat": self.etat, "facteur": self.facteur} | changes
        kept = {name: value for name, value in values.items() if value}
        return f"{HERE}?{urlencode(kept)}" if kept else HERE


@dataclass(frozen=True, slots=True)
class AccountPage:
    rows: Sequence[Row[*tuple[Any, ...]]]
    total: int
    previous: str
    next: str


def state_of(active: bool, last_signed_in_at: datetime | None) -> AccountState:
    if not active:
        return AccountState.CLOSED
    return AccountState.ACTIVE if last_signed_in_at else AccountState.INVITED


def accounts_page(
    session: Session, chosen: AccountFilter, after: str = "", before: str = "", size: int = 50
) -> AccountPage:
    """Open accounts first, then by name; three queries."""
    tests = _tests(chosen)
    total = session.scalar(select(func.count()).select_from(User).where(*tests)) or 0
    page = read_page(session, select(User.id).where(*tests), KEYS, after=after, before=before, size=size)
    found = {row.id: row for row in session.execute(_rows().where(User.id.in_(page.ids)))}
    return AccountPage(
        [found[number] for number in page.ids],
        total,
        chosen.address(avant=page.previous) if page.previous else "",
        chosen.address(apres=page.next) if page.next else "",
    )


def invited_until(session: Session, user_id: int) -> datetime | None:
    """The last instant of an invitation not used yet."""
    query = select(func.max(SignInLink.expires_at)).where(
        SignInLink.user_id == user_id, SignInLink.invites, SignInLink.used_at.is_(None)
    )
    return session.scalar(query)


def funder_name(session: Session, user: User) -> str:
    if user.funder_id is None:
        return ""
    return session.scalar(select(Organisation.name).where(Organisation.id == user.funder_id)) or ""


def funder_names(session: Session) -> list[str]:
    """The organisations whose money is somewhere."""
    funding = select(Allocation.funder_id)
    query = select(Organisation.name).where(Organisation.id.in_(funding))
    return list(session.scalars(query.order_by(Organisation.sort_name, Organisation.id).limit(200)))


def _rows() -> Select[*tuple[Any, ...]]:
    until = (
        select(func.max(SignInLink.expires_at))
        .where(SignInLink.user_id == User.id, SignInLink.invites, SignInLink.used_at.is_(None))
        .scalar_subquery()
    )
    return select(
        User.id,
        User.name,
        User.email,
        User.role,
        User.active,
        User.last_signed_in_at,
        Organisation.name.label("funder"),
        HAS_FACTOR.label("has_factor"),
        until.label("invited_until"),
    ).outerjoin(Organisation, Organisation.id == User.funder_id)


def _tests(chosen: AccountFilter) -> list[ColumnElement[bool]]:
    tests: list[ColumnElement[bool]] = []
    if chosen.q:
        words = func.normalise(chosen.q)
        tests.append(or_(func.strpos(func.normalise(User.name), words) > 0, func.strpos(User.email, words) > 0))
    if chosen.role in list(Role):
        tests.append(User.role == chosen.role)
    if chosen.etat in list(AccountState):
        tests.append(STATES[AccountState(chosen.etat)])
    if chosen.facteur in ("oui", "non"):
        tests.append(HAS_FACTOR if chosen.facteur == "oui" else ~HAS_FACTOR)
    return tests
