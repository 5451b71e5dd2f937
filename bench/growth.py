"""What each page costs from one size of portfolio to the next: `python -m bench.growth --sizes 33 1000 100000`.

The bases are those of B6, filled the first time by `odd17 demo --projects`, and kept.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.filled import apart, filled
from bench.growth_table import table

SIZES = (33, 1_000, 100_000)
WRITTEN = Path("bench/results/croissance.md")


def main() -> None:
    asked = arguments()
    found = {size: measured(size, asked.rounds, asked.only) for size in asked.sizes}
    written = asked.to or (Path("var/bench/croissance.md") if asked.only else WRITTEN)
    written.parent.mkdir(parents=True, exist_ok=True)
    written.write_text("\n".join(table(found)) + "\n", encoding="utf-8")
    written.with_suffix(".json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stderr.write(f"Écrit dans {written}\n")


def measured(size: int, rounds: int, only: str) -> dict[str, Any]:
    """In a process of its own, with the database of this size; its memory is that of the visits alone."""
    visit = [sys.executable, "-m", "bench.growth_visits", str(rounds), only]
    done = subprocess.run(visit, env=apart(filled(size)), check=True, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="nombres de projets")
    parser.add_argument("--rounds", type=int, default=3, help="visites comptées de chaque page (3)")
    parser.add_argument("--only", default="", help="début de l’adresse des pages à visiter (toutes)")
    parser.add_argument("--to", type=Path, help="fichier à écrire")
    return parser.parse_args()


if __name__ == "__main__":
    main()
