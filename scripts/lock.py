"""Refait un verrou de dépendances avec empreintes et sans adresse : python scripts/lock.py base|dev|bench."""

import subprocess
import sys
from pathlib import Path

GROUPS = {"base": [], "dev": ["dev"], "bench": ["dev", "bench"]}


def main() -> None:
    name = sys.argv[1]
    groups = [part for group in GROUPS[name] for part in ("--group", f"pyproject.toml:{group}")]
    subprocess.run(
        [Path(sys.executable).with_name("uv"), "pip", "compile", "--quiet", "--universal", "--generate-hashes",
         "--python-version", "3.11", "--no-emit-index-url", "--no-annotate", "--no-header",
         "pyproject.toml", *groups, "-o", f"requirements/{name}.txt"],
        check=True,
    )  # fmt: skip


if __name__ == "__main__":
    main()
