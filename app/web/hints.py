"""The help beside a field, where its page says nothing more precise."""

import tomllib
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).with_name("hints.toml")
FORMAT = {"date": "Jour, mois, année\u202f: 03/05/2026."}
"""What a kind of field expects, said with its help (RGAA 11.10)."""


@cache
def hints() -> dict[str, str]:
    return tomllib.loads(SOURCE.read_text(encoding="utf-8"))


def hint_for(name: str, label: str, kind: str) -> str:
    """A sentence, or nothing. `name` may carry the prefix of a row: « rows-2-title »."""
    own = name.rpartition("-")[2]
    said = hints().get(f"{own}/{label}") or hints().get(own, "")
    return " ".join(part for part in (said, FORMAT.get(kind, "")) if part)
