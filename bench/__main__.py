"""Runs the benchmarks, each size in a process of its own, and writes what they found.

`make bench`, or `python -m bench --only b1 --sizes 33 1000 --rounds 7`. A whole run goes to `bench/results/`;
a partial one to `var/bench/results/`, unless `--to` says otherwise. With `--again`, a partial one takes its place in
the last whole run, and says so: for what failed, or was disturbed.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from itertools import zip_longest
from pathlib import Path
from typing import Any

from bench.machine import describe_machine
from bench.report import page
from bench.summary import PAGE, put_into

HERE = Path(__file__).parent
KNOWN = tuple(sorted(file.stem for file in HERE.glob("b[0-9].py")))
WHOLE, PARTIAL = HERE / "results", Path("var/bench/results")


def main() -> None:
    asked = arguments()
    folder = asked.to or (WHOLE if asked.again or set(asked.only) == set(KNOWN) else PARTIAL)
    benches = {name: import_module(f"bench.{name}") for name in asked.only}
    run = last_run(folder) if asked.again else new_run(benches)
    found = run["benches"]
    for name, size in in_order({name: asked.sizes or one.SIZES for name, one in benches.items()}):
        say(f"{name}, {size} projets\u202f: {benches[name].TITLE}")
        put(found[name], size, measured(name, size, asked.rounds), asked.again)
        write(run, folder)
        if folder == WHOLE:
            put_into(PAGE, run)
    say(f"Écrit dans {folder}")
    if any(one["failed"] for one in found.values()):
        sys.exit("Des mesures ont échoué.")


def new_run(benches: Mapping[str, Any]) -> dict[str, Any]:
    found = {
        name: {"title": one.TITLE, "targets": one.TARGETS, "measures": [], "failed": []}
        for name, one in benches.items()
    }
    return {"machine": describe_machine(), "benches": found}


def last_run(folder: Path) -> dict[str, Any]:
    run: dict[str, Any] = json.loads(max(folder.glob("????-??-??.json")).read_text(encoding="utf-8"))
    return run


def put(found: dict[str, Any], size: int, measure: dict[str, Any] | None, again: bool) -> None:
    """In the place of the one of this size, if any."""
    found["measures"] = [each for each in found["measures"] if each["size"] != size]
    found["failed"] = [each for each in found["failed"] if each != size]
    if measure is None:
        found["failed"].append(size)
        return
    found["measures"] = sorted([*found["measures"], {**measure, "again": again}], key=lambda each: each["size"])


def in_order(sizes: Mapping[str, Sequence[int]]) -> Iterator[tuple[str, int]]:
    """The smallest size of each, then the next: a run cut short has a figure for each bench."""
    for line in zip_longest(*([(name, size) for size in each] for name, each in sizes.items())):
        yield from filter(None, line)


def measured(name: str, size: int, rounds: int) -> dict[str, Any] | None:
    """In a process of its own: what one leaves in memory does not weigh on the next, a failure stops only itself."""
    load = round(os.getloadavg()[0], 1)
    done = subprocess.run([sys.executable, "-m", "bench.one", name, str(size), str(rounds)], stdout=subprocess.PIPE)
    if done.returncode:
        say(f"{name}, {size} projets\u202f: échec")
        return None
    measure: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {**measure, "load": load}


def write(run: dict[str, Any], folder: Path) -> None:
    """After each measure, so that a run cut short is not lost."""
    folder.mkdir(parents=True, exist_ok=True)
    content = json.dumps(run, ensure_ascii=False, indent=1)
    (folder / f"{run['machine']['day']}.json").write_text(content + "\n", encoding="utf-8")
    (folder / "latest.md").write_text("\n".join(page(run)) + "\n", encoding="utf-8")


def say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="tours par comparaison (7)")
    parser.add_argument("--sizes", type=int, nargs="+", help="nombres de projets (ceux de chaque mesure)")
    parser.add_argument("--only", nargs="+", choices=KNOWN, default=KNOWN, help="mesures à faire (toutes)")
    parser.add_argument("--again", action="store_true", help="à leur place dans la dernière exécution entière")
    parser.add_argument("--to", type=Path, help="dossier où écrire")
    return parser.parse_args()


if __name__ == "__main__":
    main()
