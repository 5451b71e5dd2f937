"""Which measures the page keeps, as its address says."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from app.choice import Choice
from app.models import RoadmapEvidence, RoadmapMeasure, roadmap_investment, roadmap_project

NONE = "aucun"
FOLLOWED = {
    "sans-titre": "titre à saisir",
    "sans-cible": "cible à saisir",
    "sans-preuve": "sans preuve",
    "sans-lien": "sans projet ni investissement",
}


@dataclass(frozen=True, slots=True)
class RoadmapFilter(Choice):
    """`chantier` may be `aucun`; `suivi`: what is still missing."""

    q: str = ""
    chantier: str = ""
    statut: str = ""
    suivi: str = ""


def conditions_of(chosen: RoadmapFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    measure = RoadmapMeasure
    for word in chosen.q.split()[:8]:
        words = func.normalise(func.concat_ws(" ", measure.number, measure.title, measure.target))
        found.append(func.strpos(words, func.normalise(word)) > 0)
    if chosen.chantier:
        found.append(measure.chantier.is_(None) if chosen.chantier == NONE else measure.chantier == chosen.chantier)
    if chosen.statut:
        found.append(measure.status == chosen.statut)
    if chosen.suivi in FOLLOWED:
        found.append(_missing(chosen.suivi))
    return found


def _missing(what: str) -> ColumnElement[bool]:
    measure = RoadmapMeasure
    if what == "sans-titre":
        return measure.title == ""
    if what == "sans-cible":
        return (measure.target == "") & measure.target_value.is_(None)
    if what == "sans-preuve":
        return ~select(RoadmapEvidence.id).where(RoadmapEvidence.measure_id == measure.id).exists()
    linked = [select(table.c.measure_id).where(table.c.measure_id == measure.id).exists()
              for table in (roadmap_project, roadmap_investment)]  # fmt: skip
    return ~linked[0] & ~linked[1]
