"""Éprouve les essais, par des fautes glissées dans le code : python -m scripts.mutation score|argent|droits

Travaille dans une copie de l’arbre (var/mutation), avec une base modèle faite une fois ; écrit le score à la fin.
« --sample 150 --seed 1 » n’essaie que 150 fautes, tirées au sort toujours de même.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import psycopg
from sqlalchemy import create_engine

from app.embedded import ensure_role, get_server
from app.schema import bring_up

HOME = Path("var/mutation").resolve()
TEMPLATE = "odd17_mutation_{}"
NONE_OF_THEM = "aucune-pour-l-instant"  # mutmut makes the faults, sees which test reads what, then finds none to try
MISSED = ("survived", "no tests", "suspicious", "skipped", "segfault")
FAILED = 1  # what pytest answers when a test fails
ARGUMENTS = ["-p", "no:randomly", "-p", "no:xdist", "-p", "no:cacheprovider"]
# Guards are made when routes are declared: each fault is in place before anything of the site is imported.
APART = "process_isolation = 'forkserver'\nforkserver_warmup = 'none'\n"
SETS = {
    "score": (
        "evaluation",
        ["answers", "aggregation", "attainment", "confidence", "counting", "criteria", "dialogue", "means",
         "portfolio", "results", "rounding", "scale", "scoring", "shares"],
        ["tests/evaluation"],
    ),
    "argent": (
        "app",
        ["investments/allocations", "investments/cofinancings", "investments/instalments", "investments/payments",
         "investments/proposal", "investments/service", "investments/states"],
        ["tests/app/investments"],
    ),
    "droits": (
        "app",
        ["web/auth", "web/csrf", "web/guest", "api/access"],
        ["tests/security/test_csrf.py", "tests/app/test_routes_access.py", "tests/app/web",
         "tests/app/api/test_access.py", "tests/app/api/test_rights.py"],
    ),
}  # fmt: skip


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("name", choices=SETS)
    asked.add_argument("--sample", type=int, default=0)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    source, files, tests = SETS[given.name]
    folder = HOME / given.name
    copy(folder)
    configure(folder, source, files, tests)
    environment = surroundings(given.name, source)
    chosen = sample(folder, environment, given.sample, given.seed) if given.sample else []
    mutmut(folder, environment, "run", "--max-children", "1", *chosen)
    found = results(folder)
    sys.stdout.write(told(found | again(folder, environment, unseen(found, chosen), tests), chosen))


def surroundings(name: str, source: str) -> Mapping[str, str]:
    """A server of the faults' own, and a database already brought up when the tests need one."""
    template = TEMPLATE.format(name)
    server = get_server(Path("var/mutation-postgresql").resolve())
    if source == "app":
        prepare(server.get_uri(), template)
    return dict(os.environ) | {"ODD17_TEST_DATABASE_URL": server.get_uri(), "ODD17_TEST_TEMPLATE": template}


def sample(folder: Path, environment: Mapping[str, str], size: int, seed: int) -> Sequence[str]:
    mutmut(folder, environment, "run", "--max-children", "1", NONE_OF_THEM)
    found = sorted(results(folder))
    chance = random.Random(seed)  # noqa: S311  (nothing secret: the same draw for all)
    return found if len(found) <= size else chance.sample(found, size)


def results(folder: Path) -> dict[str, str]:
    """Each fault, and what became of it."""
    lines = mutmut(folder, os.environ, "results", "--all", "1").stdout.splitlines()
    pairs = (line.strip().partition(": ") for line in lines if "__mutmut_" in line)
    return {name: state for name, _, state in pairs}


def unseen(found: Mapping[str, str], chosen: Sequence[str]) -> Sequence[str]:
    """Guards are made once, when routes are declared: mutmut takes the tests of that moment for all that read them."""
    return sorted(name for name, state in found.items() if state in MISSED and (not chosen or name in chosen))


def again(folder: Path, environment: Mapping[str, str], names: Sequence[str], tests: Sequence[str]) -> dict[str, str]:
    """Those that a whole run of the tests sees."""
    command = [sys.executable, "-m", "pytest", *ARGUMENTS, "-x", "-q", *tests]
    place = folder / "mutants"
    seen = {}
    for name in names:
        own = {**environment, "MUTANT_UNDER_TEST": name, "PYTHONPATH": str(place)}
        if subprocess.run(command, cwd=place, env=own, capture_output=True, check=False).returncode == FAILED:
            seen[name] = "killed"
    return seen


def told(found: Mapping[str, str], chosen: Sequence[str]) -> str:
    tried = {name: state for name, state in found.items() if state != "not checked" and (not chosen or name in chosen)}
    count = Counter(tried.values())
    seen = len(tried) - sum(count[state] for state in MISSED)
    missed = sorted(f"{name}\u00a0: {state}\n" for name, state in tried.items() if state in MISSED)
    score = 100 * seen / (len(tried) or 1)
    return f"{''.join(missed)}{len(tried)} fautes essayées sur {len(found)}, {seen} vues\u00a0: {score:.1f} %\n"


def mutmut(folder: Path, environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("mutmut")), *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    with (folder / "mutmut.log").open("a", encoding="utf-8") as log:
        log.write(done.stdout + done.stderr)
    return done


def copy(folder: Path) -> None:
    """Ce que git connaît, et les fichiers apportés par « make setup »."""
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run(["git", "clone", "--quiet", ".", folder], check=True)
    for brought in ("app/reference/vendor", "app/static/vendor"):
        shutil.copytree(brought, folder / brought)
    (folder / "node_modules").symlink_to(Path("node_modules").resolve())


def configure(folder: Path, source: str, files: list[str], tests: list[str]) -> None:
    others = sorted(
        {"app", "evaluation", "imports", "docs", "migrations", "templates", "scripts", "requirements"} - {source}
    )
    table = {
        "source_paths": [source],
        "only_mutate": [f"{source}/{name}.py" for name in files],
        "also_copy": [*others, "alembic.ini", "README.md", "CHANGELOG.md", "Makefile", "node_modules"],
        "pytest_add_cli_args": ARGUMENTS,
        "pytest_add_cli_args_test_selection": tests,
    }
    apart = APART if "web/auth" in files else ""
    lines = "\n".join(f"{name} = {value!r}" for name, value in table.items())
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[tool.mutmut]\ntimeout_constant = 120.0\n{lines}\n{apart}")


def prepare(uri: str, template: str) -> None:
    with psycopg.connect(uri, autocommit=True) as connection:
        ensure_role(connection)
        connection.execute(f"DROP DATABASE IF EXISTS {template} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {template}")
    url = uri.replace("postgresql://", "postgresql+psycopg://").replace("/postgres?", f"/{template}?")
    engine = create_engine(url)
    bring_up(engine)
    engine.dispose()


if __name__ == "__main__":
    main()
