"""Each letter to a partner, sent once at most, and the days on which a campaign reminds."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import DateTime, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Identified, Leaving, one_of


class LetterKind(StrEnum):
    INVITATION = "invitation"
    REMINDER = "reminder"
    RECEIPT = "receipt"
    RESULTS = "results"

    @property
    def label(self) -> str:
        return {
            "invitation": "invitation",
            "reminder": "relance",
            "receipt": "accusé de réception",
            "results": "annonce des résultats",
        }[self]


class Letter(Identified, Leaving, Base):
    """``key`` says which letter it is, so that it leaves once: ``reminder:41:2026-11-22``."""

    __tablename__ = "letter"
    __table_args__ = (one_of("kind", LetterKind), Index("ix_letter_respondent_id", "respondent_id", "id"))

    key: Mapped[str] = mapped_column(Text, unique=True)
    kind: Mapped[str] = mapped_column(Text)
    respondent_id: Mapped[int] = mapped_column(ForeignKey("respondent.id", ondelete="CASCADE"))
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"))
    to_email: Mapped[str] = mapped_column(Text)
    queued_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))


class CampaignReminder(Identified, Base):
    """A day on which those who have not submitted are reminded; ``done_at`` once it has been seen to."""

    __tablename__ = "campaign_reminder"
    __table_args__ = (UniqueConstraint("campaign_id", "due_on"),)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"))
    due_on: Mapped[date]
    done_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
