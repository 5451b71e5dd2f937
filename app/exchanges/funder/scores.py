"""The rows of « Scores »: each reads the line of its project in « Calcul »."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.clock import PARIS
from app.exchanges.funder.layout import Block, Blocks
from app.exchanges.funder.places import places_of
from app.exchanges.funder.published import AxisLine, Published
from app.exchanges.funder.version import Version
from app.models import Reading
from app.restitution.disclosure import least_of, score_may_leave
from app.restitution.outside import OutsideAxis, spread_outside
from evaluation import Maturity, Status
from imports.export.sheets import Formula, Row, Value


@dataclass(frozen=True)
class ScoreLine:
    """One row to be: an axis or an index of a reading."""

    published: Published
    axis: AxisLine

    @property
    def code(self) -> str:
        return self.published.code


def score_lines(
    results: Sequence[Published], axes: Mapping[int, Sequence[AxisLine]], versions: Mapping[str, Version]
) -> list[ScoreLine]:
    """In the order of the sheet: by reading, then in the order of the grid, indices last."""
    lines = []
    for own in results:
        readings = {reading: place for place, reading in enumerate(own.readings)}
        places = {code: place for place, code in enumerate(versions[own.grid].grid.score_codes)}
        kept = sorted(
            axes.get(own.result_id, ()), key=lambda line: (readings[Reading(line.reading)], places[line.axis])
        )
        lines += [ScoreLine(own, line) for line in kept]
    return lines


def score_rows(lines: Iterable[ScoreLine], versions: Mapping[str, Version], blocks: Blocks) -> Iterator[Row]:
    for line in lines:
        own, version = line.published, versions[line.published.grid]
        yield (
            own.code, own.label, own.held_on, Reading(line.axis.reading).label, version.label(line.axis.axis),
            *_figures(line, version, blocks.get((own.result_id, line.axis.reading))), own.grid,
            own.published_at.astimezone(PARIS).date(),
        )  # fmt: skip


def _figures(line: ScoreLine, version: Version, block: Block | None) -> tuple[Value, ...]:
    """Score, status, confidence, coverage, respondents, profiles, maturity, range, deviation."""
    axis = line.axis
    if axis.is_index:
        return _index(axis, version, block)
    if block is None or not score_may_leave(axis.respondents, axis.profiles, least_of(version.grid)):
        return _kept(axis, version)
    return _followed(axis, version, block)


def _kept(axis: AxisLine, version: Version) -> tuple[Value, ...]:
    """Without answers to follow: none were kept with the result, or those of this axis may not leave."""
    leaves, covered = leaving(axis, version), None if axis.coverage is None else axis.coverage * 100
    return (
        leaves.score, Status(axis.status).label, axis.confidence, covered, axis.respondents, axis.profiles,
        maturity_of(axis), leaves.range, leaves.deviation,
    )  # fmt: skip


def maturity_of(axis: AxisLine) -> str | None:
    return Maturity(axis.maturity).label if axis.maturity else None


def leaving(axis: AxisLine, version: Version) -> OutsideAxis:
    spread = None if axis.lowest is None or axis.highest is None else axis.highest - axis.lowest
    frozen = {"status": axis.status, "score": axis.score, "dispersion": {"range": spread, "sd": axis.deviation}}
    return spread_outside(frozen, axis.respondents, axis.profiles, least_of(version.grid))


def _index(axis: AxisLine, version: Version, block: Block | None) -> tuple[Value, ...]:
    """A reading that does not ask all of its axes has no index; without answers kept, the index stands alone."""
    status = Status(axis.status).label
    if block is None or not whole_index(axis, version):
        return (axis.score, status, *(None,) * 7)
    cell = version.steps.cell(f"{version.label(axis.axis)} – indice", block.project)
    return (Formula(cell, "" if axis.score is None else axis.score), status, *(None,) * 7)


def whole_index(axis: AxisLine, version: Version) -> bool:
    """Are all its axes asked by this reading?"""
    asked = {own.code for own in version.grid.axes_of(axis.reading)}
    return all(code in asked for own in version.grid.indices if own.code == axis.axis for code in own.axes)


def _followed(axis: AxisLine, version: Version, block: Block) -> tuple[Value, ...]:
    own, sheet = places_of(version, version.grid.axis(axis.axis)), version.steps.prefix
    row = block.project
    leaves = leaving(axis, version)
    means = f"{sheet}{own.mean}{block.steps}:{own.mean}{block.last_respondent}"
    spread = (
        None if leaves.range is None else Formula(f"MAX({means})-MIN({means})", leaves.range),
        None if leaves.deviation is None else Formula(f"STDEVP({means})", leaves.deviation),
    )
    return (
        Formula(f"{sheet}{own.score}{row}", "" if axis.score is None else axis.score),
        Formula(f"{sheet}{own.status}{row}", Status(axis.status).label),
        Formula(f"{sheet}{own.confidence}{row}", axis.confidence or ""),
        Formula(f'IFERROR(100*{sheet}{own.coverage}{row},"")', "" if axis.coverage is None else 100 * axis.coverage),
        Formula(f"{sheet}{own.respondents}{row}", axis.respondents),
        Formula(f"{sheet}{own.profiles}{row}", axis.profiles),
        maturity_of(axis), *spread,
    )  # fmt: skip
