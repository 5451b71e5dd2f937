"""Two people, or two tabs, on one record: the version seen travels in the form and is compared before writing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from app import clock
from app.errors import Conflict, ConflictRow
from app.web.filters import NO_BREAK, date_fr, time_fr
from app.web.forms import BoundForm, as_typed

UNSENT = ("csrf_token", "idempotency_key", "version")


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
    base: Mapping[str, object] | None = None,
    by: str = "",
    choices: Mapping[str, Mapping[str, str]] | None = None,
) -> None:
    """Raise a Conflict showing both versions when the record moved since the page was opened.

    `labels` names the fields shown, `current` holds their stored values, `base` those at the opening when known,
    `choices` the words of those that hold a code.
    « Garder ma saisie » posts everything typed again, with the newest version.
    """
    if form.version == str(record.version):
        return
    first = base or {}
    rows = [
        ConflictRow(
            label,
            _in_words(choices, name, as_typed(first.get(name))),
            _in_words(choices, name, _typed(form, name)),
            _in_words(choices, name, as_typed(current.get(name))),
        )
        for name, label in labels.items()
    ]
    raise Conflict(
        rows=rows,
        action=action,
        hidden=[*_resent(form), ("version", str(record.version))],
        back=back,
        theirs_label=_who_and_when(by, record.updated_at),
    )


def _typed(form: BoundForm[Any], name: str) -> str:
    return ", ".join(form.list(name))


def _in_words(choices: Mapping[str, Mapping[str, str]] | None, name: str, value: str) -> str:
    return (choices or {}).get(name, {}).get(value, value)


def _resent(form: BoundForm[Any]) -> list[tuple[str, str]]:
    return [(name, value) for name in form.values if name not in UNSENT for value in form.list(name)]


def _who_and_when(by: str, at: datetime | None) -> str:
    author = f" par {by}" if by else ""
    if at is None:
        return f"Version enregistrée entre-temps{author}"
    day = "" if date_fr(at) == date_fr(clock.now()) else f" le {date_fr(at)}"
    return f"Version enregistrée entre-temps{author}{day} à{NO_BREAK}{time_fr(at)}"
