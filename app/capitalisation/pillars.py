"""What a pillar of valorisation asks for, and which pillars still lack a deliverable. Knows the tables only."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.models import Deliverable, Pillar


class Guide(NamedTuple):
    """What the pillar is for, and what often serves as its deliverable."""

    what: str
    examples: str


GUIDES = {
    "faire_valoir": Guide(
        "Montrer ce que l’alliance a rendu possible à ceux qui ne la connaissent pas\u00a0: habitants, élus, "
        "financeurs.",
        "un film, un article, une journée ouverte, une page du site d’un partenaire",
    ),
    "capitaliser": Guide(
        "Garder ce que l’alliance a appris, y compris ce qui n’a pas marché, pour que d’autres n’aient pas à le "
        "réapprendre.",
        "un récit à plusieurs voix, un carnet de bord, un compte rendu de bilan partagé",
    ),
    "evaluer": Guide(
        "Dire ce qui a changé, pour qui, et avec quel degré de preuve.",
        "un rapport d’évaluation, les résultats publiés de l’évaluation partenariale, un tableau d’indicateurs",
    ),
    "modeliser": Guide(
        "Décrire comment cela fonctionne, de quoi cela dépend et ce que cela coûte, pour le reprendre ailleurs.",
        "une fiche du modèle, une convention type, un budget type, un guide de mise en place",
    ),
}
UNKNOWN = Guide("Ce pilier a été ajouté aux listes du Fonds.", "tout document que d’autres pourront retrouver")


def guide_of(code: str) -> Guide:
    return GUIDES.get(code, UNKNOWN)


def missing_pillars(session: Session, project_id: int) -> Sequence[str]:
    """The labels of the active pillars without a ticked deliverable, in their order."""
    ticked = exists().where(
        Deliverable.project_id == project_id,
        Deliverable.pillar_code == Pillar.code,
        Deliverable.done_on.is_not(None),
    )
    statement = select(Pillar.label).where(Pillar.active, ~ticked).order_by(Pillar.position, Pillar.code)
    return session.scalars(statement).all()
