"""A grid made as a workbook for one respondent, and its return."""

from datetime import datetime
from typing import Any

from sqlalchemy import DateTime, ForeignKey, LargeBinary
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Identified


class OfflineGrid(Identified, Base):
    """The workbook carries a secret whose hash is kept here; ``seen`` holds the version of each answer it left with."""

    __tablename__ = "offline_grid"

    respondent_id: Mapped[int] = mapped_column(ForeignKey("respondent.id", ondelete="CASCADE"), index=True)
    token_sha256: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    grid_reference: Mapped[str] = mapped_column(ForeignKey("grid_version.reference"))
    seen: Mapped[dict[str, Any]] = mapped_column(JSONB)
    issued_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    received_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    received_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    received_sha256: Mapped[bytes | None] = mapped_column(LargeBinary)
