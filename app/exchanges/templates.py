"""The official templates: empty, or filled with what is recorded of a choice of projects."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.exchanges.described import described
from app.models import Partner, Project
from app.projects.filters import PortfolioFilter, matching_projects
from imports.kinds import KINDS
from imports.projects.recorded import vocabulary_of
from imports.records.entity import Entity
from imports.records.recorded import load_records
from imports.templates.rows import Keep, sheet_of
from imports.templates.sheets import Template, TemplateSheet
from imports.templates.writer import write_template

TEMPLATES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "organisations": ("Modèle des organisations", ("organisations",)),
    "partenaires": ("Modèle des partenaires", ("partenaires",)),
    "investissements": ("Modèle des investissements et de leurs tranches", ("investissements", "tranches")),
    "jalons": ("Modèle des jalons", ("jalons",)),
    "indicateurs": ("Modèle des indicateurs et de leurs mesures", ("indicateurs", "mesures")),
    "reponses": ("Modèle des réponses à l’évaluation", ("reponses",)),
}
"""name in addresses → title, and the kinds of its sheets."""
UNKNOWN = "Il n’y a pas de modèle de ce nom."


def template_of(session: Session, name: str, *, filled: PortfolioFilter | None, today: date) -> bytes:
    """Empty, or filled with what is recorded of the chosen projects; an empty choice is all of them."""
    title, kinds = _known(name)
    sheets = tuple(_sheets(session, kinds, filled, today))
    facts = _facts(session, filled, today) if filled else ()
    return write_template(Template(title, sheets, today, filled is not None, facts))


def _known(name: str) -> tuple[str, tuple[str, ...]]:
    title, kinds = TEMPLATES.get(name, ("", ()))
    if not title or not KINDS.keys() >= set(kinds):
        raise NotFound(UNKNOWN)
    return title, kinds


def _sheets(
    session: Session, kinds: tuple[str, ...], filled: PortfolioFilter | None, today: date
) -> list[TemplateSheet]:
    vocabulary = vocabulary_of(session)
    if filled is None:
        return [sheet_of(KINDS[kind], vocabulary) for kind in kinds]
    ids = matching_projects(filled, today)
    codes = session.scalars(select(Project.code).where(Project.id.in_(ids))).all()
    records = load_records(session, kinds, codes)
    return [sheet_of(KINDS[kind], vocabulary, records, _kept(session, kind, filled, ids)) for kind in kinds]


def _kept(session: Session, kind: str, filled: PortfolioFilter, ids: Select[int]) -> Keep | None:
    """What belongs to a project is loaded by project; of the organisations, those that take part in the chosen ones."""
    if kind != "organisations" or not filled.chosen:
        return None
    taking_part = set(session.scalars(select(Partner.organisation_id).where(Partner.project_id.in_(ids))))

    def keep(organisation: Entity) -> bool:
        return organisation.id in taking_part

    return keep


def _facts(session: Session, filled: PortfolioFilter, today: date) -> tuple[tuple[str, str], ...]:
    ids = matching_projects(filled, today)
    count = session.scalar(select(func.count()).select_from(ids.subquery())) or 0
    total = session.scalar(select(func.count()).select_from(Project)) or 0
    return (("Projets", f"{count} sur {total}"), *described(session, filled))
