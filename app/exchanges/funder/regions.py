"""The rows of « Scores par région » and « Régions »: a region is one range of the first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.exchanges.funder.followed import INTERREGIONAL_NAME
from app.exchanges.funder.measured import YES
from app.exchanges.funder.regional import Regional
from app.exchanges.funder.tables import FIRST, Table
from app.exchanges.funder.version import Version
from evaluation import INTERREGIONAL, Level, RegionAxis
from imports.export.sheets import Formula, Row, Value

WHOLE = "Ensemble"
UNSCORED = "aucun projet évalué"
Span = tuple[int, int]


@dataclass(frozen=True)
class Line:
    """A region, or the whole, on one axis at one moment. `span`: its rows in « Scores par région »."""

    moment: Regional
    axis: str
    region: str
    name: str
    funded: int
    figures: RegionAxis
    span: Span | None


@dataclass
class Drawn:
    """« Régions », laid out, and how many rows « Scores par région » has so far. `national`: row of the whole in
    « Régions », by (moment, axis).
    """

    lines: list[Line] = field(default_factory=list)
    national: dict[tuple[str, str], int] = field(default_factory=dict)
    scores: int = 0


def drawn(moments: Sequence[Regional], names: Mapping[str, str]) -> Drawn:
    """The whole first, then the regions in the order of their codes: never ranked."""
    found = Drawn()
    for moment in moments:
        for axis in moment.grid.score_codes:
            _axis(found, moment, axis, names)
    return found


def _axis(found: Drawn, moment: Regional, axis: str, names: Mapping[str, str]) -> None:
    first, whole = FIRST + found.scores, moment.national
    found.national[moment.moment, axis] = FIRST + len(found.lines)
    found.scores += whole.axes[axis].n
    last = FIRST + found.scores - 1
    found.lines.append(_line(moment, axis, "", WHOLE, whole.funded, whole.axes[axis], (first, last)))
    for region in moment.regions:
        code, figures = str(region.region), region.axes[axis]
        span = first, first + figures.n - 1
        name = names.get(code, INTERREGIONAL_NAME)
        found.lines.append(_line(moment, axis, code, name, region.funded, figures, span))
        first += figures.n


def _line(moment: Regional, axis: str, region: str, name: str, funded: int, figures: RegionAxis, span: Span) -> Line:
    return Line(moment, axis, region, name, funded, figures, span if figures.n else None)


def region_score_rows(
    moments: Iterable[Regional], scores: Table, financing: Table, names: Mapping[str, str],
    versions: Mapping[str, Version],
) -> Iterator[Row]:  # fmt: skip
    """`names`: region → how it is called."""
    for moment in moments:
        version = versions[moment.grid.reference]
        for axis, region, own in moment.scores:
            yield (
                moment.moment.label, version.label(axis), names.get(region, INTERREGIONAL_NAME), own.code,
                Formula(scores.cell("Score", own.spoken.row), own.spoken.score),
                Formula(financing.cell("Engagé", own.row), own.committed),
            )  # fmt: skip


def region_rows(
    drawn: Drawn, own: Table, scores: Table, projects: Table, count: int, versions: Mapping[str, Version]
) -> Iterator[Row]:
    """`count`: how many projects « Projets » lists."""
    for row, line in enumerate(drawn.lines, FIRST):
        version = versions[line.moment.grid.reference]
        yield (
            line.moment.moment.label, version.label(line.axis), line.name, _funded(line, own, projects, row, count),
            *_figures(line, own, scores, version, row, drawn.national[line.moment.moment, line.axis]),
            line.moment.grid.reference, _left_out(line),
        )  # fmt: skip


def _funded(line: Line, own: Table, projects: Table, row: int, count: int) -> Formula:
    counted = projects.fixed(f"Compté {line.moment.moment.label}", FIRST, FIRST + count - 1)
    if not line.region:
        return Formula(f'COUNTIF({counted},"{YES}")', line.funded)
    region = projects.fixed("Région", FIRST, FIRST + count - 1)
    return Formula(f'COUNTIFS({counted},"{YES}",{region},{own.letters["Région"]}{row})', line.funded)


def _figures(line: Line, own: Table, scores: Table, version: Version, row: int, national: int) -> tuple[Value, ...]:
    """Evaluated, how to read, minimum, median, maximum, mean, mean by amounts, stabilised mean."""
    if line.span is None:
        return (0, UNSCORED, *(None,) * 6)
    given, amounts = scores.span("Score", *line.span), scores.span("Engagé", *line.span)
    figures, count = line.figures, f"{own.letters['Projets évalués']}{row}"
    mean, whole = (f"{own.letters['Moyenne']}{at}" for at in (row, national))
    weight = version.threshold("stabilisation_weight")
    level = (
        f'IF({count}<={version.threshold("detail_max")},"{Level.DETAIL.label}",'
        f'IF({count}<={version.threshold("fragile_max")},"{Level.FRAGILE.label}","{Level.ESTABLISHED.label}"))'
    )
    return (
        Formula(f"COUNT({given})", figures.n),
        Formula(level, figures.level.label if figures.level else ""),
        Formula(f"MIN({given})", _number(figures.min)),
        Formula(f"MEDIAN({given})", _number(figures.median)),
        Formula(f"MAX({given})", _number(figures.max)),
        Formula(f"AVERAGE({given})", _number(figures.mean)),
        Formula(f'IFERROR(SUMPRODUCT({given},{amounts})/SUM({amounts}),"")', _number(figures.mean_by_amount)),
        Formula(f"({count}*{mean}+{weight}*{whole})/({count}+{weight})", _number(figures.stabilised)),
    )


def _number(value: float | None) -> float | str:
    return "" if value is None else value


def _left_out(line: Line) -> int:
    """Of this region; of all of them for the whole."""
    apart = line.moment.left_out
    own = "" if line.region == INTERREGIONAL else line.region
    return sum(
        count for (region, axis), count in apart.items() if axis == line.axis and (not line.region or region == own)
    )
