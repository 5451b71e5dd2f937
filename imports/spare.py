"""A reader started ahead of the next file: what it has to load is loaded while nobody waits.

It reads one file and ends, like one started on the spot. When the process that keeps it ends, its input closes and it
ends too.
"""

import atexit
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress

Process = subprocess.Popen[bytes]


class Spare:
    def __init__(self, start: Callable[[], Process]) -> None:
        self._start = start
        self._lock = threading.Lock()
        self._kept = False
        self._ready: Process | None = None

    def keep(self) -> None:
        """From now on, one is always ready."""
        if not self._kept:
            self._kept = True
            atexit.register(self.let_go)
        self.refill()

    def refill(self) -> None:
        with self._lock:
            if self._kept and self._ready is None:
                self._ready = self._start()

    def take(self) -> Process | None:
        """The one that is ready; none when there is none, or when it has ended meanwhile."""
        with self._lock:
            ready, self._ready = self._ready, None
        if ready is None or ready.poll() is None:
            return ready
        _close(ready)
        return None

    def let_go(self) -> None:
        self._kept = False
        if ready := self.take():
            _close(ready)


def _close(process: Process) -> None:
    with suppress(ProcessLookupError):
        process.kill()
    with process:
        pass
