"""The words of added values: what each kind means and whose words these are, ranges and days as people read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.models.added_value import ValueKind
from app.wording import NARROW, NO_BREAK
from evaluation.added_values import Range

EVIDENCE = ("Déclaré", "Documenté", "Mesuré")
WHOLE_ALLIANCE = "Toute l’alliance"
BY_THE_FUND = "Saisi par le Fonds"
PAGE = "https://www.lerameau.fr/agir-ensemble-agilite-inventivite-et-frugalite/"
NO_GRAND_TOTAL = (
    "Deux méthodes ne comptent pas la même chose, même quand leur unité "
    "s’écrit pareil. Une somme ne réunit que des valeurs d’une même méthode, sur les mêmes années."
)
SIDE_BY_SIDE = (
    "Le temps de coordination se lit à côté et ne se retranche pas\u00a0: il n’est compté ni par la même méthode, ni "
    "toujours sur les mêmes jours."
)


@dataclass(frozen=True)
class Meaning:
    """`gained` names what a range counts; `source` is a page when the definition is published, else it is ours."""

    gained: str
    definition: str
    source: str = ""

    @property
    def is_proposal(self) -> bool:
        return not self.source


MEANINGS: Mapping[ValueKind, Meaning] = {
    ValueKind.AGILITE: Meaning(
        "Temps gagné",
        "«\u00a0Faire avec\u00a0» plutôt que «\u00a0faire pour\u00a0»\u00a0: le cadrage est plus long, puis du temps "
        "est gagné.",
        PAGE,
    ),
    ValueKind.FRUGALITE: Meaning(
        "Coût évité", "Arriver au même résultat en dépensant moins, parce que des moyens sont mis en commun."
    ),
    ValueKind.INVENTIVITE: Meaning(
        "Nouveauté apportée", "Trouver ensemble une réponse qu’aucun des partenaires ne proposait seul."
    ),
}


def figure(value: Decimal) -> str:
    """1 250,5: as many decimals as it has."""
    exact = value.normalize()
    text = f"{exact:,f}" if exact.as_tuple().exponent else f"{exact:,.0f}"
    return text.replace(",", NARROW).replace(".", ",")


def about(value: Decimal) -> str:
    """One decimal is enough for what is computed."""
    return figure(value.quantize(Decimal("0.1")))


def range_words(own: Range, unit: str) -> str:
    """« 12 à 20 jours », « 12 jours » when one figure is given, « 1 jour »: the plural begins at two."""
    head, _, tail = unit.partition(" ")
    head = head if own.high >= 2 else head.removesuffix("s")
    return f"{bounds(own)}{NO_BREAK}{f'{head} {tail}' if tail else head}"


def bounds(own: Range) -> str:
    return figure(own.low) if own.is_one_figure else f"{figure(own.low)} à {figure(own.high)}"


def days_words(days: Decimal) -> str:
    return f"{figure(days)}{NO_BREAK}{'jour' if days < 2 else 'jours'}"


def years_words(first: int, last: int) -> str:
    """« 2024 », « 2024-2025 »: as in addresses and files."""
    return str(first) if first == last else f"{first}-{last}"
