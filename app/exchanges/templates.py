"""The official templates: empty, or filled with what is recorded of a choice of projects."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.exchanges.described import described
from app.models import Partner, Project
from app.projects.filters import PortfolioFilter, matching_projects
from imports.kinds import KINDS
from imports.mapping import FOLLOW_UP
from imports.projects.existing import Existing
from imports.projects.recorded import recorded, vocabulary_of
from imports.records.entity import Entity
from imports.records.recorded import load_records
from imports.templates.follow_up import follow_up_sheets, left_out
from imports.templates.rows import Keep, sheet_of
from imports.templates.sheets import Template
from imports.templates.writer import write_template

TEMPLATES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "organisations": ("Modèle des organisations", ("organisations",)),
    "partenaires": ("Modèle des partenaires", ("partenaires",)),
    "investissements": ("Modèle des investissements et de leurs tranches", ("investissements", "tranches")),
    "jalons": ("Modèle des jalons", ("jalons",)),
    "indicateurs": ("Modèle des indicateurs et de leurs mesures", ("indicateurs", "mesures")),
    "reponses": ("Modèle des réponses à l’évaluation", ("reponses",)),
}
"""name in addresses → title, and the kinds of its sheets; the follow-up workbook is `FOLLOW_UP`."""
FOLLOW_UP_TITLE = "Modèle du suivi des projets"
UNKNOWN = "Il n’y a pas de modèle de ce nom."


def template_of(session: Session, name: str, *, filled: PortfolioFilter | None, today: date) -> bytes:
    """Empty, or filled with what is recorded of the chosen projects; an empty choice is all of them."""
    template = _follow_up(session, filled, today) if name == FOLLOW_UP else _of_kinds(session, name, filled, today)
    facts = _facts(session, filled, today) if filled else ()
    return write_template(replace(template, is_filled=filled is not None, facts=facts))


def _follow_up(session: Session, filled: PortfolioFilter | None, today: date) -> Template:
    existing = recorded(session, _codes(session, filled, today)) if filled else Existing()
    sheets = follow_up_sheets(vocabulary_of(session), existing)
    return Template(FOLLOW_UP_TITLE, sheets, today, left_out=left_out(existing))


def _of_kinds(session: Session, name: str, filled: PortfolioFilter | None, today: date) -> Template:
    title, kinds = TEMPLATES.get(name, ("", ()))
    if not title or not KINDS.keys() >= set(kinds):
        raise NotFound(UNKNOWN)
    vocabulary = vocabulary_of(session)
    if filled is None:
        return Template(title, [sheet_of(KINDS[kind], vocabulary) for kind in kinds], today)
    records = load_records(session, kinds, _codes(session, filled, today))
    keep = {kind: _kept(session, kind, filled, today) for kind in kinds}
    return Template(title, [sheet_of(KINDS[kind], vocabulary, records, keep[kind]) for kind in kinds], today)


def _codes(session: Session, filled: PortfolioFilter, today: date) -> Sequence[str]:
    return session.scalars(select(Project.code).where(Project.id.in_(matching_projects(filled, today)))).all()


def _kept(session: Session, kind: str, filled: PortfolioFilter, today: date) -> Keep | None:
    """What belongs to a project is loaded by project; of the organisations, those that take part in the chosen ones."""
    if kind != "organisations" or not filled.chosen:
        return None
    chosen = Partner.project_id.in_(matching_projects(filled, today))
    taking_part = set(session.scalars(select(Partner.organisation_id).where(chosen)))

    def keep(organisation: Entity) -> bool:
        return organisation.id in taking_part

    return keep


def _facts(session: Session, filled: PortfolioFilter, today: date) -> tuple[tuple[str, str], ...]:
    ids = matching_projects(filled, today)
    count = session.scalar(select(func.count()).select_from(ids.subquery())) or 0
    total = session.scalar(select(func.count()).select_from(Project)) or 0
    return (("Projets", f"{count} sur {total}"), *described(session, filled))
