"""Measures the list page and the portfolio workbook beside Django and pandas: `make bench`, or `python -m bench`."""

import argparse
import sys
from collections.abc import Callable
from typing import Any

from bench.export import compare_exports
from bench.list_page import compare_lists
from bench.report import write_results

SIZES = (33, 1_000, 10_000)
SECONDS = 1.0  # how long each side is asked for pages, in each round
LIST_BUDGET, EXPORT_BUDGET = 60, 90  # seconds of measure for one size; what is begun is finished


def main() -> None:
    asked = arguments()
    found: dict[str, list[dict[str, Any]]] = {"list": [], "export": []}
    for projects in asked.sizes:
        found["list"].append(
            tell("page de liste", projects, lambda n: compare_lists(n, asked.rounds, SECONDS, LIST_BUDGET))
        )
        write_results(found)
        found["export"].append(tell("classeur", projects, lambda n: compare_exports(n, asked.rounds, EXPORT_BUDGET)))
        print(f"Écrit dans {write_results(found)}", file=sys.stderr)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="tours par comparaison (7)")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="nombres de projets")
    return parser.parse_args()


def tell(what: str, projects: int, measure: Callable[[int], dict[str, Any]]) -> dict[str, Any]:
    print(f"{what}, {projects} projets…", file=sys.stderr, flush=True)
    return measure(projects)


if __name__ == "__main__":
    main()
