"""A value of a row as people read it: French dates and figures, codes and numbers in words."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import Boolean, Date, DateTime, Numeric
from sqlalchemy.types import TypeEngine

from app.clock import PARIS
from app.exchanges.imports.undoing.links import target_of
from app.exchanges.imports.undoing.rows import single_key, table_of
from app.models import CofinancingKind, InstalmentStatus, ProjectStatus, Reading
from app.wording import NARROW, NO_BREAK, euros

EVIDENCE = {0: "déclaré", 1: "documenté", 2: "mesuré"}
NO_LEVEL = {"NA": "sans objet", "NSP": "ne sait pas"}
EUROS = Numeric(12, 2)
Labelled = Callable[[str], str]
"""The label of a record, by its key."""


def _label_of(kind: type[StrEnum]) -> dict[Any, str]:
    return {each.value: str(each.label) for each in kind}  # type: ignore[attr-defined]


CHOICES: dict[tuple[str, str], dict[Any, str]] = {
    ("project", "status"): _label_of(ProjectStatus),
    ("status_move", "from_status"): _label_of(ProjectStatus),
    ("status_move", "to_status"): _label_of(ProjectStatus),
    ("instalment", "status"): _label_of(InstalmentStatus),
    ("cofinancing", "kind"): _label_of(CofinancingKind),
    ("answer", "reading"): _label_of(Reading),
    ("answer", "no_level"): NO_LEVEL,
    ("answer", "evidence"): EVIDENCE,
    ("measurement", "evidence"): EVIDENCE,
}


def shown(table: str, column: str, value: Any, labelled: Labelled) -> str:
    """Empty for nothing."""
    if value is None or value == "":
        return ""
    target = target_of(table, column)
    if target is not None:
        return labelled(single_key(target, value))
    choices = CHOICES.get((table, column))
    return choices.get(value, str(value)) if choices else _formatted(table_of(table).c[column].type, value)


def _formatted(kind: TypeEngine[Any], value: Any) -> str:
    if isinstance(kind, Boolean):
        return "oui" if value else "non"
    if isinstance(kind, DateTime):
        moment = datetime.fromisoformat(value).astimezone(PARIS)
        return f"{moment:%d/%m/%Y} à {moment:%H}{NO_BREAK}h{NO_BREAK}{moment:%M}"
    if isinstance(kind, Date):
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    if isinstance(kind, Numeric):
        is_money = (kind.precision, kind.scale) == (EUROS.precision, EUROS.scale)
        return euros(Decimal(value)) if is_money else _figure(Decimal(value))
    return str(value)


def _figure(value: Decimal) -> str:
    return f"{value:,f}".replace(",", NARROW).replace(".", ",").replace("-", "−")
