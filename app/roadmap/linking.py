"""What may be linked to a measure, and the measures a project serves: by itself, or by one of its investments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import literal, null, select, union_all
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.models import (
    Investment,
    MeasureStatus,
    Project,
    RoadmapMeasure,
    roadmap_investment,
    roadmap_project,
)
from app.projects.filters import PortfolioFilter, matching_projects
from app.roadmap.lines import InvestmentLine, ProjectLine, investment_lines, project_lines
from app.roadmap.queries import name_of
from app.wording import euros

MOST = 20
WHOLE = "projet"


@dataclass(frozen=True)
class Found:
    """`linked_projects` and `linked_investments`: the ids already linked; `is_cut`: there are more."""

    projects: Sequence[ProjectLine]
    investments: Sequence[InvestmentLine]
    linked_projects: frozenset[int]
    linked_investments: frozenset[int]
    is_cut: bool


class Link(NamedTuple):
    """One measure that a project serves; `investment_id` when it is by one of its investments."""

    number: int
    title: str
    status: str
    investment_id: int | None
    copil_on: date | None
    amount: Decimal | None

    @property
    def name(self) -> str:
        return name_of(self.number, self.title)

    @property
    def state(self) -> MeasureStatus:
        return MeasureStatus(self.status)

    @property
    def through(self) -> str:
        """« le projet entier », « l’investissement de 10 000 €, COPIL du 12/01/2023 »."""
        if self.investment_id is None or self.amount is None:
            return "le projet entier"
        when = f", COPIL du {self.copil_on:%d/%m/%Y}" if self.copil_on else ""
        return f"l’investissement de {euros(self.amount)}{when}"


def find(session: Session, measure: RoadmapMeasure, text: str, today: date) -> Found:
    """The projects that the words name, as the list of projects reads them, and their investments."""
    kept = matching_projects(PortfolioFilter(q=text), today)
    projects = session.execute(project_lines().where(Project.id.in_(kept)).limit(MOST + 1)).all()
    shown = [ProjectLine(*row) for row in projects[:MOST]]
    ids = [line.id for line in shown]
    investments = session.execute(investment_lines().where(Investment.project_id.in_(ids)))
    by_project, by_investment = roadmap_project, roadmap_investment
    own = select(by_project.c.project_id).where(by_project.c.measure_id == measure.id)
    direct = select(by_investment.c.investment_id).where(by_investment.c.measure_id == measure.id)
    return Found(
        shown,
        [InvestmentLine(*row) for row in investments],
        frozenset(session.scalars(own)),
        frozenset(session.scalars(direct)),
        len(projects) > MOST,
    )


def links_of(session: Session, project: Project) -> list[Link]:
    """One query: first the project itself, then its investments, in the order of the measures."""
    measure = RoadmapMeasure
    columns = (measure.number, measure.title, measure.status)
    whole = (
        select(
            literal(0).label("place"),
            *columns,
            null().label("investment_id"),
            null().label("copil_on"),
            null().label("amount"),
        )
        .join(roadmap_project, roadmap_project.c.measure_id == measure.id)
        .where(roadmap_project.c.project_id == project.id)
    )
    parts = (
        select(literal(1).label("place"), *columns, Investment.id, Investment.copil_on, Investment.amount_eur)
        .join(roadmap_investment, roadmap_investment.c.measure_id == measure.id)
        .join(Investment, Investment.id == roadmap_investment.c.investment_id)
        .where(Investment.project_id == project.id)
    )
    found = union_all(whole, parts).subquery()
    ordered = select(found).order_by(found.c.place, found.c.number, found.c.investment_id)
    return [Link(*row[1:]) for row in session.execute(ordered)]


def what_choices(session: Session, project: Project) -> list[tuple[str, str]]:
    """The project entire, or one of its investments."""
    rows = session.execute(investment_lines().where(Investment.project_id == project.id))
    own = [InvestmentLine(*row) for row in rows]
    return [
        (WHOLE, "Le projet entier"),
        *((str(line.id), f"L’investissement de {euros(line.amount)}, {line.name}") for line in own),
    ]


def measure_choices(session: Session) -> list[tuple[int, str]]:
    rows = session.execute(select(RoadmapMeasure.number, RoadmapMeasure.title).order_by(RoadmapMeasure.number))
    return [(row.number, name_of(row.number, row.title)) for row in rows]


def get_investment(session: Session, investment_id: int, project: Project | None = None) -> Investment:
    found = session.get(Investment, investment_id)
    if found is None or (project is not None and found.project_id != project.id):
        raise NotFound("Cet investissement n’existe pas, ou plus.", "/feuille-de-route", "Voir la feuille de route")
    return found
