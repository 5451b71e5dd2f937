"""A value of the journal in French: by its label, its name today, or as people write it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.journal.labels import VALUES
from app.journal.names import ERASED, Names, is_person, is_secret
from app.journal.references import TITLES, label_of_row, points_at, target_of
from app.models.campaign import Moment
from app.web.filters import date_fr, money, number, time_fr

EMPTY = "vide"
SHORT = 300


def called(table: str, key: str, names: Names) -> str:
    """What a record is called today, or was called when it went."""
    if (table, key) in names.labels:
        return title(table, names.labels[table, key])
    row = names.gone.get((table, key))
    if row is None:
        return ""
    if column := points_at(table):
        return title(table, names.labels.get((target_of(table, column), str(row.get(column))), ""))
    value = label_of_row(table, row)
    return str(names.person(value["person"])) if isinstance(value, dict) and is_person(value) else title(table, value)


def title(table: str, value: Any) -> str:
    if not isinstance(value, tuple):
        return _among(table, TITLES.get(table, ""), value) or str(value or "")
    first, second = value
    if table == "campaign":
        return f"{Moment(first).label} du {date_fr(second)}"
    return f"{money(Decimal(str(second)))}, COPIL du {date_fr(first)}" if first else money(Decimal(str(second)))


def shown(table: str, name: str, value: Any, names: Names, most: int = SHORT) -> str:
    if is_person(value):
        value = names.person(value["person"])
    if is_secret(value):
        return "secret, non conservé"
    if value is None or value in ("", [], {}):
        return EMPTY
    if isinstance(value, bool):
        return "oui" if value else "non"
    if value == ERASED:
        return ERASED
    words = _typed(table, name, value, names)
    return words if len(words) <= most else f"{words[:most]}…"


def _typed(table: str, name: str, value: Any, names: Names) -> str:
    if (known := _among(table, name, value)) is not None:
        return known
    if target := target_of(table, name):
        return called(target, str(value), names) or f"n°\u00a0{value}, retiré depuis"
    if name.endswith("_eur"):
        return money(Decimal(str(value)))
    return _plain(name, value)


def _among(table: str, name: str, value: Any) -> str | None:
    """The label of a value that a list or an enumeration knows."""
    known = VALUES.get((table, name))
    if isinstance(known, dict):
        return str(known.get(value, value))
    if known is not None and value in list(known):
        return str(getattr(known(value), "label", value))
    return None


def _plain(name: str, value: Any) -> str:
    if isinstance(value, str):
        return _text(name, value)
    if isinstance(value, int | float):
        return str(value) if name.endswith("_id") else number(value)
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return f"{len(value)}\u00a0{'éléments' if len(value) > 1 else 'élément'}"
    return ", ".join(str(item) for item in value)


def _text(name: str, value: str) -> str:
    try:
        if name.endswith("_on") or name == "month":
            return date_fr(date.fromisoformat(value))
        if name.endswith("_at"):
            moment = datetime.fromisoformat(value)
            return f"{date_fr(moment)} à {time_fr(moment)}"
    except ValueError:
        return value
    return value
