"""How a partner enters its own grid: an invitation, the secrets of its links, the browsers it opened."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import DateTime, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Identified, one_of
from app.models.campaign import Respondent


class InvitationPurpose(StrEnum):
    """To answer while the campaign is open; to read the restitution once it is published."""

    ANSWER = "answer"
    RESULTS = "results"


class Invitation(Identified, Base):
    """For one respondent and one contact, as it was that day. A new one revokes the one before."""

    __tablename__ = "invitation"
    __table_args__ = (
        one_of("purpose", InvitationPurpose),
        Index(
            "uq_invitation_live",
            "respondent_id",
            "purpose",
            unique=True,
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    respondent_id: Mapped[int] = mapped_column(ForeignKey("respondent.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(Text)
    contact_name: Mapped[str] = mapped_column(Text, default="", server_default="")
    contact_email: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    opened_at: Mapped[datetime | None] = mapped_column(
        DateTime(timezone=True), comment="first time its button was pressed"
    )
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    respondent: Mapped[Respondent] = relationship(lazy="raise")


class InvitationToken(Base):
    """One per letter sent, made as it leaves: only its hash is kept. All fall with their invitation."""

    __tablename__ = "invitation_token"

    token_sha256: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime | None] = mapped_column(
        DateTime(timezone=True), comment="beyond it the link is dead whatever the campaign says"
    )


class RespondentSession(Base):
    """A browser in which a partner pressed the button of its link; opens that grid only."""

    __tablename__ = "respondent_session"

    token_sha256: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), index=True)
    csrf_token: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    last_seen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
