"""Values kept in memory by the process, the oldest put aside first when there are too many."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar, cast

Value = TypeVar("Value")


class Shelf:
    """Values may be shared by several requests: they are never modified."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: dict[Hashable, Any] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """`key` holds all that the value depends on beside the records: filters, order, day, rights."""
        if key in self._values:
            return cast(Value, self._values[key])
        made = make()
        self.put(key, made)
        return made

    def find(self, key: Hashable) -> Any:
        """None when it is not there."""
        return self._values.get(key)

    def put(self, key: Hashable, value: object) -> None:
        with self._lock:
            if len(self._values) >= self._size:
                self._values.pop(next(iter(self._values)))
            self._values[key] = value

    def all(self) -> list[tuple[Hashable, Any]]:
        """The oldest first."""
        with self._lock:
            return list(self._values.items())
