"""Two people, or two tabs, on one record: the version seen travels in the form and is compared before writing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from app import clock
from app.errors import Conflict, ConflictRow
from app.web.filters import NO_BREAK, date_fr, time_fr
from app.web.forms import BoundForm, as_list, as_typed
from app.web.opened import FIELD, written
from app.web.raw import RawValues, typed

UNSENT = ("csrf_token", "idempotency_key", "version", FIELD)
MINE, THEIRS, BOTH = "changé par vous seulement", "changé entre-temps, pas par vous", "changé des deux côtés"
ALIKE = "changé des deux côtés, de la même façon"


class Record(Protocol):
    """Anything with `Versioned` columns."""

    @property
    def version(self) -> Any: ...

    @property
    def updated_at(self) -> Any: ...


def check_version(
    record: Record,
    form: BoundForm[Any],
    *,
    labels: Mapping[str, str],
    current: Mapping[str, object],
    action: str,
    back: str,
    by: str = "",
    choices: Mapping[str, Mapping[str, str]] | None = None,
) -> None:
    """Raise a Conflict showing both versions when the record moved since the page was opened.

    `labels` names the fields shown, `current` holds their stored values, `choices` the words of those that hold a
    code; what the page was opened with came back with the form, and is only shown.
    « Garder ma saisie » posts everything typed again, with the newest version.
    """
    if form.version == str(record.version):
        return
    stored = typed(current, as_typed)
    rows = [_row(name, label, form, stored, (choices or {}).get(name, {})) for name, label in labels.items()]
    newest = written(stored)
    raise Conflict(
        rows=rows,
        action=action,
        hidden=[*_resent(form), (FIELD, newest), ("version", str(record.version))],
        back=back,
        theirs_label=_who_and_when(by, record.updated_at),
    )


def _row(name: str, label: str, form: BoundForm[Any], stored: RawValues, words: Mapping[str, str]) -> ConflictRow:
    mine, theirs = (_in_words(words, found) for found in (form.values.get(name, ""), stored.get(name, "")))
    if name not in form.opened:
        return ConflictRow(label, None, mine, theirs)
    base = _in_words(words, form.opened[name])
    return ConflictRow(label, base, mine, theirs, _change(base, mine, theirs))


def _change(base: str, mine: str, theirs: str) -> str:
    """Which side moved away from what both had before them."""
    if base == mine:
        return "" if base == theirs else THEIRS
    if base == theirs:
        return MINE
    return ALIKE if mine == theirs else BOTH


def _in_words(words: Mapping[str, str], found: str | list[str]) -> str:
    """Browsers send other line ends than the record keeps; a list may be said whole, or item by item."""
    whole = ", ".join(as_list(found)).replace("\r\n", "\n").strip()
    return words.get(whole) or ", ".join(words.get(item, item) for item in as_list(found)) if words else whole


def _resent(form: BoundForm[Any]) -> list[tuple[str, str]]:
    return [(name, value) for name in form.values if name not in UNSENT for value in form.list(name)]


def _who_and_when(by: str, at: datetime | None) -> str:
    author = f" par {by}" if by else ""
    if at is None:
        return f"Version enregistrée entre-temps{author}"
    day = "" if date_fr(at) == date_fr(clock.now()) else f" le {date_fr(at)}"
    return f"Version enregistrée entre-temps{author}{day} à{NO_BREAK}{time_fr(at)}"
