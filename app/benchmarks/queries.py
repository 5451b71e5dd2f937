"""National reference figures: what each asks, of whom, the share published last, and those before it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.assessments.gather import grid_of
from app.assessments.queries import newest_grid
from app.errors import NotFound
from app.models import NationalReference, ReferenceFigure

HERE = "/reperes-nationaux"


@dataclass(frozen=True, slots=True)
class Figure:
    id: int
    percent: Decimal
    dated_on: date
    source: str
    retired_on: date | None
    retired_reason: str

    @property
    def share(self) -> Decimal:
        """Between 0 and 1, as pages show shares."""
        return self.percent / 100

    @property
    def month(self) -> str:
        """« septembre 2022 »: a study has no day."""
        return format_date(self.dated_on, "MMMM y", locale="fr_FR").replace(" ", "\u00a0")


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """`figures`: the latest first; those retired are among them, said as such."""

    id: int
    label: str
    population: str
    axis: str | None
    is_retired: bool
    figures: tuple[Figure, ...]

    @property
    def current(self) -> Figure | None:
        return next((own for own in self.figures if own.retired_on is None), None)

    @property
    def former(self) -> tuple[Figure, ...]:
        return tuple(own for own in self.figures if own is not self.current)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside an axis: never a target."""

    label: str
    population: str
    figure: Figure


def read_references(session: Session) -> list[ReferenceLine]:
    """Two queries. Those in use first, in their order."""
    reference, figure = NationalReference, ReferenceFigure
    found: dict[int, list[Figure]] = defaultdict(list)
    names = ("id", "percent", "dated_on", "source", "retired_on", "retired_reason")
    columns = [func.trim_scale(figure.percent) if name == "percent" else getattr(figure, name) for name in names]
    for row in session.execute(
        select(figure.reference_id, *columns).order_by(figure.dated_on.desc(), figure.id.desc())
    ):
        found[row[0]].append(Figure(*row[1:]))
    rows = session.execute(
        select(reference.id, reference.label, reference.population, reference.axis, reference.is_retired).order_by(
            reference.is_retired, reference.position, reference.id
        )
    )
    return [ReferenceLine(*row, figures=tuple(found[row[0]])) for row in rows]


def beside_axes(session: Session) -> Mapping[str, tuple[Beside, ...]]:
    """By axis of the grid: the references that stand beside it, each with its current figure."""
    found: dict[str, list[Beside]] = defaultdict(list)
    for line in read_references(session):
        if line.axis and line.current and not line.is_retired:
            found[line.axis].append(Beside(line.label, line.population, line.current))
    return {axis: tuple(lines) for axis, lines in found.items()}


def axis_labels(session: Session, today: date | None = None) -> dict[str, str]:
    """The axes a reference may stand beside: those of the newest grid."""
    grid = grid_of(session, newest_grid(session, today).reference)
    return {axis.code: axis.label for axis in grid.axes}


def get_reference(session: Session, reference_id: int) -> NationalReference:
    found = session.get(NationalReference, reference_id) if reference_id < 2**62 else None
    if found is None:
        raise NotFound("Ce repère n’existe pas.", HERE, "Voir les repères nationaux")
    return found


def get_figure(session: Session, figure_id: int) -> tuple[NationalReference, ReferenceFigure]:
    found = session.get(ReferenceFigure, figure_id) if figure_id < 2**62 else None
    if found is None:
        raise NotFound("Ce chiffre n’existe pas.", HERE, "Voir les repères nationaux")
    return get_reference(session, found.reference_id), found
