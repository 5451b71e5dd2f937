"""A second factor in tests: the person's telephone, and a clock that moves."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pyotp
from sqlalchemy.orm import Session

from app import clock
from app.accounts import factors
from app.models.user import User


@dataclass
class Telephone:
    """`recovery`: the codes kept for the day it is lost."""

    secret: str
    recovery: list[str] = field(default_factory=list)

    def code(self, at: datetime | None = None) -> str:
        return pyotp.TOTP(self.secret).at(at or clock.now())

    def next(self) -> str:
        """A code not taken yet: that of the next thirty seconds."""
        return self.code(clock.now() + timedelta(seconds=30))

    def wrong(self) -> str:
        right = {self.code(clock.now() + timedelta(seconds=30 * step)) for step in range(-2, 3)}
        return next(code for code in ("000000", "111111", "222222", "333333", "444444", "555555") if code not in right)


def add_factor(session: Session, user: User) -> Telephone:
    now = clock.now()
    offer = factors.new_offer(user.id, now)
    telephone = Telephone(factors.offered_secret(offer, user.id, now))
    telephone.recovery = factors.add_factor(
        session, user=user, offer=offer, code=telephone.code(), now=now, session_in_use=b""
    )
    session.commit()
    return telephone
