"""The second factor of a person: a secret shared with a telephone, codes for the day it is lost, a step to take."""

from datetime import datetime

from sqlalchemy import BigInteger, DateTime, ForeignKey, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Identified


class SecondFactor(Base):
    """`secret` is sealed with the key of the installation; `last_step` is the thirty seconds of the last code taken."""

    __tablename__ = "second_factor"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    last_step: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class RecoveryCode(Identified, Base):
    """`mark`, the first characters, says which code is typed; only the whole code, hashed as a password, opens."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("user_id", "mark"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    mark: Mapped[str] = mapped_column(Text)
    code_hash: Mapped[str] = mapped_column(Text)
    used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class SignInStep(Base):
    """Someone known by a first factor, awaited with the second: one browser, a few minutes, a few tries."""

    __tablename__ = "sign_in_step"

    token_sha256: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    method: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    failures: Mapped[int] = mapped_column(default=0, server_default="0")
    used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
