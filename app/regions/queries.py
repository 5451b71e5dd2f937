"""What the regions are made of: each funded project with its latest published scores, and its money."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.assessments.gather import grid_of
from app.assessments.queries import newest_grid
from app.grids.queries import equivalence
from app.models import GridVersion, Investment, Project
from app.regions.latest import funded_condition, latest_scores
from evaluation import INTERREGIONAL, Equivalence, Grid, ScoredProject


class Score(NamedTuple):
    """What one project says of one axis or index, and in which version of the grid."""

    axis: str
    score: float
    reference: str


class LeftOut(NamedTuple):
    """A score of another version, in which the axis is not comparable; `axis` may be an index."""

    project: str
    axis: str
    reference: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class RegionalScores:
    """`grid` is the newest version among the scores shown; every score kept is comparable with it."""

    grid: Grid
    projects: list[ScoredProject]
    left_out: tuple[LeftOut, ...]


def regional_scores(
    session: Session, moment: str, project_ids: Select[Any] | None = None, usual: str = ""
) -> RegionalScores:
    """§5: funded projects with, axis by axis, the score of the latest campaign of that moment where it is published.

    Funded: an investment went through the COPIL, or the status says so, or an evaluation is published.
    `project_ids` selects ids of projects; `usual` is the version to speak of where no score is shown.
    """
    reference, projects, left_out = _comparable(session, moment, project_ids)
    spoken = reference or usual or newest_grid(session).reference
    return RegionalScores(grid_of(session, spoken), projects, left_out)


def scored_projects(session: Session, moment: str, project_ids: Select[Any] | None = None) -> list[ScoredProject]:
    """Two queries, whatever the number of projects; more only where several versions of the grid meet."""
    return _comparable(session, moment, project_ids)[1]


@dataclass(frozen=True)
class PlaceScores:
    """The funded projects of one place, their titles, and what they say in a version that does not compare."""

    projects: tuple[ScoredProject, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()


def place_scores(session: Session, moment: str, code: str, versions: Mapping[str, Equivalence]) -> PlaceScores:
    """Three queries. `versions`: how each one relates to the newest one of the whole portfolio."""
    own = Project.region_code.is_(None) if code == INTERREGIONAL else Project.region_code == code
    ids = select(Project.id).where(own)
    projects, left_out = _funded(session, ids, _scores_by_project(session, moment, ids), versions)
    titles = session.execute(select(Project.code, Project.title).where(own))
    return PlaceScores(tuple(projects), {row.code: row.title for row in titles}, left_out)


def _comparable(
    session: Session, moment: str, project_ids: Select[Any] | None
) -> tuple[str, list[ScoredProject], tuple[LeftOut, ...]]:
    """The newest version met, the projects with what is comparable with it, and what is not."""
    scores = _scores_by_project(session, moment, project_ids)
    newest, versions = versions_met(session, {own.reference for found in scores.values() for own in found})
    return newest, *_funded(session, project_ids, scores, versions)


def _funded(
    session: Session,
    project_ids: Select[Any] | None,
    scores: Mapping[int, list[Score]],
    versions: Mapping[str, Equivalence],
) -> tuple[list[ScoredProject], tuple[LeftOut, ...]]:
    """A score left out is not replaced by an older one: it is what the project says today."""
    projects, left_out = [], []
    for row in session.execute(_projects(project_ids)):
        kept, apart = _parted(scores.get(row.id, ()), versions)
        left_out += [LeftOut(row.code, own.axis, own.reference, reasons) for own, reasons in apart]
        if row.funded or row.id in scores:
            regions = (row.region_code,) if row.region_code else ()
            projects.append(ScoredProject(row.code, regions, row.amount, kept))
    return projects, tuple(left_out)


def versions_met(session: Session, references: set[str]) -> tuple[str, dict[str, Equivalence]]:
    """The newest of the versions met, and how each other one relates to it."""
    if len(references) < 2:
        return next(iter(references), ""), {}
    met = session.scalars(select(GridVersion).where(GridVersion.reference.in_(references))).all()
    newest = max(met, key=GridVersion.age).reference
    return newest, {own: equivalence(session, own, newest) for own in sorted(references - {newest})}


def _parted(
    found: Iterable[Score], versions: Mapping[str, Equivalence]
) -> tuple[dict[str, float], list[tuple[Score, tuple[str, ...]]]]:
    kept, apart = {}, []
    for own in found:
        reasons = versions[own.reference].reasons_of(own.axis) if own.reference in versions else ()
        if reasons:
            apart.append((own, reasons))
        else:
            kept[own.axis] = own.score
    return kept, apart


def _projects(project_ids: Select[Any] | None) -> Select[int, str, str | None, Decimal, bool]:
    own = Investment.project_id == Project.id
    amount = select(func.sum(Investment.amount_eur)).where(own).correlate(Project).scalar_subquery()
    query = select(
        Project.id, Project.code, Project.region_code, amount.label("amount"), funded_condition().label("funded")
    ).order_by(Project.code)
    return query if project_ids is None else query.where(Project.id.in_(project_ids))


def _scores_by_project(session: Session, moment: str, project_ids: Select[Any] | None) -> dict[int, list[Score]]:
    """By project then by axis or index."""
    found: dict[int, list[Score]] = defaultdict(list)
    for project_id, axis, score, reference, _ in session.execute(latest_scores(moment, project_ids)):
        if score is not None:
            found[project_id].append(Score(axis, score, reference))
    return dict(found)
