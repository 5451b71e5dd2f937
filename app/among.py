"""The condition that a column names one of some projects."""

from typing import Any

from sqlalchemy import ColumnElement, Select, true


def among(column: Any, ids: Select[Any]) -> ColumnElement[bool]:
    """`ids` selects ids of projects. When they are all of them, nothing is looked for."""
    return true() if ids.whereclause is None else column.in_(ids)
