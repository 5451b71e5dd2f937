"""A digest of everything a programme's evaluation says, and of nothing else."""

from collections.abc import Mapping
from decimal import Decimal

from evaluation.canonical import seal
from evaluation.digest import inputs_digest
from evaluation.grid import Grid
from evaluation.programme import Counted, Review
from evaluation.words import FORMULA_VERSION


def programme_digest(grid: Grid, review: Review, texts: Mapping[str, str]) -> str:
    """`texts`: the digest of each text, by what it stands for. What the phase does not ask is left out."""
    phase = review.phase
    return seal(
        {
            "formula": FORMULA_VERSION,
            "phase": phase.value,
            "held_on": review.held_on,
            "programme_start": review.programme_start,
            "voices": sorted([own.id, own.viewpoint] for own in review.voices),
            "levels": inputs_digest(grid, review.campaign, review.programme_start) if phase.rates else None,
            "counts": sorted(_counts(review)) if phase.counts else None,
            "figures": sorted(_figures(review)) if phase.measures else None,
            "texts": dict(texts),
        }
    )


def text_digest(text: str) -> str:
    return seal(text)


def _counts(review: Review) -> list[list[str]]:
    return [[voice.id, *_counted(own)] for voice in review.voices for own in voice.counted if own.is_said]


def _counted(own: Counted) -> list[str]:
    return [own.count, *map(plain, (own.value, own.low, own.high)), own.no_value, str(own.evidence)]


def _figures(review: Review) -> list[list[str]]:
    return [[own.code, *map(plain, (own.baseline, own.target, own.actual))] for own in review.figures]


def plain(number: float | Decimal | None) -> str:
    """One text for one number: 12 and 12.00 are the same."""
    return "" if number is None else format(Decimal(str(number)).normalize(), "f")
