"""The figures of all the processes of the site, added up. Loaded only where they are asked for."""

from collections.abc import Iterable
from pathlib import Path

from prometheus_client import CollectorRegistry, Metric
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from sqlalchemy import Engine

from app.embedded import is_running
from app.metrics.state import State


def registry_of(folder: Path, engine: Engine) -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(OfTheLiving(folder))
    registry.register(State(engine))
    return registry


class OfTheLiving(MultiProcessCollector):
    """The connections of a process that ended are taken by nobody; what it counted stays counted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        super().__init__(None, str(folder))  # type: ignore[no-untyped-call]

    def collect(self) -> Iterable[Metric]:
        for pid in {int(file.stem.rpartition("_")[2]) for file in self._folder.glob("gauge_live*.db")}:
            if not is_running(pid):
                mark_process_dead(pid, str(self._folder))  # type: ignore[no-untyped-call]
        found: Iterable[Metric] = super().collect()  # type: ignore[no-untyped-call]
        return found
