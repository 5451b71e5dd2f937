"""What all records share: named constraints, versions against lost updates, normalised text for search and order."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Computed, DateTime, ForeignKey, Identity, MetaData, Text, func
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


class Identified:
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True, sort_order=-10)


class Versioned:
    """A record that people edit: its version travels in the form, so that two tabs never overwrite silently."""

    version: Mapped[int] = mapped_column(default=1, server_default="1", sort_order=90)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now(), sort_order=91)
    updated_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.now(), onupdate=func.now(), sort_order=92
    )

    @declared_attr
    def updated_by_id(cls) -> Mapped[int | None]:  # noqa: N805
        return mapped_column(ForeignKey("user.id", ondelete="SET NULL"), sort_order=93)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.version}


class Leaving:
    """A mail that leaves once: queued, started just before it is handed over, then sent or failed.

    Started and neither sent nor failed long after: nobody knows, and it is not sent again by itself.
    """

    queued_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), sort_order=80)
    started_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), sort_order=81)
    sent_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), sort_order=82)
    failed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), sort_order=83)
    failure: Mapped[str] = mapped_column(
        Text, default="", server_default="", comment="a French sentence", sort_order=84
    )


def normalised(expression: str) -> Mapped[str]:
    """A column kept by PostgreSQL: lower case, no accents (function ``normalise`` of the first migration)."""
    return mapped_column(Text, Computed(f"normalise({expression})", persisted=True))


def one_of(column: str, values: type[Any]) -> CheckConstraint:
    """A named check for an enumeration stored as text."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)
