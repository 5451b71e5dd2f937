"""Statements handed from our page to the peer, through a file: the peer loads nothing of ours for it."""

import pickle
from pathlib import Path
from typing import Any

Statement = tuple[str, dict[str, Any]]
IDS = "ids_"  # how the ids of the page are named in the statement that reads its lines


def save(statements: dict[str, Statement], path: Path) -> None:
    path.write_bytes(pickle.dumps(statements))


def load(path: Path) -> dict[str, Statement]:
    found: dict[str, Statement] = pickle.loads(path.read_bytes())
    return found
