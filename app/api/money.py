"""The money of a project as the API finds it and shows it: the lines of the page, one by one."""

from collections.abc import Iterable
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.api.answers_money import Allocation, CofinancingSheet, InstalmentSheet, InvestmentSheet
from app.api.bodies import wrong
from app.errors import NotFound
from app.investments.queries import project_card
from app.models import Allocation as AllocationRecord
from app.models import Cofinancing, Instalment, Investment, Organisation, Project

Record = TypeVar("Record", Investment, AllocationRecord, Instalment, Cofinancing)
Sheet = TypeVar("Sheet", InvestmentSheet, Allocation, InstalmentSheet, CofinancingSheet)
GONE: dict[type[Any], str] = {
    Investment: "Cet investissement n’existe pas, ou plus.",
    AllocationRecord: "Cette part n’existe pas, ou plus.",
    Instalment: "Cette tranche n’existe pas, ou plus.",
    Cofinancing: "Ce cofinancement n’existe pas, ou plus.",
}
NO_ORGANISATION = "Aucune organisation ne porte ce numéro."


def with_project(session: Session, record: type[Record], number: int) -> tuple[Record, Project]:
    found = session.execute(_of_project(record).where(record.id == number)).one_or_none()
    if found is None:
        raise NotFound(GONE[record])
    return found[0], found[1]


def organisation(session: Session, number: int, pointer: str) -> Organisation:
    found = session.get(Organisation, number)
    if found is None:
        raise wrong([(pointer, NO_ORGANISATION)])
    return found


def investment(session: Session, number: int, project: Project) -> InvestmentSheet:
    return _sheet(InvestmentSheet, project_card(session, project).investments, number, project)


def allocation(session: Session, number: int, project: Project) -> Allocation:
    lines = [line for one in project_card(session, project).investments for line in one.allocations]
    return _sheet(Allocation, lines, number, project)


def instalment(session: Session, number: int, project: Project) -> InstalmentSheet:
    return _sheet(InstalmentSheet, project_card(session, project).instalments, number, project)


def cofinancing(session: Session, number: int, project: Project) -> CofinancingSheet:
    return _sheet(CofinancingSheet, project_card(session, project).cofinancings, number, project)


def _of_project(record: type[Any]) -> Select[*tuple[Any, ...]]:
    """The record and its project, whatever stands between."""
    query = select(record, Project)
    if record in (Investment, Cofinancing):
        return query.join(Project, Project.id == record.project_id)
    query = query.join(Investment, Investment.id == record.investment_id)
    return query.join(Project, Project.id == Investment.project_id)


def _sheet(model: type[Sheet], lines: Iterable[Any], number: int, project: Project) -> Sheet:
    """The line of that number, and the project it is of."""
    line = next(line for line in lines if line.id == number)
    names = {str(field.validation_alias or name) for name, field in model.model_fields.items()} - {"project"}
    return model.model_validate({name: getattr(line, name) for name in names} | {"project": project.code})
