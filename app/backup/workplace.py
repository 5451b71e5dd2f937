"""A folder for one piece of work, gone after it; what a killed process left is swept by the next one."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.embedded import is_running

PREFIX = "odd17-travail-"


@contextmanager
def workplace(parent: Path, before_removing: Callable[[Path], None] = lambda folder: None) -> Iterator[Path]:
    """Readable by its owner only. `before_removing` is told of each folder about to go, left-overs included."""
    parent.mkdir(parents=True, exist_ok=True)
    sweep(parent, before_removing)
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=parent)).resolve()
    try:
        yield folder
    finally:
        before_removing(folder)
        shutil.rmtree(folder, ignore_errors=True)


def sweep(parent: Path, before_removing: Callable[[Path], None]) -> None:
    for folder in parent.glob(f"{PREFIX}*"):
        owner = folder.name.removeprefix(PREFIX).partition("-")[0]
        if owner.isdigit() and not is_running(int(owner)):
            before_removing(folder)
            shutil.rmtree(folder, ignore_errors=True)
