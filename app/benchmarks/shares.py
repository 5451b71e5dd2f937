"""The portfolio's own shares of « forts & très forts »: of the answers with a level, those at the two highest."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app.among import among
from app.assessments.queries import current_results
from app.benchmarks.queries import Beside, beside_axes
from app.models import AxisResult, AxisShare, Campaign, Result
from app.regions.queries import versions_met
from evaluation import Moment, Status
from evaluation.words import REGIONAL_READING


@dataclass(frozen=True, slots=True)
class Counted:
    """`projects`: with a published score on this axis; `valued` of `expected` answers bear a level."""

    projects: int = 0
    valued: int = 0
    strong: int = 0
    expected: int = 0

    @property
    def coverage(self) -> float | None:
        return self.valued / self.expected if self.expected else None


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One axis. `share` is none below `few` projects, which are told one by one elsewhere."""

    code: str
    label: str
    counted: Counted
    few: int
    beside: tuple[Beside, ...]

    @property
    def share(self) -> float | None:
        own = self.counted
        return own.strong / own.valued if own.valued and own.projects >= self.few else None


@dataclass(frozen=True)
class Shares:
    moment: Moment
    lines: tuple[ShareLine, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """Each once, in the order met."""
        return tuple(dict.fromkeys(own.figure.source for line in self.lines for own in line.beside))

    @property
    def has_references(self) -> bool:
        return any(line.beside for line in self.lines)

    @property
    def is_readable(self) -> bool:
        """Enough projects on one axis at least."""
        return any(line.share is not None for line in self.lines)

    @property
    def is_measured(self) -> bool:
        return any(line.counted.valued for line in self.lines)

    @property
    def sentence(self) -> str:
        shown = [line for line in self.lines if line.share is not None]
        if not shown:
            return "Trop peu de résultats publiés à ce moment pour dire une part d’ensemble."
        most = max(line.counted.projects for line in shown)
        return (
            f"Sur {most} projets au plus, la part des réponses chiffrées aux deux niveaux les plus hauts, "
            "«\u00a0fort\u00a0» et «\u00a0très fort\u00a0», axe par axe."
        )


def read_shares(
    session: Session,
    moment: Moment,
    kept: Select[Any],
    labels: Mapping[str, str],
    few: int,
    reference: str = "",
) -> Shares:
    """`labels`: the axes to show, in order. The same results as the scores of the regions: the latest published."""
    counted, beside = strong_shares(session, moment, kept, reference), beside_axes(session)
    return Shares(
        moment,
        tuple(
            ShareLine(code, label, counted.get(code, Counted()), few, beside.get(code, ()))
            for code, label in labels.items()
        ),
    )


def strong_shares(session: Session, moment: Moment, kept: Select[Any], reference: str = "") -> dict[str, Counted]:
    """By axis. What was answered in a version of the grid where the axis does not compare is left aside.

    `reference`: a version to compare with beside those met, when the page speaks of more projects than these.
    """
    rows = session.execute(_by_version(moment, kept)).all()
    _, versions = versions_met(session, ({row.grid_reference for row in rows} | {reference}) - {""})
    found: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    for row in rows:
        other = versions.get(row.grid_reference)
        if other is None or not other.reasons_of(row.axis):
            found[row.axis].append(tuple(row[2:]))
    return {axis: Counted(*map(sum, zip(*counts, strict=True))) for axis, counts in found.items()}


def _by_version(moment: Moment, kept: Select[Any]) -> Select[Any]:
    """Counts by axis and version of the grid; of each project, its latest campaign where the axis is published."""
    current, share = current_results().add_columns(Result.grid_reference).subquery(), AxisShare
    latest = (
        select(share.axis, current.c.grid_reference, share.valued, share.strong, share.expected)
        .ext(distinct_on(Campaign.project_id, share.axis))
        .join(
            AxisResult,
            (AxisResult.result_id == share.result_id)
            & (AxisResult.reading == share.reading)
            & (AxisResult.axis == share.axis),
        )
        .join(current, current.c.result_id == share.result_id)
        .join(Campaign, Campaign.id == current.c.campaign_id)
        .where(
            Campaign.moment == moment,
            among(Campaign.project_id, kept),
            share.reading == REGIONAL_READING[moment],
            AxisResult.status == Status.PUBLISHED,
            AxisResult.score.is_not(None),
        )
        .order_by(Campaign.project_id, share.axis, Campaign.held_on.desc(), Campaign.id.desc())
        .subquery()
    )
    sums = (func.sum(latest.c[name]) for name in ("valued", "strong", "expected"))
    found: Select[Any] = select(latest.c.axis, latest.c.grid_reference, func.count(), *sums).group_by(
        latest.c.axis, latest.c.grid_reference
    )
    return found
