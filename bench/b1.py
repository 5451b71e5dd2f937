"""B1. The list page, beside Django's and starlette-admin's."""

from typing import Any

from bench.database import portfolio_of
from bench.list_page import compare_lists, in_pages
from bench.rounds import each_ratio

TITLE = "Page de liste, contre Django et starlette-admin"
SIZES = (33, 1_000, 100_000)
PATIENCE_MS = 100
FAST = "99 pages sur 100 en moins de 100 ms"
EMPTY = "part de la route vide"
TARGETS = {"1 processus contre 1": 3.0, "2 contre 2": 3.0, FAST: 1.0, EMPTY: 0.25}
PAIRS = {
    "1 processus contre 1": ("nous", "Django"),
    "2 contre 2": ("nous, 2 processus", "Django, 2 processus"),
    "rien de gardé, 1 contre 1": ("nous, rien de gardé", "Django"),
    "gardé des deux côtés, 1 contre 1": ("nous", "Django qui garde"),
    "contre starlette-admin": ("nous", "starlette-admin"),
    "2 processus contre 1, chez nous": ("nous, 2 processus", "nous"),
    EMPTY: ("nous", "route vide"),
}
SECONDS, BUDGET = 1.0, 120
NOTES = (
    "«\u00a0Nous\u00a0» garde ce qui est dessiné tant que le journal dit que rien n’a changé, et le demande à chaque "
    "page\u00a0; «\u00a0rien de gardé\u00a0» relit et redessine tout à chaque page, comme Django.",
    "«\u00a0Django qui garde\u00a0» est le même Django, avec la même question à chaque page et la même page gardée.",
    "starlette-admin montre cinquante projets en neuf colonnes d’une seule table, sans totaux ni filtres\u00a0: moins "
    "que notre page.",
)


def measure(size: int, rounds: int) -> dict[str, Any]:
    with portfolio_of(size) as url:
        found, threads = compare_lists(url, rounds, SECONDS, BUDGET)
    rates, waits = in_pages(found), in_pages(found, "p99")
    ratios = {name: each_ratio(rates[ours], rates[theirs]) for name, (ours, theirs) in PAIRS.items()}
    slow = {f"{name}, attente p99": waits[name] for name in ("nous", "nous, rien de gardé", "Django")}
    return {
        "size": size,
        "rounds": len(rates["nous"]),
        "ratios": ratios | {FAST: [PATIENCE_MS / wait for wait in waits["nous"]]},
        "times": rates | slow,
        "units": dict.fromkeys(rates, "pages/s") | dict.fromkeys(slow, "ms"),
        "notes": [*NOTES, f"Réglage de gunicorn retenu\u00a0: {f'gthread, {threads} fils' if threads else 'sync'}."],
    }
