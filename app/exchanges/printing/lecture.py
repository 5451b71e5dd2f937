"""The same answers in the terms of the frame asked for: an opinion, with what it leaves out, never a ranking."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from sqlalchemy.orm import Session

from app.crosswalk.portfolio import ProjectReading, read_portfolio
from app.crosswalk.reading import ItemReading, ItemState
from app.crosswalk.rows import notes_of
from app.wording import typeset
from evaluation import Reading


@dataclass(frozen=True)
class LectureLine:
    """One item over the projects where it is observed and may be read; `median` is none of too few."""

    label: str
    leaves_out: str
    scores: tuple[float, ...]
    median: float | None

    @property
    def spoken(self) -> str:
        """The drawing told to those who do not see it."""
        said = f"{self.label}\u00a0: {len(self.scores)} projets"
        return said if self.median is None else f"{said}, médiane {self.median:.1f}".replace(".", ",")


@dataclass(frozen=True)
class Lecture:
    """`by_project`: code → (item, score or none, why)."""

    label: str
    opinion: str
    notes: tuple[str, ...]
    lines: tuple[LectureLine, ...]
    by_project: Mapping[str, tuple[tuple[str, float | None, str], ...]] = field(default_factory=dict)


def lecture_of(session: Session, ids: Sequence[int], frame: str, as_of: date, few: int) -> Lecture | None:
    """None when no frame is asked; an unknown one is refused. `few`: from how many projects a median is read."""
    if not frame:
        return None
    portfolio = read_portfolio(session, ids, frame, as_of)
    projects = list(portfolio.projects)
    version = portfolio.version
    observed = [own for own in projects if own.reading is Reading.OBSERVED]
    scores = _scores(own for project in observed for own in project.items)
    lines = [
        LectureLine(
            typeset(item.label), typeset(item.leaves_out), tuple(found), median(found) if len(found) >= few else None
        )
        for item in version.frame.items
        for found in [scores[item.code]]
    ]
    return Lecture(
        label=typeset(version.frame.label),
        opinion=version.opinion,
        notes=notes_of(version)[2:4],
        lines=tuple(lines),
        by_project={project.code: tuple(_told(project)) for project in projects},
    )


def _scores(items: Iterable[ItemReading]) -> dict[str, list[float]]:
    found: dict[str, list[float]] = defaultdict(list)
    for own in items:
        if own.state is ItemState.PUBLISHED and own.score is not None:
            found[own.item.code].append(own.score)
    return found


def _told(project: ProjectReading) -> Iterable[tuple[str, float | None, str]]:
    for own in project.items:
        yield typeset(own.item.label), own.score, own.state.label
