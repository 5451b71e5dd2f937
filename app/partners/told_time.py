"""The time of coordination a partner said: removing the partner takes it along, so it is told before."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.addedvalues.words import days_words, figure
from app.errors import Refused
from app.models import CoordinationTime, Partner
from app.wording import NO_BREAK


@dataclass(frozen=True)
class ToldTime:
    """`count` periods said or asked; `days` in all, none while nobody has answered."""

    count: int
    days: Decimal | None

    @property
    def words(self) -> str:
        """« 12,5 jours de coordination »."""
        if self.days is None:
            return "le temps de coordination demandé, encore sans réponse"
        return f"{days_words(self.days)} de coordination"

    @property
    def seen(self) -> str:
        """What the page showed: anything else removed would not have been agreed to."""
        return f"{self.count}/{'' if self.days is None else figure(self.days)}"


def told_time(session: Session, partner: Partner) -> ToldTime | None:
    """None when nothing was ever asked of this partner."""
    count, days = session.execute(
        select(func.count(), func.sum(CoordinationTime.days)).where(CoordinationTime.partner_id == partner.id)
    ).one()
    return ToldTime(count, days) if count else None


def refuse_unseen_loss(session: Session, partner: Partner, seen: str) -> None:
    own = told_time(session, partner)
    if own is not None and own.seen != seen:
        raise Refused(
            f"Le retrait effacerait aussi {own.words}{NO_BREAK}: cochez la case qui le dit, puis retirez ce partenaire."
        )
