"""People of the fund, their sessions and one-time links, and the forms already received."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, DateTime, ForeignKey, Index, LargeBinary, Text, func, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Identified, one_of


class Role(StrEnum):
    ADMIN = "admin"
    GESTIONNAIRE = "gestionnaire"
    EVALUATEUR = "evaluateur"
    LECTEUR = "lecteur"
    FINANCEUR = "financeur"

    @property
    def label(self) -> str:
        return {
            "admin": "Administration",
            "gestionnaire": "Gestion",
            "evaluateur": "Évaluation",
            "lecteur": "Lecture",
            "financeur": "Financeur",
        }[self]


class Theme(StrEnum):
    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"

    @property
    def label(self) -> str:
        return {"auto": "Comme l’appareil", "light": "Clair", "dark": "Sombre"}[self]


class User(Identified, Base):
    """`funder_id`: whose money this person follows, for a funder's own people only.

    `single_keys`: whether one key alone may act (« / », « ? »). `welcomed_at`: first visit done, or put away.

    `version` and `updated_at` move with what an administrator changes, not with a password or a sign-in.
    """

    __tablename__ = "user"
    __table_args__ = (
        one_of("role", Role),
        one_of("theme", Theme),
        CheckConstraint("(role = 'financeur') = (funder_id IS NOT NULL)", name="funder"),
        Index("uq_user_email", func.lower(text("email")), unique=True),
    )

    email: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    password_hash: Mapped[str | None] = mapped_column(Text)
    active: Mapped[bool] = mapped_column(default=True, server_default="true")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    funder_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", use_alter=True), index=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    updated_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    last_signed_in_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    theme: Mapped[str] = mapped_column(Text, default=Theme.AUTO, server_default="auto")
    single_keys: Mapped[bool] = mapped_column(default=True, server_default="true")
    welcomed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class UserSession(Base):
    """Only the hash of the token is kept: a stolen copy of the table opens nothing."""

    __tablename__ = "user_session"

    token_sha256: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    csrf_token: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    last_seen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ip: Mapped[str | None] = mapped_column(Text)
    agent: Mapped[str | None] = mapped_column(Text)
    method: Mapped[str | None] = mapped_column(Text)
    second_factor: Mapped[bool] = mapped_column(default=False, server_default="false")
    confirmed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Scope(StrEnum):
    """What a token may do, at most what the role of its person allows."""

    PROJECTS_READ = "projects:read"
    ORGANISATIONS_READ = "organisations:read"
    MILESTONES_READ = "milestones:read"
    CAMPAIGNS_READ = "campaigns:read"
    RESULTS_READ = "results:read"
    REGIONS_READ = "regions:read"
    EXPORTS_READ = "exports:read"
    CONTACTS_READ = "contacts:read"
    DOCUMENTS_READ = "documents:read"
    PROJECTS_WRITE = "projects:write"
    ORGANISATIONS_WRITE = "organisations:write"
    MILESTONES_WRITE = "milestones:write"
    CAMPAIGNS_WRITE = "campaigns:write"
    MONEY_WRITE = "money:write"
    CONTACTS_WRITE = "contacts:write"

    @property
    def writes(self) -> bool:
        return self.value.endswith(":write")

    @property
    def subject(self) -> str:
        return self.value.partition(":")[0]


SCOPES = ", ".join(f"'{scope}'" for scope in Scope)


class ApiToken(Base):
    """What lets a program act in a person's name, with some of that person's rights; only its hash is kept."""

    __tablename__ = "api_token"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint(f"cardinality(scopes) > 0 AND scopes <@ ARRAY[{SCOPES}]::text[]", name="scopes"),
    )

    token_sha256: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(Text)
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_on: Mapped[date | None] = mapped_column(comment="last day of use, in Paris; none for the first tokens")
    last_used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class ApiAnswer(Base):
    """What a request sent with a key was answered, to answer the same when it comes again."""

    __tablename__ = "api_answer"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    fingerprint: Mapped[str] = mapped_column(Text)
    location: Mapped[str | None] = mapped_column(Text)
    etag: Mapped[str | None] = mapped_column(Text)
    body: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now(), index=True)


class SignInLink(Base):
    __tablename__ = "sign_in_link"

    token_sha256: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    invites: Mapped[bool] = mapped_column(default=False, server_default="false")


class SignInAttempt(Base):
    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index("ix_sign_in_attempt_who", "email_sha256", "ip", "at"),)

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=True)
    email_sha256: Mapped[bytes] = mapped_column(LargeBinary)
    ip: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    succeeded: Mapped[bool]
    kind: Mapped[str] = mapped_column(Text, default="password", server_default="password")


class SubmittedForm(Base):
    """A form sent twice acts once: the key rendered in it, what it held, and where its answer led."""

    __tablename__ = "submitted_form"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    fingerprint: Mapped[str] = mapped_column(Text)
    location: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now(), index=True)


class InstallationFact(Base):
    """A few facts about this installation, such as « these are demonstration data »."""

    __tablename__ = "installation_fact"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[str] = mapped_column(Text)
