"""What was counted: each count with its source and its method, never added to another."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.restitution.disclosure import Circle
from app.results.words import NBSP, counted
from app.reviews.restitution_told import UNSAID
from app.reviews.restitution_voices import Voice, Voices
from app.wording import typeset
from evaluation import NOT_APPLICABLE, UNKNOWN
from evaluation.programme_grid import Countable

Frozen = Mapping[str, Any]
UNCOUNTED = {NOT_APPLICABLE: "sans objet", UNKNOWN: "ne sait pas"}


@dataclass(frozen=True)
class CountLine:
    """One voice’s count: from `low` to `high`, equal when it gave one value; none when it said why in `unsaid`.

    `source` is none when it may not be read here.
    """

    viewpoint: str
    name: str | None
    low: Decimal | None
    high: Decimal | None
    unsaid: str
    source: str | None
    evidence: str


@dataclass(frozen=True)
class CountView:
    code: str
    label: str
    unit: str
    how: str
    lines: tuple[CountLine, ...]

    @property
    def valued(self) -> tuple[CountLine, ...]:
        return tuple(line for line in self.lines if line.low is not None)

    @property
    def words(self) -> str:
        """Why no total stands under the lines."""
        if not self.valued:
            return "Personne ne l’a compté."
        if len(self.valued) == 1:
            return "Une seule voix l’a compté."
        said = counted(len(self.valued), "voix l’a compté", "voix l’ont compté")
        return f"{said}, chacune à sa façon{NBSP}: ces comptes ne s’additionnent pas."


def counts_of(
    asked: Sequence[Countable],
    given: Iterable[Frozen],
    voices: Voices,
    circle: Circle,
    least: int,
    evidence: Sequence[str],
) -> tuple[CountView, ...]:
    """`given`: what each voice counted."""
    found = list(given)
    named = voices.sayable(circle, least)
    return tuple(
        CountView(
            count.code,
            typeset(count.label),
            typeset(count.unit),
            typeset(count.how),
            tuple(_lines([own for own in found if own["count"] == count.code], voices, circle, named, evidence)),
        )
        for count in asked
    )


def _lines(
    given: Sequence[Frozen], voices: Voices, circle: Circle, named: frozenset[str], evidence: Sequence[str]
) -> Iterator[CountLine]:
    """In the order of the viewpoints, then of the names: never of the values."""
    order = list(voices.labels)
    spoken = sorted(
        ((voices.by_id[own["voice"]], own) for own in given),
        key=lambda pair: (pair[0].viewpoint not in named, order.index(pair[0].viewpoint), pair[0].name),
    )
    for voice, own in spoken:
        yield CountLine(
            viewpoint=voices.labels[voice.viewpoint] if voice.viewpoint in named else UNSAID,
            name=voice.name if circle.sees_names else None,
            low=decimal_of(_bound(own, "low")),
            high=decimal_of(_bound(own, "high")),
            unsaid=UNCOUNTED.get(own.get("no_value") or "", ""),
            source=_source(own, voice, circle),
            evidence=evidence[own.get("evidence") or 0],
        )


def _bound(own: Frozen, name: str) -> object:
    value = own.get("value")
    return own.get(name) if value is None else value


def _source(own: Frozen, voice: Voice, circle: Circle) -> str | None:
    """Words of a voice, as a comment is: they leave with its agreement."""
    readable = circle is not Circle.OUTSIDE or voice.quotes_allowed
    return typeset(own.get("source") or "") if readable else None


def decimal_of(value: object) -> Decimal | None:
    """Frozen as a text, without the zeros a column adds."""
    if value is None or value == "":
        return None
    found = Decimal(str(value))
    return found.quantize(Decimal(1)) if found == found.to_integral_value() else found.normalize()
