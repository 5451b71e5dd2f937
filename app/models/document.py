"""Documents of a project: what each is and is about, its versions, and which content each version holds."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, DateTime, ForeignKey, Index, LargeBinary, Text, func
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Identified, Versioned, normalised, one_of

ABOUT = ("investment_id", "milestone_id", "campaign_id", "deliverable_id", "organisation_id")


class DocumentKind(StrEnum):
    CONVENTION = "convention"
    CHARTER = "charte"
    REPORT = "rapport"
    EVIDENCE = "preuve"
    OTHER = "autre"

    @property
    def label(self) -> str:
        return {
            "convention": "Convention",
            "charte": "Charte",
            "rapport": "Rapport",
            "preuve": "Preuve",
            "autre": "Autre document",
        }[self]


class Document(Identified, Versioned, Base):
    """Of one project, and about at most one thing of it. Withdrawn, it keeps its versions and may come back.

    Trigger ``ck_document_about_project`` keeps what it is about within its project.
    """

    __tablename__ = "document"
    __table_args__ = (
        one_of("kind", DocumentKind),
        CheckConstraint("title <> ''", name="title"),
        CheckConstraint(f"num_nonnulls({', '.join(ABOUT)}) <= 1", name="about"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawal_reason = '')", name="withdrawal"),
        Index("ix_document_project_id", "project_id", "id"),
        Index("ix_document_milestone_id", "milestone_id", postgresql_where="milestone_id IS NOT NULL"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    kind: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    dated_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="", server_default="")
    has_personal_data: Mapped[bool] = mapped_column(default=False, server_default="false")
    investment_id: Mapped[int | None] = mapped_column(ForeignKey("investment.id", ondelete="SET NULL"), index=True)
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id", ondelete="SET NULL"))
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id", ondelete="SET NULL"), index=True)
    deliverable_id: Mapped[int | None] = mapped_column(ForeignKey("deliverable.id", ondelete="SET NULL"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    withdrawn_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    withdrawal_reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    search: Mapped[str] = normalised("title || ' ' || note")


class DocumentVersion(Identified, Base):
    """One content of a document, numbered from 1; the highest is the current one. Never rewritten.

    ``file_name`` is what people see; the file itself is named by its digest only. ``warning``: a French sentence, when
    what was found in it deserves one.
    """

    __tablename__ = "document_version"
    __table_args__ = (
        Unique("document_id", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("size_bytes > 0", name="size_bytes"),
        CheckConstraint("octet_length(sha256) = 32", name="sha256"),
        CheckConstraint("file_name <> ''", name="file_name"),
        Index("ix_document_version_sha256", "sha256"),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    number: Mapped[int]
    file_name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    comment: Mapped[str] = mapped_column(Text, default="", server_default="")
    warning: Mapped[str] = mapped_column(Text, default="", server_default="")
    added_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    search: Mapped[str] = normalised("file_name")
