"""A campaign of évaluation partenariale: who was invited, and what each one answered."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, SmallInteger, Text, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Identified, Versioned, one_of
from app.models.lists import Profile
from app.models.organisation import Organisation
from app.models.project import Project


class Moment(StrEnum):
    EX_ANTE = "ex_ante"
    IN_ITINERE = "in_itinere"
    EX_POST = "ex_post"

    @property
    def label(self) -> str:
        return {"ex_ante": "ex ante", "in_itinere": "in itinere", "ex_post": "ex post"}[self]


class CampaignStatus(StrEnum):
    PREPARATION = "preparation"
    OPEN = "ouverte"
    CLOSED = "close"
    PUBLISHED = "publiee"

    @property
    def label(self) -> str:
        return {"preparation": "en préparation", "ouverte": "ouverte", "close": "close", "publiee": "publiée"}[self]

    @property
    def tone(self) -> str:
        """The tone of its badge."""
        return {"preparation": "quiet", "ouverte": "info", "close": "due", "publiee": "done"}[self]


class Reading(StrEnum):
    INITIAL = "initial"
    EXPECTED = "expected"
    OBSERVED = "observed"

    @property
    def label(self) -> str:
        return {"initial": "situation initiale", "expected": "attendu", "observed": "constaté"}[self]


class Campaign(Identified, Versioned, Base):
    """``held_on`` is the date the method counts from (maturity, latest campaign).

    ``numbered_answers``: were its partners told that funders would read their answers, by number (decision 19)?
    """

    __tablename__ = "campaign"
    __table_args__ = (
        one_of("moment", Moment),
        one_of("status", CampaignStatus),
        CheckConstraint("closes_on IS NULL OR opens_on IS NULL OR closes_on >= opens_on", name="dates"),
        Index("ix_campaign_project_id", "project_id", "held_on", "id"),
        Index("ix_campaign_status", "status", "id"),
        Index("ix_campaign_opens_on", "opens_on"),
        Index("ix_campaign_closes_on", "closes_on"),
        Index("ix_campaign_held_on", "held_on", "id"),
        Index("ix_campaign_follow_up", text("follow_up_place(status, closes_on)"), "id"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    moment: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text, default=CampaignStatus.PREPARATION, server_default="preparation")
    held_on: Mapped[date]
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    grid_reference: Mapped[str] = mapped_column(ForeignKey("grid_version.reference"))
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    numbered_answers: Mapped[bool] = mapped_column(default=True, server_default="true")

    project: Mapped[Project] = relationship(lazy="raise")
    respondents: Mapped[list["Respondent"]] = relationship(lazy="raise", order_by="Respondent.id", viewonly=True)


class CampaignEvent(Identified, Base):
    """What was done to a campaign, when and by whom; reopening says why."""

    __tablename__ = "campaign_event"
    __table_args__ = (
        CheckConstraint("kind IN ('opened', 'extended', 'closed', 'reopened', 'published')", name="kind"),
        CheckConstraint("kind <> 'reopened' OR reason <> ''", name="reason"),
    )

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    happened_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))


class Respondent(Identified, Versioned, Base):
    """One partner organisation in a campaign, with the profile it had when invited."""

    __tablename__ = "respondent"
    __table_args__ = (UniqueConstraint("campaign_id", "organisation_id"),)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    profile_code: Mapped[str] = mapped_column(ForeignKey("profile.code"))
    role_code: Mapped[str] = mapped_column(ForeignKey("partner_role.code"))
    contact_name: Mapped[str] = mapped_column(Text, default="", server_default="")
    contact_email: Mapped[str] = mapped_column(Text, default="", server_default="")
    submitted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    quotes_allowed: Mapped[bool] = mapped_column(
        default=False, server_default="false", comment="its author lets its comments be quoted outside the alliance"
    )

    organisation: Mapped[Organisation] = relationship(lazy="raise")
    profile: Mapped[Profile] = relationship(lazy="raise")
    campaign: Mapped[Campaign] = relationship(lazy="raise", viewonly=True)


class RespondentEvent(Identified, Base):
    """What happened to one grid, by a person of the fund (``user_id``) or by the partner itself (``invitation_id``)."""

    __tablename__ = "respondent_event"
    __table_args__ = (
        CheckConstraint("kind IN ('invited', 'revoked', 'contact', 'submitted', 'reopened', 'offline')", name="kind"),
    )

    respondent_id: Mapped[int] = mapped_column(ForeignKey("respondent.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    happened_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id", ondelete="SET NULL"))


class RespondentPriority(Base):
    __tablename__ = "respondent_priority"
    __table_args__ = (CheckConstraint("value BETWEEN 0 AND 2", name="value"),)

    respondent_id: Mapped[int] = mapped_column(ForeignKey("respondent.id", ondelete="CASCADE"), primary_key=True)
    criterion_code: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[int] = mapped_column(SmallInteger)


class Answer(Base):
    """A level, « sans objet » (NA), « ne sait pas » (NSP), or blank with a comment: four different things."""

    __tablename__ = "answer"
    __table_args__ = (
        one_of("reading", Reading),
        CheckConstraint("level IS NULL OR no_level IS NULL", name="one_value"),
        CheckConstraint("no_level IN ('NA', 'NSP')", name="no_level"),
        CheckConstraint("level BETWEEN 0 AND 20", name="level"),
        CheckConstraint("evidence BETWEEN 0 AND 2", name="evidence"),
    )

    respondent_id: Mapped[int] = mapped_column(ForeignKey("respondent.id", ondelete="CASCADE"), primary_key=True)
    reading: Mapped[str] = mapped_column(Text, primary_key=True)
    question_code: Mapped[str] = mapped_column(Text, primary_key=True)
    level: Mapped[int | None] = mapped_column(SmallInteger)
    no_level: Mapped[str | None] = mapped_column(Text)
    evidence: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    comment: Mapped[str] = mapped_column(Text, default="", server_default="")
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    answered_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    answered_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="SET NULL"), comment="entered on behalf of the partner by a person of the fund"
    )
    invitation_id: Mapped[int | None] = mapped_column(
        ForeignKey("invitation.id", ondelete="SET NULL"), comment="given by the partner itself"
    )
