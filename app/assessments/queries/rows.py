from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

Rows = Sequence[Row[*tuple[Any, ...]]]
"""Core rows, read by the names of their columns."""
