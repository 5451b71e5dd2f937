"""One project, its region, and the places it may cover."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Case, case, func, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from app.errors import NotFound
from app.models import Partner, Project, Territory, TerritoryKind, User

KIND_ORDER = {kind: place for place, kind in enumerate(["commune", "epci", "departement", "region"])}


class Place(NamedTuple):
    id: str
    kind: str
    code: str
    label: str
    departement_code: str | None
    region_code: str | None

    @property
    def kind_label(self) -> str:
        return TerritoryKind(self.kind).label

    @property
    def shown(self) -> str:
        """« Cassel (59135), commune »: two communes may have the same name, never the same code."""
        return f"{self.label} ({self.code}), {self.kind_label}"


PLACE = (
    Territory.id,
    Territory.kind,
    Territory.code,
    Territory.label,
    Territory.departement_code,
    Territory.region_code,
)


def get_project(session: Session, code: str) -> Project:
    """With what the head of every page of a project shows: programme, region, referent, partners' organisations."""
    return _load(session, code, [])


def get_whole_project(session: Session, code: str) -> Project:
    """The same with its territories, domains and goals."""
    return _load(
        session, code, [selectinload(Project.territories), selectinload(Project.domains), selectinload(Project.goals)]
    )


def deduce_region(session: Session, territory_ids: Sequence[str]) -> str | None:
    """The one region of all these places; none when there are several, when one lies across, or without any place."""
    regions = session.scalars(select(Territory.region_code).where(Territory.id.in_(territory_ids)).distinct()).all()
    return regions[0] if len(regions) == 1 else None


def search_territories(session: Session, text: str, limit: int = 10) -> list[Place]:
    """Places whose name or code is typed: the exact code first, then names that start so, the most populated above."""
    typed = text.replace("\x00", "").strip()[:80]
    if not typed:
        return []
    wanted = func.normalise(typed)
    starts = func.starts_with(Territory.search, wanted)
    is_code, starts_code = Territory.code == typed.upper(), Territory.code.startswith(typed.upper(), autoescape=True)
    rank = case((is_code, 0), (Territory.search == wanted, 1), (starts, 2), (starts_code, 3), else_=4)
    inside = func.strpos(Territory.search, func.concat(" ", wanted)) > 0
    rows = session.execute(
        select(*PLACE)
        .where(starts | starts_code | inside)
        .order_by(rank, Territory.population.desc().nulls_last(), _kind_order(), Territory.label, Territory.id)
        .limit(limit)
    )
    return [Place(*row) for row in rows]


def places(session: Session, territory_ids: Sequence[str]) -> list[Place]:
    """These places in the order given; unknown ones left out."""
    rows = session.execute(select(*PLACE).where(Territory.id.in_(territory_ids)))
    known = {row.id: Place(*row) for row in rows}
    return [known[identifier] for identifier in dict.fromkeys(territory_ids) if identifier in known]


def _load(session: Session, code: str, more: Sequence[ExecutableOption]) -> Project:
    head = [
        joinedload(Project.programme),
        joinedload(Project.region),
        joinedload(Project.referent).load_only(User.name, User.active),
        selectinload(Project.partners).joinedload(Partner.organisation),
    ]
    found = session.scalar(select(Project).where(Project.code == code).options(*head, *more))
    if found is None:
        raise NotFound(
            f"Aucun projet ne porte le code {code[:40]}.", link="/projets", link_label="Chercher dans le portefeuille"
        )
    return found


def _kind_order() -> Case[int]:
    return case(KIND_ORDER, value=Territory.kind, else_=9)
