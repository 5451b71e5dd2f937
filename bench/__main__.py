"""Measures the list page and the portfolio workbook beside Django and pandas: `make bench`, or `python -m bench`."""

import argparse
import sys
from typing import Any

from bench.database import portfolio_of
from bench.export import compare_exports
from bench.list_page import compare_lists
from bench.report import write_results

SIZES = (33, 1_000, 10_000)
SECONDS = 1.0  # how long each side is asked for pages, in each round
LIST_BUDGET, EXPORT_BUDGET = 60, 80  # seconds of measure for one size; what is begun is finished


def main() -> None:
    asked = arguments()
    found: dict[str, list[dict[str, Any]]] = {"list": [], "export": []}
    for projects in asked.sizes:
        say(f"{projects} projets\u202f: données")
        with portfolio_of(projects) as url:
            say("page de liste")
            found["list"].append(compare_lists(url, projects, asked.rounds, SECONDS, LIST_BUDGET))
            say("classeur")
            found["export"].append(compare_exports(url, projects, asked.rounds, EXPORT_BUDGET))
        say(f"Écrit dans {write_results(found)}")


def say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="tours par comparaison (7)")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="nombres de projets")
    return parser.parse_args()


if __name__ == "__main__":
    main()
