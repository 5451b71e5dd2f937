"""Where the figures come from, and how they are to be read."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from app.clock import PARIS
from app.exchanges.cases.results import Published
from app.models import Project
from app.restitution.disclosure import least_of

Json = dict[str, Any]
NARROW = "\u202f"
NOTES = (
    f"Chaque organisation de l’alliance a donné son propre regard, question par question{NARROW}; les profils pèsent "
    "autant les uns que les autres.",
    "Un score va de 0 à 100. Il n’est dit que si assez de partenaires, de profils et de réponses le portent"
    f"{NARROW}; provisoire, il reste entre ceux qui y travaillent. La confiance, de A à C, dit combien il est sûr.",
    "Attendu\u00a0: espéré avant le projet. Signal\u00a0: observé trop tôt pour conclure. Constat\u00a0: observé avec "
    "assez de recul.",
    "«\u00a0Sans objet\u00a0», «\u00a0ne sait pas\u00a0», sans réponse et zéro sont quatre choses différentes"
    f"{NARROW}; seul le dernier est un niveau.",
    "Aucun projet n’est classé. Deux alliances ne se comparent pas par leurs scores.",
)


def method(published: Sequence[Published]) -> list[str]:
    """What is said of disclosure is what the grids asked for; nothing was published, nothing of it is said."""
    if not published:
        return ["Aucune évaluation partenariale n’est publiée pour ce projet."]
    least = max(least_of(own.grid) for own in published)
    return [
        *NOTES,
        f"Ce document ne montre aucun partenaire par ses réponses\u202f; un profil ne l’est qu’à partir de "
        f"{least} répondants, et une parole n’est citée que si son auteur l’a accepté.",
    ]


def sources(project: Project, published: Sequence[Published], indicators: Sequence[Json]) -> list[str]:
    return [
        f"Fiche du projet {project.code}, back office du Fonds ODD 17.",
        *(_campaign(own) for own in published),
        *dict.fromkeys(_measures(indicators)),
    ]


def _campaign(own: Published) -> str:
    day = own.published_at.astimezone(PARIS).date()
    return (
        f"Évaluation partenariale {own.moment.label.lower()} du {own.held_on:%d/%m/%Y}, publiée le {day:%d/%m/%Y}"
        f"{f' (publication {own.sequence})' if own.sequence > 1 else ''}, grille {own.grid.reference}, "
        f"formule {own.formula}, empreinte des réponses {own.inputs_sha256[:12]}."
    )


def _measures(indicators: Sequence[Json]) -> Iterator[str]:
    for own in indicators:
        if own["measured_on"]:
            day = date.fromisoformat(own["measured_on"])
            source = own["source"] or "source non précisée"
            proof = own["evidence"]["label"].lower()
            yield f"Indicateur «\u00a0{own['label']}\u00a0», {day:%d/%m/%Y}\u00a0: {source} ({proof})."
