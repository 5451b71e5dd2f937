"""French formats for templates: rounding and typography happen here, once, where things are shown."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.dates import format_date

from app.clock import PARIS
from app.wording import typeset
from evaluation import round_half_up

NARROW = "\u202f"
NO_BREAK = "\u00a0"
NOTHING = "—"

Number = int | float | Decimal


def number(value: Number | None, decimals: int | None = None) -> str:
    """1 234,5: narrow no-break space for thousands, comma, half up. Without `decimals`, as many as the value has."""
    if value is None:
        return NOTHING
    exact = Decimal(str(value))
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{exact:,f}".replace(",", NARROW).replace(".", ",").replace("-", "−")


@lru_cache(maxsize=4096)
def money(value: Number | None) -> str:
    """24 500 €; cents only when there are some. The same amounts come back on every page: each is put in words once."""
    if value is None:
        return NOTHING
    exact = Decimal(str(value)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return f"{number(exact, 0 if exact == exact.to_integral_value() else 2)}{NO_BREAK}€"


def percent(value: Number | None, decimals: int = 0) -> str:
    """A share between 0 and 1, shown as 45 %."""
    return NOTHING if value is None else f"{number(Decimal(str(value)) * 100, decimals)}{NO_BREAK}%"


def score(value: Number | None) -> str:
    """The one rounding of the method: 68.25 computed as 68.24999999999999 is 68,3."""
    return NOTHING if value is None else number(round_half_up(float(value)), 1)


def local(value: date | datetime) -> date | datetime:
    return value.astimezone(PARIS) if isinstance(value, datetime) else value


def date_fr(value: date | datetime | None) -> str:
    return NOTHING if value is None else f"{local(value):%d/%m/%Y}"


def date_long(value: date | datetime | None) -> str:
    """3 mars 2026, and 1er for the first of a month."""
    if value is None:
        return NOTHING
    day = local(value)
    text = format_date(day, "d MMMM y", locale="fr_FR")
    return f"1er{text[1:]}" if day.day == 1 else text


def date_full(value: date | datetime | None) -> str:
    """vendredi 12 décembre 2026: a day someone has to keep."""
    return NOTHING if value is None else f"{format_date(local(value), 'EEEE', locale='fr_FR')} {date_long(value)}"


def time_fr(value: datetime | None) -> str:
    return (
        NOTHING if value is None else f"{value.astimezone(PARIS):%H}{NO_BREAK}h{NO_BREAK}{value.astimezone(PARIS):%M}"
    )


def plural(count: int, one: str, many: str) -> str:
    """`2 | plural("projet", "projets")` → 2 projets; zero and one are singular in French."""
    return f"{number(count)}{NO_BREAK}{one if abs(count) < 2 else many}"


def sentence(text: str) -> str:
    """A help as a sentence: a capital and a full stop. One word alone (a code, an example) is left as it is."""
    if " " not in text:
        return text
    said = text[0].upper() + text[1:]
    return said if said[-1] in ".!?…:" else said + "."


FILTERS: dict[str, Callable[..., str]] = {
    "money": money,
    "number": number,
    "percent": percent,
    "score": score,
    "date_fr": date_fr,
    "date_long": date_long,
    "date_full": date_full,
    "time_fr": time_fr,
    "plural": plural,
    "typeset": typeset,
    "sentence": sentence,
}
