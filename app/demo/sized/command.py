"""``odd17 demo --projects N``: says how far it is, every few seconds."""

import sys
import time
from collections.abc import Callable

from sqlalchemy import Engine

from app.db import owner_engine
from app.demo.sized.loading import load_sized

EVERY_SECONDS = 5.0


def load(bring_up: Callable[[], Engine], projects: int, seed: int) -> str:
    """``bring_up`` brings the database to its newest version; the load is made as the owner of the tables."""
    bring_up()
    started = time.monotonic()
    load_sized(owner_engine(), projects, seed, Progress(projects, started))
    return f"{shown(projects)} projets fictifs chargés en {shown(round(time.monotonic() - started))}\u00a0s."


def shown(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


class Progress:
    def __init__(self, projects: int, started: float) -> None:
        self.projects, self.told = projects, started

    def __call__(self, done: int) -> None:
        if done == self.projects:
            self._tell(f"{shown(done)} projets écrits\u202f; vérification des liens et préparation des recherches…")
        elif time.monotonic() - self.told > EVERY_SECONDS:
            self.told = time.monotonic()
            self._tell(f"{shown(done)} projets sur {shown(self.projects)}…")

    def _tell(self, sentence: str) -> None:
        sys.stderr.write(f"{sentence}\n")
