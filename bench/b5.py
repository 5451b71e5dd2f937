"""B5. Answers kept for 200 partners at once, beside a form saved by Django: how many a second, how long each waits."""

from typing import Any

from bench.autosave import DJANGO, OURS, PACE, WITH_THREADS, compare_saves, paced
from bench.database import portfolio_of
from bench.rounds import each_ratio

TITLE = "Réponses de 200 partenaires à la fois, contre Django"
SIZES = (33, 1_000, 100_000)
P99_MS = 50.0
WAIT = f"50 ms contre 99 attentes sur 100, à {PACE}/s"
TARGETS = {"1 contre 1": 3.0, "1 contre 1 à quatre fils": 3.0, WAIT: 1.0}
SECONDS, BUDGET = 3.0, 240


def measure(size: int, rounds: int) -> dict[str, Any]:
    with portfolio_of(size) as url:
        found = compare_saves(url, rounds, SECONDS, BUDGET)
    rates = {name: [each["rate"] for each in figures] for name, figures in found.items()}
    waits = {f"{name}, p99": [each["p99"] for each in figures] for name, figures in found.items()}
    ours = waits[f"{paced(OURS)}, p99"]
    return {
        "size": size,
        "rounds": len(rates[OURS]),
        "ratios": {
            "1 contre 1": each_ratio(rates[OURS], rates[DJANGO]),
            "1 contre 1 à quatre fils": each_ratio(rates[OURS], rates[WITH_THREADS]),
            WAIT: [P99_MS / each for each in ours],
            f"attente à {PACE}/s, 1 contre 1": each_ratio(waits[f"{paced(DJANGO)}, p99"], ours),
        },
        "times": rates | waits,
        "units": dict.fromkeys(rates, "réponses/s") | dict.fromkeys(waits, "ms"),
        "notes": [
            "Django garde la réponse, sa version et l’auteur, et redessine les comptes ; il n’a ni les deux versions "
            "montrées à qui répond ailleurs, ni la clé d’un formulaire envoyé deux fois, ni une ligne par demande. "
            "Les déclencheurs du journal des données pèsent sur les deux côtés.",
        ],
    }
