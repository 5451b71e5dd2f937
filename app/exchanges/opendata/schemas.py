"""The two standards, read once; where they come from is in `norms/README.md`."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("norms")
SCDL_VERSION, GIVING_VERSION = "2.1.1", "1.4"


@cache
def scdl_schema() -> dict[str, Any]:
    return _read(f"subventions-{SCDL_VERSION}.json")


@cache
def giving_schema() -> dict[str, Any]:
    return _read(f"360giving-{GIVING_VERSION}.json")


def _read(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return read
