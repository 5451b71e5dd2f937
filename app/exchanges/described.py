"""A choice of projects in words, for the export page and the workbook's first sheet."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from app.models import (
    Domain,
    InnovationPhase,
    ListValue,
    Organisation,
    PartnershipCategory,
    Programme,
    ProjectStatus,
    Region,
)
from app.projects.figures import WATCHED_LABELS
from app.projects.filters import INTERREGIONAL, PortfolioFilter

NAMES = {
    "q": "Recherche",
    "programme": "Programme",
    "region": "Région",
    "statut": "Statut",
    "financeur": "Financeur",
    "domaine": "Domaine",
    "phase": "Phase",
    "categorie": "Catégorie",
    "suivi": "À suivre",
}


def described(session: Session, chosen: PortfolioFilter) -> list[tuple[str, str]]:
    """(« Région », « Bretagne »)…; one line says so when nothing narrows the choice."""
    lines = [(NAMES[name], in_words(session, name, value)) for name, value in chosen.chosen.items()]
    return lines or [("Filtres", "Aucun\u00a0: tout le portefeuille")]


def in_words(session: Session, name: str, value: str) -> str:
    if name == "statut":
        return ProjectStatus(value).label if value in list(ProjectStatus) else value
    if name == "suivi":
        return WATCHED_LABELS.get(value, value)
    if name == "region" and value == INTERREGIONAL:
        return "Interrégional ou national"
    found = next((session.scalar(query.limit(1)) for query in label_of(name, value)), None)
    return str(found or value)


def label_of(name: str, value: str) -> Iterator[Select[Any]]:
    if name == "programme":
        yield select(Programme.title).where(Programme.code == value)
    if name == "financeur":
        numbered = value if value.isdigit() and len(value) < 18 else None
        named = Organisation.sort_name == func.normalise(value)
        yield select(Organisation.name).where(Organisation.id == int(numbered) if numbered else named)
    lists: dict[str, type[ListValue]] = {
        "region": Region,
        "domaine": Domain,
        "phase": InnovationPhase,
        "categorie": PartnershipCategory,
    }
    if name in lists:
        table = lists[name]
        yield select(table.label).where(or_(table.code == value, func.normalise(table.label) == func.normalise(value)))
