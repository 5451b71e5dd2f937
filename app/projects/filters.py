"""The choice of projects carried by an address: the list, its totals and the export all read it here.

chosen = PortfolioFilter.from_query(request.query_params)   # or PortfolioFilter(region="32") from a command
ids = matching_projects(chosen)                             # a SELECT of project ids, for `app.among.among`
chosen.query()                                              # "region=32&q=…", the same choice as an address
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true

from app import clock
from app.choice import Choice
from app.digits import number_typed
from app.models import (
    Allocation,
    Investment,
    Organisation,
    Partner,
    Programme,
    Project,
    Region,
    project_domain,
)
from app.projects.evaluated import FUNDED, is_evaluated, is_funded
from app.projects.figures import WATCHED

INTERREGIONAL = "interregional"
NOBODY = "aucun"
MAX_WORDS = 8


@dataclass(frozen=True, slots=True)
class PortfolioFilter(Choice):
    """Empty means « all ». `region` may be `interregional`; `financeur` is an organisation's number or its name;
    `referent` is the number of a person of the fund; `aucun` (programme, phase, catégorie, référent): none;
    `statut` may be `finances`; `evaluation` is a moment, or `aucune`.
    """

    q: str = ""
    programme: str = ""
    region: str = ""
    statut: str = ""
    financeur: str = ""
    domaine: str = ""
    phase: str = ""
    categorie: str = ""
    suivi: str = ""
    referent: str = ""
    evaluation: str = ""


def matching_projects(chosen: PortfolioFilter, today: date | None = None) -> Select[int]:
    """The ids of the projects kept, in no order. `today` only matters to `suivi` (what is late on that day)."""
    conditions = [CONDITIONS[name](value) for name, value in chosen.chosen.items() if name in CONDITIONS]
    if chosen.suivi:
        watched = WATCHED.get(chosen.suivi)
        conditions.append(watched(today or clock.today()) if watched else false())
    return select(Project.id).where(*conditions)


def _searched(text: str) -> ColumnElement[bool]:
    """Each word is found in the project's code, title or place, or in the name of its porteur."""
    words = [func.normalise(word) for word in text.split()[:MAX_WORDS]]
    in_project = [func.strpos(Project.search, word) > 0 for word in words]
    in_leader = [func.strpos(Organisation.sort_name, word) > 0 for word in words]
    leader = (
        select(Organisation.id)
        .join(Partner, Partner.organisation_id == Organisation.id)
        .where(Partner.project_id == Project.id, Partner.role_code == "porteur", Partner.left_on.is_(None))
    )
    pairs = zip(in_project, in_leader, strict=True)
    each = [or_(here, leader.where(there).correlate(Project).exists()) for here, there in pairs]
    return and_(true(), *each)


def _of_status(value: str) -> ColumnElement[bool]:
    return is_funded() if value == FUNDED else Project.status == value


def _or_none(column: Any) -> Callable[[str], ColumnElement[bool]]:
    return lambda code: column.is_(None) if code == NOBODY else column == code


def _of_programme(code: str) -> ColumnElement[bool]:
    if code == NOBODY:
        return Project.programme_id.is_(None)
    return Project.programme_id.in_(select(Programme.id).where(Programme.code == code))


def _of_region(value: str) -> ColumnElement[bool]:
    if value == INTERREGIONAL:
        return Project.region_code.is_(None)
    named = func.normalise(Region.label) == func.normalise(value)
    return Project.region_code.in_(select(Region.code).where(or_(Region.code == value, named)))


def _of_funder(value: str) -> ColumnElement[bool]:
    number = number_typed(value)
    named = Organisation.sort_name == func.normalise(value)
    return Project.id.in_(
        select(Investment.project_id)
        .join(Allocation, Allocation.investment_id == Investment.id)
        .join(Organisation, Organisation.id == Allocation.funder_id)
        .where(named if number is None else Organisation.id == number)
    )


def _of_referent(value: str) -> ColumnElement[bool]:
    if value == NOBODY:
        return Project.referent_id.is_(None)
    number = number_typed(value)
    return false() if number is None else Project.referent_id == number


def _of_domain(code: str) -> ColumnElement[bool]:
    return Project.id.in_(select(project_domain.c.project_id).where(project_domain.c.domain_code == code))


CONDITIONS: dict[str, Callable[[str], ColumnElement[bool]]] = {
    "q": _searched,
    "programme": _of_programme,
    "region": _of_region,
    "statut": _of_status,
    "financeur": _of_funder,
    "domaine": _of_domain,
    "phase": _or_none(Project.phase_code),
    "categorie": _or_none(Project.category_code),
    "referent": _of_referent,
    "evaluation": is_evaluated,
}
