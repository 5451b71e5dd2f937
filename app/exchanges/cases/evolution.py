"""What was expected beside what is observed, axis by axis: the scores that may leave, never a difference.

The difference the method computes on paired answers stays in the alliance: beside both scores, it would give back the
answers of a partner that came or left in between.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.exchanges.cases.results import Published
from app.grids.queries import equivalence
from app.results.words import decimal
from app.wording import typeset
from evaluation import Axis, Equivalence, Moment, Reading

Json = dict[str, Any]
NOTE = (
    "L’attendu et l’observé ne viennent pas forcément des mêmes partenaires\u00a0: on les lit côte à côte, sans "
    "soustraire. L’écart calculé sur les réponses appariées se lit dans l’alliance."
)


def evolution_of(session: Session, published: Sequence[Published]) -> list[Json]:
    """From the last ex ante campaign to the last one that observes; nothing when one of them is missing."""
    after = next((own for own in reversed(published) if own.moment is not Moment.EX_ANTE), None)
    if after is None:
        return []
    before = next(
        (own for own in reversed(published) if own.moment is Moment.EX_ANTE and own.held_on <= after.held_on), None
    )
    if before is None:
        return []
    versions = None
    if before.grid.reference != after.grid.reference:
        versions = equivalence(session, before.grid.reference, after.grid.reference)
    return [_axis(axis, before, after, versions) for axis in after.grid.axes]


def _axis(axis: Axis, before: Published, after: Published, versions: Equivalence | None) -> Json:
    reasons = versions.reasons_of(axis.code) if versions else ()
    expected = None if reasons else before.score(Reading.EXPECTED, axis.code)
    observed = after.score(Reading.OBSERVED, axis.code)
    return {
        "code": axis.code,
        "label": typeset(axis.label),
        "expected": expected,
        "observed": observed,
        "words": _words(expected, observed, before, after, reasons),
    }


def _words(
    expected: float | None, observed: float | None, before: Published, after: Published, reasons: Sequence[str]
) -> str:
    if reasons:
        return f"d’une version de la grille à l’autre, ne se compare pas\u00a0: {', '.join(reasons)}"
    then, now = f"{before.held_on:%m/%Y}", f"{after.held_on:%m/%Y}"
    told = f"attendu {decimal(expected)} ({then})" if expected is not None else f"attendu sans score publiable ({then})"
    seen = f"observé {decimal(observed)} ({now})" if observed is not None else f"observé sans score publiable ({now})"
    return f"{told}, {seen}"
