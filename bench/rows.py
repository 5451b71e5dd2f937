"""The rows of one table, ready for COPY."""

from collections.abc import Iterable
from typing import Any, NamedTuple


class Rows(NamedTuple):
    table: str
    columns: tuple[str, ...]
    values: Iterable[tuple[Any, ...]]
