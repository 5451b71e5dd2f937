"""The added values of a project and the time its coordination took, as its pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from app.addedvalues.said import IN_ORDER, SaidValue, said_values
from app.addedvalues.words import BY_THE_FUND, EVIDENCE, WHOLE_ALLIANCE, figure
from app.errors import NotFound
from app.models import AddedValue, CoordinationTime, Document, Organisation, Partner, Project


@dataclass(frozen=True, slots=True)
class ValueLine(SaidValue):
    id: int
    compared_with: str
    how: str
    said_by: str | None
    document_id: int | None
    document: str | None

    @property
    def by(self) -> str:
        return self.said_by or BY_THE_FUND


@dataclass(frozen=True, slots=True)
class TimeLine:
    id: int
    partner_id: int | None
    partner: str | None
    starts_on: date
    ends_on: date
    days: Decimal | None
    day_rate_eur: Decimal | None
    rate_source: str
    evidence: int
    said_by: str | None

    @property
    def bearer(self) -> str:
        return self.partner or WHOLE_ALLIANCE

    @property
    def evidence_label(self) -> str:
        return EVIDENCE[self.evidence]

    @property
    def by(self) -> str:
        return self.said_by or BY_THE_FUND

    @property
    def figure(self) -> str:
        return "" if self.days is None else figure(self.days)

    @property
    def cost_eur(self) -> Decimal | None:
        """Days at the rate given; without a rate, no cost is made up."""
        return None if self.days is None or self.day_rate_eur is None else self.days * self.day_rate_eur


def values_of(session: Session, project_id: int) -> tuple[ValueLine, ...]:
    """By kind, then by method in the order of their list, the earliest period first."""
    rows = session.execute(_values().where(AddedValue.project_id == project_id))
    return tuple(ValueLine(*row) for row in rows)


def times_of(session: Session, project_id: int) -> tuple[TimeLine, ...]:
    """The whole alliance first, then partners in alphabetical order."""
    rows = session.execute(_times().where(CoordinationTime.project_id == project_id))
    return tuple(TimeLine(*row) for row in rows)


def get_value(session: Session, project: Project, value_id: int) -> AddedValue:
    found = session.get(AddedValue, value_id)
    if found is None or found.project_id != project.id:
        raise _gone(project, "Cette valeur ajoutée n’existe pas, ou plus.")
    return found


def get_time(session: Session, project: Project, time_id: int) -> CoordinationTime:
    found = session.get(CoordinationTime, time_id)
    if found is None or found.project_id != project.id:
        raise _gone(project, "Ce temps de coordination n’existe pas, ou plus.")
    return found


def document_choices(session: Session, project_id: int) -> Sequence[tuple[int, str]]:
    """Those of the project that are not withdrawn."""
    statement = select(Document.id, Document.title).where(
        Document.project_id == project_id, Document.withdrawn_at.is_(None)
    )
    return [(row.id, row.title) for row in session.execute(statement.order_by(Document.title, Document.id))]


def _values() -> Select[*tuple[Any, ...]]:
    value = AddedValue
    return (
        said_values(value.id, value.compared_with, value.how, Organisation.name, Document.id, Document.title)
        .outerjoin(Partner, Partner.id == value.said_by_id)
        .outerjoin(Organisation, Organisation.id == Partner.organisation_id)
        .outerjoin(Document, Document.id == value.document_id)
        .order_by(*IN_ORDER)
    )


def _times() -> Select[*tuple[Any, ...]]:
    time, said, sayer = CoordinationTime, aliased(Partner), aliased(Organisation)
    return (
        select(
            time.id, time.partner_id, Organisation.name, time.starts_on, time.ends_on, time.days, time.day_rate_eur,
            time.rate_source, time.evidence, sayer.name,
        )
        .outerjoin(Partner, Partner.id == time.partner_id)
        .outerjoin(Organisation, Organisation.id == Partner.organisation_id)
        .outerjoin(said, said.id == time.said_by_id)
        .outerjoin(sayer, sayer.id == said.organisation_id)
        .order_by(time.partner_id.is_not(None), Organisation.sort_name, time.starts_on, time.id)
    )  # fmt: skip


def _gone(project: Project, sentence: str) -> NotFound:
    return NotFound(sentence, f"/projets/{project.code}/valeurs-ajoutees", "Revenir aux valeurs ajoutées")
