"""The values and the days of coordination as files a spreadsheet opens."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from starlette.responses import Response

from app import clock
from app.addedvalues.listing import ListedTime, ListedValue
from app.delimited import MARK, line
from app.web.attached import CSV, attached
from app.web.filters import date_fr, number

VALUES = (
    "Code du projet", "Projet", "Valeur ajoutée", "Méthode", "Bas", "Haut", "Unité", "Du", "Au", "Preuve",
    "Jours de coordination du projet",
)  # fmt: skip
TIMES = (
    "Code du projet", "Projet", "Jours de coordination", "Temps dits", "Demandés sans réponse", "Engagé (euros)",
    "Jours pour 100 000 euros engagés",
)  # fmt: skip


def values_csv(found: Iterable[ListedValue]) -> Response:
    return _answer("valeurs-ajoutees", VALUES, _values(found))


def times_csv(found: Iterable[ListedTime]) -> Response:
    return _answer("temps-de-coordination", TIMES, _times(found))


def _values(found: Iterable[ListedValue]) -> Iterator[tuple[str, ...]]:
    for own in found:
        yield (
            own.code, own.title, own.kind_label, own.method, plain(own.low), plain(own.high), own.unit,
            date_fr(own.starts_on), date_fr(own.ends_on), own.evidence_label, plain(own.days),
        )  # fmt: skip


def _times(found: Iterable[ListedTime]) -> Iterator[tuple[str, ...]]:
    for own in found:
        rate = None if own.per_100k is None else own.per_100k.quantize(Decimal("0.1"))
        counts = str(own.said), str(own.waiting)
        yield own.code, own.title, plain(own.days), *counts, plain(own.committed), plain(rate)


def plain(value: Decimal | None) -> str:
    """For a spreadsheet: a comma, no space between thousands."""
    return "" if value is None else number(value).replace("\u202f", "")


def _answer(name: str, headers: Iterable[str], rows: Iterable[tuple[str, ...]]) -> Response:
    content = MARK + line(headers) + b"".join(line(row) for row in rows)
    return attached(content, CSV, f"{name}-{clock.today():%Y-%m-%d}.csv", kept=False)
