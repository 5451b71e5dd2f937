"""Views of the portfolio kept under a name, and changes made to several projects at once."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Identified, Versioned, one_of


class ViewPage(StrEnum):
    """The lists that people filter."""

    PROJECTS = "projets"
    ORGANISATIONS = "organisations"
    CAMPAIGNS = "campagnes"
    FOLLOW_UP = "suivi"
    CALENDAR = "calendrier"


class SavedView(Identified, Versioned, Base):
    """``query``: filters, order and columns, as the address of its list carries them.

    One name once for each person and list.
    """

    __tablename__ = "saved_view"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name"),
        one_of("page", ViewPage),
        UniqueConstraint("id", "page"),
        Index("uq_saved_view_name", "owner_id", "page", func.lower(text("name")), unique=True),
    )

    page: Mapped[str] = mapped_column(Text, default=ViewPage.PROJECTS, server_default="projets")
    name: Mapped[str] = mapped_column(Text)
    query: Mapped[str] = mapped_column(Text, default="", server_default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    is_shared: Mapped[bool] = mapped_column(default=False, server_default="false")
    position: Mapped[int] = mapped_column(default=0, server_default="0")


class DefaultView(Base):
    """The view that a person finds on opening a list, one for each."""

    __tablename__ = "default_view"
    __table_args__ = (
        ForeignKeyConstraint(["view_id", "page"], ["saved_view.id", "saved_view.page"], ondelete="CASCADE"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    page: Mapped[str] = mapped_column(Text, primary_key=True, default=ViewPage.PROJECTS, server_default="projets")
    view_id: Mapped[int] = mapped_column(BigInteger, index=True)


class Act(StrEnum):
    """What may be done to several projects at once."""

    REFERENT = "referent"
    PROGRAMME = "programme"
    PHASE = "phase"
    CATEGORY = "categorie"
    CHARTER = "charte"
    ADD_DOMAIN = "ajouter-domaine"
    REMOVE_DOMAIN = "retirer-domaine"
    MILESTONE = "jalon"
    STATUS = "statut"

    @property
    def label(self) -> str:
        return ACT_LABELS[self]


ACT_LABELS = {
    "referent": "Changer le référent",
    "programme": "Changer le programme",
    "phase": "Changer la phase d’innovation",
    "categorie": "Changer la catégorie",
    "charte": "Dire la version de la charte",
    "ajouter-domaine": "Ajouter un domaine",
    "retirer-domaine": "Retirer un domaine",
    "jalon": "Ajouter un jalon",
    "statut": "Passer à l’étape suivante",
}


class BulkEdit(Identified, Base):
    """``value``: what was asked. ``journal_mark``: the last line of the journal when it ended; what comes later is
    someone else's. ``undone_at`` is the last time something of it was undone."""

    __tablename__ = "bulk_edit"
    __table_args__ = (one_of("act", Act), Index("ix_bulk_edit_applied_at", "applied_at", "id"))

    act: Mapped[str] = mapped_column(Text)
    value: Mapped[dict[str, Any]] = mapped_column(JSONB)
    projects: Mapped[int]
    journal_mark: Mapped[int] = mapped_column(BigInteger)
    applied_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    applied_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    undone_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))


class BulkEditLine(Base):
    """One project changed. ``version``: that of the project, or of the milestone added, once changed."""

    __tablename__ = "bulk_edit_line"

    bulk_edit_id: Mapped[int] = mapped_column(ForeignKey("bulk_edit.id", ondelete="CASCADE"), primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), primary_key=True, index=True)
    before: Mapped[Any | None] = mapped_column(JSONB(none_as_null=True))
    after: Mapped[Any | None] = mapped_column(JSONB(none_as_null=True))
    milestone_id: Mapped[int | None] = mapped_column(BigInteger)
    version: Mapped[int]
    undone_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
