"""What the rounds gave, a line each in a file, and as a table: ``python -m tests.faults.table FILE`` puts it in a page.

Times are told as they were: median, ninth decile and longest of all rounds, with the load of the machine meanwhile.
"""

import json
import os
import statistics
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from app import clock
from app.web.filters import date_long
from tests.faults.product import DATABASE, SITE, WORKER
from tests.faults.rounds import VICTIMS, Outcome

PAGE = Path(__file__).parents[2] / "docs" / "pannes.md"
BEGIN, END = "<!-- tours, écrits par python -m tests.faults.table -->\n", "<!-- fin des tours -->\n"
NAMES = {SITE: "le site", WORKER: "le travailleur", DATABASE: "la base"}
HEAD = (
    "| tué | tours | actes | confirmés avant la fin du tour | fautes | retour médian | neuf fois sur dix | maximum |\n"
    "|---|---|---|---|---|---|---|---|\n"
)


NEVER = float("inf")


def keep(path: Path, seed: int, outcome: Outcome) -> None:
    """On the disk before the next round begins."""
    line = asdict(outcome) | {"seed": seed, "on": clock.today().isoformat(), "load": round(os.getloadavg()[0], 1)}
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def rounds_of(path: Path, seed: int) -> list[Outcome]:
    """Those of a seed; a round played again replaces the one before."""
    names = Outcome.__dataclass_fields__
    found = {
        line["number"]: Outcome(**{name: line[name] for name in names})
        for line in lines_of(path)
        if line["seed"] == seed
    }
    return list(found.values())


def table(outcomes: Sequence[Outcome]) -> str:
    by_victim = {victim: [one for one in outcomes if one.victim == victim] for victim in VICTIMS}
    return HEAD + "".join(_line(victim, own) for victim, own in by_victim.items() if own)


def _line(victim: str, own: Sequence[Outcome]) -> str:
    back = sorted(one.back for one in own)
    sums = (sum(one.sent for one in own), sum(one.acknowledged for one in own), sum(len(one.faults) for one in own))
    times = (statistics.median(back), back[int(0.9 * (len(back) - 1))], back[-1])
    cells = [NAMES[victim], len(own), *sums, *(_seconds(each) for each in times)]
    return f"| {' | '.join(map(str, cells))} |\n"


def _seconds(value: float) -> str:
    return f"{value:.1f}\u00a0s".replace(".", ",") if value < NEVER else "pas revenu"


def told(path: Path) -> str:
    lines = lines_of(path)
    loads, days = [line["load"] for line in lines], sorted({line["on"] for line in lines})
    seeds = sorted({line["seed"] for line in lines})
    outcomes = [one for seed in seeds for one in rounds_of(path, seed)]
    load = f"{statistics.median(loads):.1f}".replace(".", ",")
    first, last = (date_long(date.fromisoformat(day)) for day in (days[0], days[-1]))
    return (
        f"\n{len(outcomes)} tours, graine {', '.join(map(str, seeds))}, "
        f"{f'du {first} au {last}' if first != last else f'le {first}'}\u00a0; "
        f"fautes\u00a0: {sum(len(one.faults) for one in outcomes)}. "
        f"Charge médiane de la machine pendant les tours\u00a0: {load}.\n\n" + table(outcomes) + "\n"
    )


def written(page: str, content: str) -> str:
    before, _, rest = page.partition(BEGIN)
    return before + BEGIN + content + END + rest.partition(END)[2]


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8"), told(Path(sys.argv[1]))), encoding="utf-8")
