"""What a third of the alliances say they gained, the time it took, what they live on, and the measures they serve."""

from datetime import date
from decimal import Decimal
from random import Random

from app.demo.added_values import COMPARED, HOW
from app.demo.sized.projects import Made
from app.demo.sized.tables import Rows
from app.demo.sized.vocabulary import Vocabulary
from app.models import Lever

VALUED, TIMED, LEVERED, LINKED = 0.35, 0.4, 0.3, 0.25
SPANS = {"delai_compare": (6, 60), "travail_epargne": (4, 30), "reponses_nouvelles": (1, 4)}
EUROS = (600, 9_000)
BEFORE = {
    Lever.PEOPLE: "Une personne à mi-temps et une douzaine de bénévoles.",
    Lever.MONEY: "Un appel à projets gagné, dix-huit mois devant soi.",
    Lever.ALLIANCES: "Des contacts d’une personne à l’autre, rien d’écrit.",
}
AFTER = {
    Lever.PEOPLE: "Deux postes partagés entre trois organisations.",
    Lever.MONEY: "Une participation des usagers et un engagement de trois ans.",
    Lever.ALLIANCES: "Une convention, un comité qui se réunit chaque trimestre.",
}


def make_gained(rows: Rows, words: Vocabulary, made: Made, random: Random, today: date) -> None:
    """Its own draws: the rest of the portfolio is the same with or without it."""
    if made.copil_on is None or made.starts_on is None:
        return
    if random.random() < LINKED:
        _link(rows, made, random.choice(words.measures), random)
    if made.starts_on.year < today.year:
        _values(rows, words, made, random, today.year - 1)
        _times(rows, made, random, today.year - 1)
        _levers(rows, made, random, today)


def _link(rows: Rows, made: Made, measure: int, random: Random) -> None:
    rows.of["roadmap_project"].append((made.number, measure))
    if random.random() < 0.5:
        rows.of["roadmap_investment"].append((rows.last["investment"], measure))


def _values(rows: Rows, words: Vocabulary, made: Made, random: Random, year: int) -> None:
    if random.random() >= VALUED:
        return
    for code in random.sample(words.methods, random.randint(1, 2)):
        least, most = SPANS.get(code, EUROS)
        low = random.randint(least, most)
        high = low + random.randint(0, max(1, low // 2))
        rows.of["added_value"].append(
            (made.number, code, low, high, date(year, 1, 1), date(year, 12, 31),
             COMPARED.get(code, "Chacune aurait agi de son côté."), HOW.get(code, "Relevé des partenaires (fictif)."),
             made.partners[0], random.randrange(3))
        )  # fmt: skip


def _times(rows: Rows, made: Made, random: Random, year: int) -> None:
    """Of each of its first partners, one in five asked and silent; never both a partner and the whole alliance."""
    if random.random() >= TIMED:
        return
    for partner in made.partners[: random.randint(1, 4)]:
        days = None if random.random() < 0.2 else Decimal(random.randint(2, 30)) / 2
        rows.of["coordination_time"].append(
            (made.number, partner, date(year, 1, 1), date(year, 12, 31), days, random.randrange(3))
        )


def _levers(rows: Rows, made: Made, random: Random, today: date) -> None:
    if random.random() >= LEVERED:
        return
    for lever in random.sample(list(Lever), random.randint(1, 3)):
        after = random.random() < 0.8
        rows.of["model_lever"].append(
            (made.number, lever.value, BEFORE[lever], made.copil_on, AFTER[lever] if after else "",
             today if after else None, "Entretien avec le porteur (fictif)", random.randrange(3))
        )  # fmt: skip
