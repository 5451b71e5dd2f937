"""The days of coordination behind the figures of the portfolio, project by project."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from app.addedvalues.listing.paging import Listed, page_of
from app.addedvalues.words import figure
from app.choice import Choice
from app.models import CoordinationTime, Investment, Organisation, Partner, Project
from app.projects.filters import PortfolioFilter, matching_projects

PER = Decimal(100_000)
SAID, WAITING = "dit", "attente"
STATES = ((SAID, "Temps dit"), (WAITING, "Demandé, sans réponse"))


@dataclass(frozen=True, slots=True)
class TimeChoice(Choice):
    """``etat``: « dit » or « attente »; ``profil`` of a partner who said its own."""

    etat: str = ""
    profil: str = ""

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        own = select(CoordinationTime.id).where(CoordinationTime.project_id == Project.id)
        if self.etat:
            wanted = CoordinationTime.days.is_not(None) if self.etat == SAID else CoordinationTime.days.is_(None)
            yield own.where(wanted).exists()
        if self.profil:
            of_profile = own.join(Partner, Partner.id == CoordinationTime.partner_id).join(
                Organisation, Organisation.id == Partner.organisation_id
            )
            said = CoordinationTime.days.is_not(None)
            yield of_profile.where(Organisation.profile_code == self.profil, said).exists()
        yield own.exists()


@dataclass(frozen=True, slots=True)
class ListedTime:
    """One project. `per_100k`: an information, of the days said against what the fund committed."""

    code: str
    title: str
    days: Decimal | None
    said: int
    waiting: int
    committed: Decimal | None

    @property
    def time(self) -> str:
        return "pas encore dits" if self.days is None else figure(self.days)

    @property
    def per_100k(self) -> Decimal | None:
        return None if self.days is None or not self.committed else self.days * PER / self.committed


def list_times(
    session: Session, projects: PortfolioFilter, chosen: TimeChoice, *, after: str = "", before: str = ""
) -> Listed:
    keys = (Project.sort_title.expression, Project.id.expression)
    return page_of(session, _timed(projects, chosen), keys, partial(_read, session), after=after, before=before)


def every_time(session: Session, projects: PortfolioFilter, chosen: TimeChoice) -> Iterator[ListedTime]:
    return _read(session, _timed(projects, chosen))


def _timed(projects: PortfolioFilter, chosen: TimeChoice) -> Select[int]:
    return select(Project.id).where(Project.id.in_(matching_projects(projects)), *chosen.conditions())


def _read(session: Session, ids: Any) -> Iterator[ListedTime]:
    time = CoordinationTime
    committed = select(func.sum(Investment.amount_eur)).where(Investment.project_id == Project.id)
    rows = session.execute(
        select(
            Project.code, Project.title, func.sum(time.days), func.count(time.days),
            func.count() - func.count(time.days), committed.correlate(Project).scalar_subquery(),
        )
        .select_from(Project)
        .join(time, time.project_id == Project.id)
        .where(Project.id.in_(ids))
        .group_by(Project.id)
        .order_by(Project.sort_title, Project.id)
    )  # fmt: skip
    for row in rows:
        yield ListedTime(*row)
