"""Nothing waits without end: neither the product, which must end when it is asked to, nor a test, which must say where.

A process that does not end, a thread whose neighbour failed before the meeting point: each wait has a limit.
"""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ENDLESS = {"wait": 0, "join": 0, "communicate": 1, "acquire": 0}
"""Methods that wait for ever with no more than this number of arguments and no ``timeout``."""
RUNS = {"run", "check_output", "check_call", "call"}
# What is waited for without a limit, and why it ends.
KNOWN: Mapping[str, str] = {
    "app/jobs/worker.py stop.wait": "an asyncio task, cancelled when the work ends",
    "app/team.py self.process.join": "after it was killed",
    "app/team.py parent.join": "a thread that ends with its process: it waits for the parent to die",
    "app/backup/clients.py subprocess.run": "a dump or a restoration lasts as long as the data",
    "app/team.py process.join": "the one above, of each process",
}


def endless(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, what is called)."""
    awaited = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Await)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and id(node) not in awaited:
            limited = {"timeout", "blocking", None} & {keyword.arg for keyword in node.keywords}
            name, owner = node.func.attr, ast.unparse(node.func.value)
            runs = owner == "subprocess" and name in RUNS
            waits = name in ENDLESS and len(node.args) <= ENDLESS[name]
            if (runs or waits) and not limited:
                yield node.lineno, f"{owner}.{name}"


def found_in(folder: str) -> set[str]:
    return {
        f"{path} {call}"
        for path in sorted(Path(folder).rglob("*.py"))
        for _, call in endless(ast.parse(path.read_text(encoding="utf-8")))
    }


@pytest.mark.parametrize("folder", ["tests", "app", "imports", "evaluation"])
def test_each_wait_has_a_limit(folder: str) -> None:
    assert found_in(folder) - KNOWN.keys() == set()


def test_what_is_known_is_still_there() -> None:
    assert KNOWN.keys() - found_in("app") == set()


@pytest.mark.parametrize(
    ("line", "is_endless"),
    [
        ("process.wait()", True),
        ("process.wait(30)", False),
        ("thread.join()", True),
        ("', '.join(names)", False),
        ("thread.join(timeout=3)", False),
        ("child.communicate(b'x')", True),
        ("child.communicate(timeout=3)", False),
        ("subprocess.run(['x'])", True),
        ("subprocess.run(['x'], timeout=3)", False),
        ("subprocess.run(['x'], **more)", False),
        ("async def wait(): await event.wait()", False),
    ],
)
def test_waits_are_recognised(line: str, is_endless: bool) -> None:
    assert bool(list(endless(ast.parse(line)))) is is_endless
