"""Projects and investments as the roadmap shows them, each with its money."""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.models import Instalment, Investment, Project, ProjectStatus, Region, roadmap_investment, roadmap_project


class ProjectLine(NamedTuple):
    id: int
    code: str
    title: str
    region: str | None
    status: str
    committed: Decimal
    paid: Decimal

    @property
    def stage(self) -> ProjectStatus:
        return ProjectStatus(self.status)


class InvestmentLine(NamedTuple):
    id: int
    code: str
    title: str
    copil_number: str
    copil_on: date | None
    purpose: str
    amount: Decimal
    paid: Decimal

    @property
    def name(self) -> str:
        """« COPIL n° 9 du 12/01/2023 »."""
        number = f" n°\u00a0{self.copil_number}" if self.copil_number else ""
        return f"COPIL{number} du {self.copil_on:%d/%m/%Y}" if self.copil_on else "sans date de COPIL"


def projects_of(session: Session, measure_id: int) -> list[ProjectLine]:
    linked = select(roadmap_project.c.project_id).where(roadmap_project.c.measure_id == measure_id)
    return [ProjectLine(*row) for row in session.execute(project_lines().where(Project.id.in_(linked)))]


def investments_of(session: Session, measure_id: int) -> list[InvestmentLine]:
    linked = select(roadmap_investment.c.investment_id).where(roadmap_investment.c.measure_id == measure_id)
    return [InvestmentLine(*row) for row in session.execute(investment_lines().where(Investment.id.in_(linked)))]


def project_lines() -> Select[*tuple[Any, ...]]:
    own = Investment.project_id == Project.id
    committed = select(func.coalesce(func.sum(Investment.amount_eur), 0)).where(own)
    paid = select(func.coalesce(func.sum(Instalment.paid_amount_eur), 0)).select_from(Instalment)
    paid = paid.join(Investment, Investment.id == Instalment.investment_id).where(own)
    sums = (one.correlate(Project).scalar_subquery() for one in (committed, paid))
    return (
        select(Project.id, Project.code, Project.title, Region.label, Project.status, *sums)
        .outerjoin(Region, Region.code == Project.region_code)
        .order_by(Project.sort_title, Project.id)
    )


def investment_lines() -> Select[*tuple[Any, ...]]:
    paid = select(func.coalesce(func.sum(Instalment.paid_amount_eur), 0)).where(
        Instalment.investment_id == Investment.id
    )
    return (
        select(Investment.id, Project.code, Project.title, Investment.copil_number, Investment.copil_on,
               Investment.purpose, Investment.amount_eur, paid.correlate(Investment).scalar_subquery())
        .join(Project, Project.id == Investment.project_id)
        .order_by(Project.sort_title, Project.id, Investment.copil_on.nulls_last(), Investment.id)
    )  # fmt: skip
