from datetime import datetime
from typing import Any

from sqlalchemy import DateTime, ForeignKey, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Identified, Versioned


class RegistrationDraft(Identified, Versioned, Base):
    """An investment being registered: each step is kept as typed, so that nothing is lost."""

    __tablename__ = "registration_draft"

    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(Text, default="", server_default="")
    steps: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id", ondelete="SET NULL"))
    finished_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
