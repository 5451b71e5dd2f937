"""Many project codes in one statement."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Text, any_, func
from sqlalchemy.dialects.postgresql import ARRAY

BETWEEN = "\n"


def any_code(codes: Iterable[str]) -> ColumnElement[Any]:
    """One text, for PostgreSQL takes 65,535 parameters and a long list takes its driver long; no code breaks a line."""
    return any_(func.string_to_array(BETWEEN.join(sorted(codes)), BETWEEN, type_=ARRAY(Text)))
