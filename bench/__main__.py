"""Measures the list page, the workbooks that leave, answers saved by 200 partners at once and imports, beside Django,
pandas and django-import-export.

`make bench`, or `python -m bench`.
"""

import argparse
import sys
from typing import Any

from bench.autosave import compare_saves
from bench.database import portfolio_of
from bench.export import compare_exports
from bench.importing import compare_imports
from bench.list_page import compare_lists
from bench.report import write_imports, write_results, write_workbooks
from bench.reports import READERS

SIZES = (33, 1_000, 10_000)
SAVING_AT_MOST = 1_000  # an answer costs the same at any size: two are enough to see it
KINDS = ("list", "export", "saves", "imports")
IMPORTS_AT_LEAST = 1_000
SECONDS = 1.0  # how long each side is asked for pages, in each round
SAVING_SECONDS = 3.0
LIST_BUDGET, EXPORT_BUDGET, SAVING_BUDGET, IMPORT_BUDGET = (
    60,
    80,
    150,
    240,
)  # seconds of measure for one size; what is begun is finished


def main() -> None:
    asked = arguments()
    if set(asked.only) & {"list", "saves"}:
        measure_portfolios(asked)
    if "export" in asked.only:
        measure_workbooks(asked)
    if "imports" in asked.only:
        measure_imports(asked)


def measure_imports(asked: argparse.Namespace) -> None:
    found = []
    for projects in asked.sizes:
        if projects >= IMPORTS_AT_LEAST:
            say(f"{projects} projets\u202f: imports")
            found.append(compare_imports(projects, asked.rounds, IMPORT_BUDGET))
            say(f"Écrit dans {write_imports(found)}")


def measure_workbooks(asked: argparse.Namespace) -> None:
    found: list[dict[str, Any]] = []
    for projects in asked.sizes:
        for workbook in READERS:
            say(f"{projects} projets\u202f: {workbook}")
            found.append(compare_exports(workbook, projects, asked.rounds, EXPORT_BUDGET))
            say(f"Écrit dans {write_workbooks(found)}")


def measure_portfolios(asked: argparse.Namespace) -> None:
    found: dict[str, list[dict[str, Any]]] = {"list": [], "saves": []}
    for projects in asked.sizes:
        say(f"{projects} projets\u202f: données")
        with portfolio_of(projects) as url:
            if "saves" in asked.only and projects <= SAVING_AT_MOST:
                say("réponses enregistrées")
                found["saves"].append(compare_saves(url, projects, asked.rounds, SAVING_SECONDS, SAVING_BUDGET))
            if "list" in asked.only:
                say("page de liste")
                found["list"].append(compare_lists(url, projects, asked.rounds, SECONDS, LIST_BUDGET))
        say(f"Écrit dans {write_results(found)}")


def say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="tours par comparaison (7)")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="nombres de projets")
    parser.add_argument("--only", nargs="+", choices=KINDS, default=KINDS, help="comparaisons à faire (toutes)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
