"""A choice of projects in words, for the export page and the workbook's first sheet."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from app.digits import number_typed
from app.models import (
    Domain,
    InnovationPhase,
    ListValue,
    Organisation,
    PartnershipCategory,
    Programme,
    Region,
    User,
)
from app.models.project import STATUS_LABELS
from app.projects.evaluated import EVALUATED_LABELS, FUNDED, FUNDED_LABEL
from app.projects.figures import WATCHED_LABELS
from app.projects.filters import INTERREGIONAL, NOBODY, PortfolioFilter
from app.projects.options import NONE_LABELS

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
    "referent": "Référent",
    "evaluation": "Évaluation publiée",
}


def described(session: Session, chosen: PortfolioFilter) -> list[tuple[str, str]]:
    """(« Région », « Bretagne »)…; one line says so when nothing narrows the choice."""
    lines = [(NAMES[name], in_words(session, name, value)) for name, value in chosen.chosen.items()]
    return lines or [("Filtres", "Aucun\u00a0: tout le portefeuille")]


def in_words(session: Session, name: str, value: str) -> str:
    if name == "statut":
        return FUNDED_LABEL if value == FUNDED else STATUS_LABELS.get(value, value)
    if name == "evaluation":
        return EVALUATED_LABELS.get(value, value)
    if name == "suivi":
        return WATCHED_LABELS.get(value, value)
    if value == NOBODY:
        return NONE_LABELS.get(name, "aucun")
    if name == "region" and value == INTERREGIONAL:
        return "Interrégional ou national"
    found = next((session.scalar(query.limit(1)) for query in label_of(name, value)), None)
    return str(found or value)


def label_of(name: str, value: str) -> Iterator[Select[Any]]:
    number = number_typed(value)
    if name == "programme":
        yield select(Programme.title).where(Programme.code == value)
    if name == "financeur":
        named = Organisation.sort_name == func.normalise(value)
        yield select(Organisation.name).where(named if number is None else Organisation.id == number)
    if name == "referent" and number is not None:
        yield select(User.name).where(User.id == number)
    lists: dict[str, type[ListValue]] = {
        "region": Region,
        "domaine": Domain,
        "phase": InnovationPhase,
        "categorie": PartnershipCategory,
    }
    if name in lists:
        table = lists[name]
        yield select(table.label).where(or_(table.code == value, func.normalise(table.label) == func.normalise(value)))
