"""B4. All the scores of a portfolio, computed again: beside pandas, and LibreOffice on the equivalent workbook."""

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.rounds import each_ratio, in_turn
from bench.scores_database import portfolio
from bench.scores_sides import Sides, sides_of

TITLE = "Recalcul de tous les scores, contre pandas et LibreOffice"
SIZES = (33, 1_000, 100_000)
PANDAS, READ_TOO = "pandas, réponses déjà en mémoire", "pandas, lecture comprise"
OFFICE, OFFICE_WEIGHT = "LibreOffice, tout", "LibreOffice, un poids changé"
US, US_HELD = "nous, depuis la base", "nous, réponses déjà en mémoire"
US_WEIGHT, US_ANSWER = "nous, un poids changé", "nous, une réponse changée"
HELD_BY_BOTH = "tout, en mémoire des deux côtés, contre pandas"
READ_BY_BOTH = "tout, lecture comprise des deux côtés, contre pandas"
READ_BY_US = "tout, nous depuis la base, contre pandas en mémoire"
TARGETS = {HELD_BY_BOTH: 3.0, READ_BY_BOTH: 3.0, f"tout, contre {OFFICE}": 10.0, f"contre {OFFICE_WEIGHT}": 1.0,
           "une réponse changée, pour 5 ms": 1.0}  # fmt: skip
PAIRS = {HELD_BY_BOTH: (PANDAS, US_HELD), READ_BY_BOTH: (READ_TOO, US), READ_BY_US: (PANDAS, US),
         f"tout, contre {OFFICE}": (OFFICE, US), f"contre {OFFICE_WEIGHT}": (OFFICE_WEIGHT, US_WEIGHT)}  # fmt: skip
ANSWER_BUDGET_MS = 5.0
BUDGET = 240
PANDAS_AT_MOST, OFFICE_AT_MOST = 10_000, 1_000
NOTES = [
    "Trouvés égaux à 1e-9 près d’abord\u202f: avec pandas, score, statut, confiance, couverture, dispersion, points de "
    "dialogue, critères, approches, indices\u202f; avec LibreOffice, les axes, avant et après le poids changé.",
    "Le rapport sans cible ne compare pas la même chose\u202f: nous lisons la base, pandas part d’un tableau lu.",
    "Le classeur de LibreOffice ne calcule que les scores\u202f; le temps de l’ouvrir n’est pas compté.",
    "Une réponse changée\u00a0: relire sa campagne, refaire tous ses scores\u202f; l’enregistrer se mesure ailleurs.",
]


def measure(size: int, rounds: int) -> dict[str, Any]:
    pandas, office = size <= PANDAS_AT_MOST, size <= OFFICE_AT_MOST
    with (
        portfolio(size) as held,
        TemporaryDirectory() as folder,
        sides_of(held, Path(folder), pandas=pandas, office=office) as sides,
    ):
        sides.check()
        times = in_turn(timed(sides), rounds, BUDGET)
    milliseconds = {name: [1000 * seconds for seconds in each] for name, each in times.items()}
    ratios = {name: each_ratio(times[peer], times[ours]) for name, (peer, ours) in PAIRS.items() if peer in times}
    ratios["une réponse changée, pour 5 ms"] = [ANSWER_BUDGET_MS / each for each in milliseconds[US_ANSWER]]
    return {
        "size": size,
        "rounds": len(times[US]),
        "ratios": ratios,
        "times": milliseconds,
        "units": dict.fromkeys(times, "ms"),
        "notes": [f"{held.answers} réponses.", *NOTES],
    }


def timed(sides: Sides) -> dict[str, Callable[[], float]]:
    found = {
        US: clocked(sides.ours),
        US_HELD: clocked(sides.ours_held),
        US_WEIGHT: clocked(sides.our_weight),
        US_ANSWER: several(sides.our_answer),
    }
    if sides.frames:
        found |= {PANDAS: clocked(sides.pandas), READ_TOO: clocked(sides.pandas_reading)}
    if sides.office:
        found |= {OFFICE: sides.office_all, OFFICE_WEIGHT: sides.office_weight}
    return found


def clocked(work: Callable[[], Any]) -> Callable[[], float]:
    def once() -> float:
        started = time.perf_counter()
        work()
        return time.perf_counter() - started

    return once


def several(once: Callable[[], float], times: int = 9) -> Callable[[], float]:
    """A short one: the median of a few."""
    return lambda: statistics.median(once() for _ in range(times))
