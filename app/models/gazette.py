"""La gazette: a month on one page, its sentences and where each comes from, who receives it, and each of its mails."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Identified, Leaving, Versioned, one_of


class GazetteStatus(StrEnum):
    DRAFT = "brouillon"
    READY = "prete"
    SENT = "envoyee"

    @property
    def label(self) -> str:
        return {"brouillon": "brouillon", "prete": "prête", "envoyee": "envoyée"}[self]

    @property
    def tone(self) -> str:
        """The tone of its badge."""
        return {"brouillon": "quiet", "prete": "info", "envoyee": "done"}[self]


class GazetteKind(StrEnum):
    """In the order of the page."""

    INVESTMENT = "investissement"
    TERRITORY = "territoire"
    MILESTONE = "jalon"
    RESULT = "resultat"
    QUOTE = "verbatim"
    FREE = "libre"

    @property
    def heading(self) -> str:
        return {
            "investissement": "Ce que le Fonds engage",
            "territoire": "Territoires ouverts",
            "jalon": "Jalons tenus",
            "resultat": "Résultats publiés",
            "verbatim": "Paroles d’alliances",
            "libre": "Et aussi",
        }[self]


class Gazette(Identified, Versioned, Base):
    """``edition``: 1, or more for a corrected version, which says what it corrects. Sent, trigger
    ``gazette_is_frozen`` keeps it and its items as they left. One at most is being written for a month.
    """

    __tablename__ = "gazette"
    __table_args__ = (
        one_of("status", GazetteStatus),
        CheckConstraint("title <> ''", name="title"),
        CheckConstraint("extract(day FROM month) = 1", name="month"),
        CheckConstraint("edition > 0", name="edition"),
        CheckConstraint("(edition = 1) = (correction = '')", name="correction"),
        CheckConstraint("(status = 'envoyee') = (sent_at IS NOT NULL)", name="sent_at"),
        UniqueConstraint("month", "edition"),
        Index("uq_gazette_live_month", "month", unique=True, postgresql_where=text("status <> 'envoyee'")),
    )

    month: Mapped[date]
    edition: Mapped[int] = mapped_column(default=1, server_default="1")
    title: Mapped[str] = mapped_column(Text)
    editorial: Mapped[str] = mapped_column(Text, default="", server_default="")
    correction: Mapped[str] = mapped_column(Text, default="", server_default="", comment="what a new edition corrects")
    status: Mapped[str] = mapped_column(Text, default=GazetteStatus.DRAFT, server_default="brouillon")
    sent_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))


class GazetteItem(Identified, Versioned, Base):
    """``written``: the sentence as last taken from the records; ``text``: the one that is read, when it was edited.

    ``source_table`` and ``source_key`` name the record, empty for what was typed freely.
    """

    __tablename__ = "gazette_item"
    __table_args__ = (
        one_of("kind", GazetteKind),
        CheckConstraint("text <> ''", name="text"),
        CheckConstraint("(source_key = '') = (source_table = '')", name="source"),
        CheckConstraint("(source_key = '') = (kind = 'libre')", name="free"),
        Index("ix_gazette_item_gazette_id", "gazette_id", "kind", "position"),
        Index(
            "uq_gazette_item_source",
            "gazette_id",
            "kind",
            "source_key",
            unique=True,
            postgresql_where=text("source_key <> ''"),
        ),
    )

    gazette_id: Mapped[int] = mapped_column(ForeignKey("gazette.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    written: Mapped[str] = mapped_column(Text, default="", server_default="")
    source_table: Mapped[str] = mapped_column(Text, default="", server_default="")
    source_key: Mapped[str] = mapped_column(Text, default="", server_default="")
    address: Mapped[str] = mapped_column(Text, default="", server_default="", comment="the page of the record")
    is_kept: Mapped[bool] = mapped_column(default=True, server_default="true")

    @property
    def is_free(self) -> bool:
        return not self.source_key

    @property
    def is_edited(self) -> bool:
        return not self.is_free and self.text != self.written


class GazetteSubscriber(Identified, Base):
    """Who receives it. ``is_kept``: every month, or only when typed. Stopped, the address is written to no more."""

    __tablename__ = "gazette_subscriber"
    __table_args__ = (CheckConstraint("email <> ''", name="email"), Index("ix_gazette_subscriber_name", "name", "id"))

    email: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text, default="", server_default="")
    is_kept: Mapped[bool] = mapped_column(default=True, server_default="true")
    added_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    stopped_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class GazetteSending(Identified, Leaving, Base):
    """One mail to one address."""

    __tablename__ = "gazette_sending"
    __table_args__ = (
        Index("ix_gazette_sending_gazette_id", "gazette_id", "id"),
        Index("uq_gazette_sending_email", "gazette_id", "email", unique=True, postgresql_where=text("NOT is_trial")),
    )

    gazette_id: Mapped[int] = mapped_column(ForeignKey("gazette.id", ondelete="CASCADE"))
    subscriber_id: Mapped[int | None] = mapped_column(
        ForeignKey("gazette_subscriber.id", ondelete="SET NULL"), index=True
    )
    email: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text, default="", server_default="")
    is_trial: Mapped[bool] = mapped_column(default=False, server_default="false")
    queued_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
