"""Personal doors: someone without an account answers one form, by links that leave by mail."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Identified, Leaving, one_of


class DoorKind(StrEnum):
    """What is answered behind a door; ``app.doors.kinds`` says what each one asks."""

    QUALIFICATION = "qualification"
    PROGRAMME = "programme"

    @property
    def label(self) -> str:
        return {"qualification": "qualification de pratiques", "programme": "évaluation de programme"}[self]


class DoorLetterKind(StrEnum):
    INVITATION = "invitation"
    REMINDER = "reminder"

    @property
    def label(self) -> str:
        return {"invitation": "invitation", "reminder": "relance"}[self]


class Door(Identified, Base):
    """For one thing to answer and one contact. ``subject_id`` points at a table that depends on the kind."""

    __tablename__ = "door"
    __table_args__ = (
        one_of("kind", DoorKind),
        Index("uq_door_live", "kind", "subject_id", unique=True, postgresql_where=text("revoked_at IS NULL")),
    )

    kind: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[int] = mapped_column(BigInteger)
    contact_name: Mapped[str] = mapped_column(Text, default="", server_default="")
    contact_email: Mapped[str] = mapped_column(Text)
    expires_on: Mapped[date] = mapped_column(comment="last day on which it opens")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    opened_at: Mapped[datetime | None] = mapped_column(
        DateTime(timezone=True), comment="first time its button was pressed"
    )
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class DoorToken(Base):
    """One per letter sent, made as it leaves: only its hash is kept."""

    __tablename__ = "door_token"

    token_sha256: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    door_id: Mapped[int] = mapped_column(ForeignKey("door.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class DoorSession(Base):
    """A browser in which the button of a link was pressed; lets it into that form only."""

    __tablename__ = "door_session"

    token_sha256: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    door_id: Mapped[int] = mapped_column(ForeignKey("door.id", ondelete="CASCADE"), index=True)
    csrf_token: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    last_seen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class DoorLetter(Identified, Leaving, Base):
    """A letter about a door, sent once at most, as ``Letter`` is: ``key`` says which one it is."""

    __tablename__ = "door_letter"
    __table_args__ = (one_of("kind", DoorLetterKind), Index("ix_door_letter_door_id", "door_id", "id"))

    key: Mapped[str] = mapped_column(Text, unique=True)
    kind: Mapped[str] = mapped_column(Text)
    door_id: Mapped[int] = mapped_column(ForeignKey("door.id", ondelete="CASCADE"))
    to_email: Mapped[str] = mapped_column(Text)
    queued_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
