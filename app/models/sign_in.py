"""How people came in: what happened to their account, and who they are for an identity provider."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import DateTime, ForeignKey, Index, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Identified, one_of


class Method(StrEnum):
    """The first factor."""

    PASSWORD = "password"  # noqa: S105
    LINK = "link"
    PROVIDER = "provider"

    @property
    def label(self) -> str:
        return {"password": "mot de passe", "link": "lien reçu par courriel", "provider": "service d’identité"}[self]


class AccountEventKind(StrEnum):
    SIGNED_IN = "signed_in"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105
    WRONG_CODE = "wrong_code"
    CODES_EXHAUSTED = "codes_exhausted"
    RECOVERY_CODE_USED = "recovery_code_used"
    SIGNED_OUT = "signed_out"
    SESSIONS_ENDED = "sessions_ended"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    FACTOR_ADDED = "factor_added"
    FACTOR_REMOVED = "factor_removed"
    FACTOR_RESET = "factor_reset"
    CODES_RENEWED = "codes_renewed"
    PROVIDER_LINKED = "provider_linked"
    PROVIDER_UNLINKED = "provider_unlinked"


class AccountEvent(Identified, Base):
    """Kept for the person itself, who reads it in its account; forgotten after six months."""

    __tablename__ = "account_event"
    __table_args__ = (one_of("kind", AccountEventKind), Index("ix_account_event_user", "user_id", "at"))

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    kind: Mapped[str] = mapped_column(Text)
    method: Mapped[str | None] = mapped_column(Text)
    ip: Mapped[str | None] = mapped_column(Text)
    agent: Mapped[str | None] = mapped_column(Text)
    browser_sha256: Mapped[bytes | None] = mapped_column(LargeBinary)


class ProviderIdentity(Identified, Base):
    """One account here, one person there: found again by what the provider never changes."""

    __tablename__ = "provider_identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"), UniqueConstraint("user_id", "issuer"))

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    issuer: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class ProviderReturn(Base):
    """A return from the provider that was taken: it is never taken twice."""

    __tablename__ = "provider_return"

    state_sha256: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
