"""Python's search for cycles, put to rest while a file is compared or written.

Cells, rows and plans of a big workbook are hundreds of thousands of objects that all live until the end: going over
them again and again to find cycles finds none, and takes a third of the time.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class _Rests:
    """Several imports may be at work at once, in threads of one process: the last one to finish wakes the search."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._count = 0
        self._was_on = False

    def begin(self) -> None:
        with self._lock:
            if self._count == 0:
                self._was_on = gc.isenabled()
                gc.disable()
            self._count += 1

    def end(self) -> None:
        with self._lock:
            self._count -= 1
            if self._count == 0 and self._was_on:
                _set_aside()
                gc.enable()


def _set_aside() -> None:
    """All that was made meanwhile joins the oldest objects, which are gone over once in a long while: without this the
    very next search would go over the whole plan, kept until its sender says yes.
    """
    gc.freeze()
    gc.unfreeze()


_rests = _Rests()


@contextmanager
def without_collecting() -> Iterator[None]:
    _rests.begin()
    try:
        yield
    finally:
        _rests.end()
