"""Data folders of `odd17 serve`, by size of portfolio, filled the first time and kept: a large one takes minutes."""

import os
import shutil
import subprocess
from pathlib import Path

from bench.database import maker
from bench.servers import COMMAND, PYTHON

KEPT = Path("var/bench/sites")
NEVER_KEPT = "PYTHONDONTWRITEBYTECODE"


def filled(projects: int) -> Path:
    """Filled by the code of today: those of an earlier one go."""
    home = KEPT / f"{projects}-{maker()}"
    if not home.exists():
        for old in KEPT.glob(f"{projects}-*"):
            shutil.rmtree(old)
        making = KEPT / f"{projects}-new"
        making.mkdir(parents=True)
        if run(making, "demo", "--projects", str(projects)).wait(3_600):
            raise RuntimeError(f"{making} was not filled")
        making.rename(home)
    return home


def copied(projects: int, to: Path) -> None:
    """A copy to start, kill and throw away."""
    shutil.rmtree(to, ignore_errors=True)
    to.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-a", "--reflink=auto", str(filled(projects)), str(to)], check=True)


def run(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """`odd17` on this folder, whatever the settings around; silent."""
    command = [str(PYTHON), "-c", COMMAND, *arguments]
    return subprocess.Popen(command, env=apart(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def apart(folder: Path) -> dict[str, str]:
    """Python keeps what it has compiled, as on someone's machine, whatever is asked of it here."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ODD17_", NEVER_KEPT))}
    return {**kept, "ODD17_DATA_DIR": str(folder)}
