"""The export from a terminal: the same choice and the same workbook as the page."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, Select, func, select
from sqlalchemy.orm import Session

from app import clock
from app.db import reading
from app.errors import Refused
from app.exchanges.service import export_portfolio
from app.models import Organisation, Programme, ProjectStatus, Region
from app.projects.evaluated import FUNDED
from app.projects.filters import INTERREGIONAL, NOBODY, PortfolioFilter, matching_projects
from app.projects.options import NONE_LABELS

NAMES = {"programme": "Le programme", "region": "La région", "statut": "Le statut", "financeur": "Le financeur"}


def export_to(engine: Engine, out: Path, **given: str) -> str:
    """Write the workbook and say in a sentence what it holds. A filter that names nothing known is refused."""
    chosen = PortfolioFilter.from_query(given)
    with reading(engine) as session:
        check_filters(session, chosen)
        content = export_portfolio(session, chosen=chosen, today=clock.today(), author="odd17 export")
        count = session.scalar(select(func.count()).select_from(matching_projects(chosen).subquery())) or 0
    try:
        out.write_bytes(content)
    except OSError as fault:
        raise Refused(f"Le fichier « {out} » ne peut pas être écrit : {fault.strerror}.") from fault
    return f"{count} {'projet exporté' if count < 2 else 'projets exportés'} dans {out}."


def check_filters(session: Session, chosen: PortfolioFilter) -> None:
    """A typing mistake must not give an empty workbook that looks right."""
    known: dict[str, Callable[[str], object]] = {
        "programme": lambda value: session.scalar(select(Programme.id).where(Programme.code == value)),
        "region": lambda value: value == INTERREGIONAL or session.scalar(region_named(value)),
        "statut": lambda value: value == FUNDED or value in list(ProjectStatus),
        "financeur": lambda value: value.isdigit() or session.scalar(organisation_named(value)),
    }
    for name, value in chosen.chosen.items():
        if name in known and not _names_none(name, value) and not known[name](value):
            raise Refused(f"{NAMES[name]} «\u00a0{value}\u00a0» n’existe pas.")


def _names_none(name: str, value: str) -> bool:
    return value == NOBODY and name in NONE_LABELS


def region_named(value: str) -> Select[str]:
    return select(Region.code).where((Region.code == value) | (func.normalise(Region.label) == func.normalise(value)))


def organisation_named(value: str) -> Select[int]:
    return select(Organisation.id).where(Organisation.sort_name == func.normalise(value)).limit(1)
