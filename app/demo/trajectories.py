"""The levers of made-up models, for a dozen projects: before for all, since for those old enough to tell."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from app.demo.calendar import add_months
from app.models import Lever, ModelLever

if TYPE_CHECKING:
    from app.demo.portfolio import Built

# lever → (before, since), one pair a project in turn; all fictitious
TEXTS: dict[Lever, tuple[tuple[str, str], ...]] = {
    Lever.PEOPLE: (
        (
            "Une coordinatrice à mi-temps et une douzaine de bénévoles. Personne pour la remplacer.",
            "Deux postes partagés entre trois organisations. Les bénévoles sont une trentaine\u202f; la moitié "
            "viennent d’autres communes.",
        ),
        (
            "Chaque organisation garde ses équipes. Les compétences se prêtent de gré à gré, quelques jours par an.",
            "Un jour par semaine de mécénat de compétences, convenu pour l’année. Les équipes s’appellent.",
        ),
    ),
    Lever.MONEY: (
        (
            "Une subvention annuelle, reconduite sans visibilité, porte les quatre cinquièmes du budget. Aucune vente.",
            "Trois sources au lieu d’une\u00a0: subvention pour moitié, ventes pour un quart, mécénat pour le reste. "
            "L’année suivante est financée aux deux tiers.",
        ),
        (
            "Un appel à projets gagné, dix-huit mois devant soi, puis rien de prévu.",
            "Une participation des usagers selon leurs moyens et un engagement de trois ans de la collectivité.",
        ),
    ),
    Lever.ALLIANCES: (
        (
            "Des échanges réguliers, aucune convention. Les entreprises du territoire ne sont pas autour de la table.",
            "Une charte signée par tous, un comité tous les deux mois, et deux entreprises qui y siègent.",
        ),
        (
            "Un partenaire historique, choisi par proximité. Les autres sont prévenus après coup.",
            "Cinq partenaires décident ensemble\u202f; un désaccord sur les tarifs a été tranché à l’unanimité.",
        ),
    ),
}
SINCE = 12  # months after the start, when there is something to say


def describe_model(session: Session, built: Built, number: int, today: date) -> None:
    """The last of the three is left to be described in every other project that has any."""
    if built.starts_on is None or built.starts_on > today or not (number % 3 == 1 or number % 12 == 2):
        return
    kept = list(Lever)[: 2 if number % 2 else 3]
    for place, lever in enumerate(kept):
        before, after = TEXTS[lever][(number // 3 + place) % 2]
        after_on = add_months(built.starts_on, SINCE + place)
        told = after_on <= today
        session.add(
            ModelLever(
                project_id=built.project.id, lever=lever, before=before, before_on=built.starts_on,
                after=after if told else "", after_on=after_on if told else None,
                source="Entretien avec le porteur (fictif)", evidence=place % 3,
            )
        )  # fmt: skip
    session.flush()
