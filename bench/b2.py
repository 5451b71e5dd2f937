"""B2. The workbooks that leave, beside pandas and zlib: that of the portfolio, and the funder's with its formulas."""

from collections.abc import Iterator
from typing import Any

from bench import downloads
from bench.database import portfolio_of
from bench.export import OURS, PANDAS, RATIOS, Cost, compare_exports
from bench.reports import PORTFOLIO, READERS
from bench.rounds import each_ratio
from bench.whole_export import peak_of

TITLE = "Classeurs émis, contre pandas et contre zlib sur le même XML"
SIZES = (33, 1_000, 10_000, 100_000)
MOST_FOR_A_FUNDER = 10_000
"""Projects: of many more, the product refuses the funder's workbook, which no Excel sheet would hold."""
TARGETS = {f"{kind}, contre {peer}": 2.5 for kind in READERS for peer in ("pandas, openpyxl", PANDAS)}
BUDGET, DOWNLOADS = 80, 40
WHOLE = "Classeur bailleur, de la base au fichier\u00a0: le plus haut du processus entier"
WORKBOOK = "{}\u00a0: {} cases, {} ko."
CONTENT = (
    "Chez nous, tout est compris\u00a0: «\u00a0Lisez-moi\u00a0», tableaux, formules et leur valeur, graphiques, noms, "
    "mise en page\u202f; pandas écrit les valeurs seules, de tableaux de données déjà prêts."
)
HUGE = (
    "Au-delà de quatre millions de cases, pandas écrit une feuille après l’autre, une seule fois, par xlsxwriter, son "
    "moteur le plus rapide."
)


def measure(size: int, rounds: int) -> dict[str, Any]:
    each = {kind: compare_exports(kind, size, rounds, BUDGET) for kind in kinds_of(size)}
    taken, whole = beside(size, rounds) if size <= MOST_FOR_A_FUNDER else (None, {})
    return {
        "size": size,
        "rounds": min(found["rounds"] for found in each.values()),
        "ratios": {name: own for kind, found in each.items() for name, own in ratios(kind, found["each_round"])}
        | (downloads.ratios(taken) if taken else {}),
        "times": {f"{kind}, {side}": clocks(own) for kind, found in each.items() for side, own in costs(found)}
        | ({f"{downloads.TAKEN}, {side}": own for side, own in taken.seconds.items()} if taken else {}),
        "memory": memory(each) | whole,
        "notes": [CONTENT, *notes(each), *([downloads.told(taken)] if taken else [])],
    }


def kinds_of(size: int) -> list[str]:
    return [kind for kind in READERS if kind == PORTFOLIO or size <= MOST_FOR_A_FUNDER]


def beside(size: int, rounds: int) -> tuple[downloads.Downloads, dict[str, float]]:
    """By the page, and the funder's whole, from a portfolio of its own."""
    with portfolio_of(size) as url:
        whole = {WHOLE: peak_of(url)["megabytes"]}
        return downloads.compare_downloads(url, rounds, DOWNLOADS), whole


def ratios(kind: str, found: dict[str, list[Cost]]) -> Iterator[tuple[str, list[float]]]:
    """By the clock. A side measured once is compared with ours of the first round."""
    for name, (peer, _) in RATIOS.items():
        if peer in found:
            theirs = clocks(found[peer])
            yield f"{kind}, {name}", each_ratio(theirs, clocks(found[OURS])[: len(theirs)])


def costs(found: dict[str, Any]) -> Iterator[tuple[str, list[Cost]]]:
    yield from found["each_round"].items()


def clocks(own: list[Cost]) -> list[float]:
    return [cost.clock for cost in own]


def memory(each: dict[str, dict[str, Any]]) -> dict[str, float]:
    return {f"{kind}, {side}": own for kind, found in each.items() for side, own in found["megabytes"].items()}


def notes(each: dict[str, dict[str, Any]]) -> Iterator[str]:
    for kind, found in each.items():
        yield WORKBOOK.format(kind, found["cells"], found["bytes"] // 1024)
        if len(found["each_round"].get(PANDAS, ())) < found["rounds"]:
            yield HUGE
