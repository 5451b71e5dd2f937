"""The list of qualifications: filtered as its address says, page by page, the latest first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic_core import PydanticCustomError
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.choice import Choice
from app.keyset import read_page
from app.models import Qualification, QualificationStatus
from app.qualification.lines import Line, lines_of
from app.qualification.queries import EVERYWHERE
from app.web.french import parse_date
from evaluation import INTERREGIONAL

PAGE_SIZE = 50
WORDS = 8


@dataclass(frozen=True, slots=True)
class QualificationFilter(Choice):
    """Empty means « all »; a date that does not read narrows nothing."""

    region: str = ""
    territoire: str = ""
    depuis: str = ""
    jusque: str = ""
    etat: str = ""

    def conditions(self) -> list[ColumnElement[bool]]:
        own, found = Qualification, list[ColumnElement[bool]]()
        if self.region:
            found.append(own.region_code.is_(None) if self.region == INTERREGIONAL else own.region_code == self.region)
        words = self.territoire.split()[:WORDS]
        found += [func.strpos(own.territory_search, func.normalise(word)) > 0 for word in words]
        if first := typed_day(self.depuis):
            found.append(own.held_on >= first)
        if last := typed_day(self.jusque):
            found.append(own.held_on <= last)
        if self.etat in set(QualificationStatus):
            found.append(own.status == self.etat)
        return found

    def words(self, regions: dict[str, str]) -> dict[str, str]:
        """What each part of it says, for what may be taken off."""
        known = regions | {INTERREGIONAL: EVERYWHERE}
        states = {state.value: state.label for state in QualificationStatus}
        said = {
            "region": known.get(self.region, self.region),
            "territoire": f"«\u00a0{self.territoire}\u00a0»",
            "depuis": f"depuis le {self.depuis}",
            "jusque": f"jusqu’au {self.jusque}",
            "etat": states.get(self.etat, self.etat),
        }
        return {name: said[name] for name in self.chosen}


@dataclass(frozen=True, slots=True)
class QualificationPage:
    lines: tuple[Line, ...]
    total: int
    previous: str
    next: str


def typed_day(text: str) -> date | None:
    try:
        found = parse_date(text) if text else None
    except PydanticCustomError:
        return None
    return found if isinstance(found, date) else None


def read_qualifications(
    session: Session, chosen: QualificationFilter, *, after: str = "", before: str = "", size: int = PAGE_SIZE
) -> QualificationPage:
    own, tests = Qualification, chosen.conditions()
    total = session.scalar(select(func.count()).select_from(own).where(*tests)) or 0
    keys: list[ColumnElement[Any]] = [own.held_on.expression, own.id.expression]
    page = read_page(
        session, select(own.id).where(*tests), keys, descending=True, after=after, before=before, size=size
    )
    return QualificationPage(tuple(lines_of(session, page.ids, with_levels=False)), total, page.previous, page.next)
