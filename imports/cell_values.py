"""What a cell's XML stands for: its type, the text stored and its style give a kind and a value."""

from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite

from openpyxl.utils.datetime import from_excel, from_ISO8601

MAX_DIGITS = 64  # Excel en garde dix-sept ; au-delà, le nombre n’est pas d’un tableur
EncodedValue = tuple[str, object]
EncodedCell = tuple[int, str, object, str | None]
EMPTY: EncodedValue = ("empty", None)


@dataclass(frozen=True)
class Styles:
    """The cell styles that show a number as a date or as a duration, by their rank as XML writes it."""

    epoch: datetime
    dates: frozenset[str] = frozenset()
    durations: frozenset[str] = frozenset()


def encoded_value(data_type: str, text: str | None, style: str, styles: Styles) -> EncodedValue:
    if text is None:
        return EMPTY
    if data_type == "n":
        return _number(text, style, styles)
    if data_type == "b":
        return "boolean", bool(int(text))
    if data_type == "d":
        return _moment(from_ISO8601(text))  # type: ignore[no-untyped-call]
    if not text.strip():
        return EMPTY
    return ("error" if data_type == "e" else "text"), text


def _number(text: str, style: str, styles: Styles) -> EncodedValue:
    if len(text) > MAX_DIGITS:
        raise ValueError(text)
    value = float(text) if "." in text or "E" in text or "e" in text else int(text)
    if not isfinite(value):
        raise ValueError(text)
    if style not in styles.dates:
        return "number", value
    try:
        return _moment(from_excel(value, styles.epoch, timedelta=style in styles.durations))
    except (OverflowError, ValueError):
        return "error", "#VALUE!"


def _moment(moment: object) -> EncodedValue:
    """A day, its time left aside; a time or a duration alone is kept as the text it shows."""
    if isinstance(moment, datetime):
        moment = moment.date()
    return ("date" if isinstance(moment, date) else "text"), str(moment)
