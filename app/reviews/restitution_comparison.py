"""This review beside a former one of the same programme: what moved, on paired answers only (§4).

The rule is that of before and after in a project: same voice, same question, a level on both sides; axes of two
versions of the grid stand side by side only when they measure the same thing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.assessments.gather import inputs_of
from app.restitution.disclosure import Circle, score_may_leave
from app.results.words import NBSP, counted, signed, typeset
from app.reviews.restitution import Frozen, Source
from app.wording import listed
from evaluation import AxisEvolution, Campaign, Equivalence, Grid, Moment, Reading, Status, equivalence, evolution
from evaluation.evolution import OtherVersion

EARLIER = "avant"


@dataclass(frozen=True)
class Moved:
    """One axis then and now. `apart` says why the two are not compared; `difference` is none with too few pairs."""

    code: str
    label: str
    before: float | None
    after: float | None
    difference: float | None
    paired: int
    counts: str
    apart: str

    @property
    def shown(self) -> str:
        return "" if self.difference is None else signed(self.difference)

    @property
    def words(self) -> str:
        if self.apart:
            return self.apart
        if self.difference is None:
            return f"{counted(self.paired, 'voix appariée', 'voix appariées')}{NBSP}: pas d’écart calculé"
        return ", ".join(filter(None, (counted(self.paired, "voix appariée", "voix appariées"), self.counts)))


@dataclass(frozen=True)
class Comparison:
    address: str
    title: str
    held_on: date
    axes: tuple[Moved, ...]

    @property
    def moves(self) -> bool:
        return any(axis.difference is not None for axis in self.axes)


def compared(
    before: Source, after: Source, versions: Mapping[str, Grid], circle: Circle, least: int
) -> Comparison | None:
    """None when one of them made no score. `versions`: the grids that lead from one to the other."""
    earlier, later = before.kept, after.kept
    if earlier is None or later is None or not before.phase.rates or not after.phase.rates:
        return None
    same = before.grid.reference == after.grid.reference
    related = None if same else equivalence(versions, before.grid.reference, after.grid.reference)
    found = {own.axis: own for own in _evolution(before, after, related)}
    axes = tuple(
        _moved(axis.code, typeset(axis.label), earlier, later, found.get(axis.code), related, circle, least)
        for axis in after.grid.axes
    )
    return Comparison(before.address, before.title, before.held_on, axes)


def _evolution(before: Source, after: Source, related: Equivalence | None) -> tuple[AxisEvolution, ...]:
    """The earlier answers stand where expectations do, so that the rule of pairs is the very same."""
    names = _same_voices(before.content, after.content)
    then = _earlier(inputs_of(before.content), names)
    others = {then.id: OtherVersion(before.grid, related.questions)} if related else None
    return evolution(after.grid, [then, replace(inputs_of(after.content), id="après")], others)


def _earlier(campaign: Campaign, names: Mapping[str, str]) -> Campaign:
    return replace(
        campaign,
        id=EARLIER,
        moment=Moment.EX_ANTE,
        respondents=tuple(
            replace(
                own,
                id=names.get(own.id, f"{EARLIER}-{own.id}"),
                answers=tuple(replace(answer, reading=Reading.EXPECTED) for answer in own.answers),
            )
            for own in campaign.respondents
        ),
    )


def _same_voices(before: Frozen, after: Frozen) -> dict[str, str]:
    """Earlier id → later id, by the organisation, else by the name, in the same viewpoint."""
    known = {key: own["id"] for own in after["respondents"] for key in [_key(own)]}
    return {own["id"]: known[_key(own)] for own in before["respondents"] if _key(own) in known}


def _key(own: Frozen) -> tuple[str, str]:
    organisation = own["organisation_id"]
    return own["profile"], str(organisation) if organisation else " ".join(own["name"].casefold().split())


def _moved(
    code: str,
    label: str,
    earlier: Frozen,
    later: Frozen,
    found: AxisEvolution | None,
    related: Equivalence | None,
    circle: Circle,
    least: int,
) -> Moved:
    reasons = related.reasons_of(code) if related else ()
    outside = circle is Circle.OUTSIDE
    paired = found.paired if found else 0
    leaves = found is not None and (not outside or _may_leave(found, least))
    return Moved(
        code=code,
        label=label,
        before=_score(earlier, code, outside, least),
        after=_score(later, code, outside, least),
        difference=found.difference if found and leaves and not reasons else None,
        paired=paired,
        counts=_counts(found) if found and not outside else "",
        apart=f"Deux versions de la grille, qui ne se comparent pas{NBSP}: {listed(reasons)}." if reasons else "",
    )


def _score(kept: Frozen, code: str, outside: bool, least: int) -> float | None:
    axis = kept["axes"].get(code)
    if axis is None or not Status(axis["status"]).shows_number:
        return None
    if outside and not score_may_leave(axis["respondents"], axis["profiles"], least):
        return None
    score: float | None = axis["score"]
    return score


def _may_leave(found: AxisEvolution, least: int) -> bool:
    return score_may_leave(found.paired, len({own.profile for own in found.by_respondent}), least)


def _counts(found: AxisEvolution) -> str:
    stable = counted(found.stable, "stable", "stables")
    return f"{found.up} en hausse, {stable}, {found.down} en baisse"
