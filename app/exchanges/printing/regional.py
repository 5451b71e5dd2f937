"""The regions at a day: funded projects, and the published scores that may be read together (§5)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app.assessments.gather import grid_of
from app.assessments.queries import newest_grid
from app.exchanges.printing.campaigns import results_at
from app.exchanges.printing.days import Limit
from app.exchanges.printing.facts import ProjectFacts
from app.exchanges.printing.identities import Ids
from app.models import AxisResult, Campaign, Result
from app.regions.latest import FUNDED_STATUSES
from app.regions.queries import LeftOut, RegionalScores, versions_met
from evaluation import Equivalence, Moment, ScoredProject, Status
from evaluation.words import REGIONAL_READING


class Score(NamedTuple):
    """What one project says of one axis or index, in which version of the grid."""

    axis: str
    score: float
    reference: str


def scores_by_moment(
    session: Session, facts: Sequence[ProjectFacts], ids: Ids, limit: Limit
) -> dict[Moment, RegionalScores]:
    return {moment: scores_at(session, facts, moment, ids, limit) for moment in Moment}


def most_evaluated(found: Mapping[Moment, RegionalScores]) -> Moment:
    """The observed moment with the most evaluated projects, the latest when equal; what is expected failing that."""
    return max(found, key=lambda moment: _preference(moment, found[moment]))


def _preference(moment: Moment, scores: RegionalScores) -> tuple[bool, int, int]:
    evaluated = sum(bool(project.scores) for project in scores.projects)
    return bool(evaluated) and moment is not Moment.EX_ANTE, evaluated, list(Moment).index(moment)


def scores_at(
    session: Session, facts: Iterable[ProjectFacts], moment: Moment, ids: Ids, limit: Limit
) -> RegionalScores:
    """The same rule as the pages of regions, on what was published that day or before."""
    by_project = _scores(session, moment, ids, limit)
    newest, versions = versions_met(session, {own.reference for found in by_project.values() for own in found})
    projects, apart = [], []
    for own in facts:
        scores = by_project.get(own.project.id, [])
        if not (scores or is_funded(own)):
            continue
        kept, left_out = _parted(own.project.code, scores, versions)
        apart += left_out
        regions = (own.project.region_code,) if own.project.region_code else ()
        amount = own.money.invested if own.money.investments else None
        projects.append(ScoredProject(own.project.code, regions, amount, kept))
    projects.sort(key=lambda project: project.code)
    return RegionalScores(grid_of(session, newest or newest_grid(session).reference), projects, tuple(apart))


def is_funded(facts: ProjectFacts) -> bool:
    """An investment went through the COPIL, or the status says so."""
    validated = any(line.copil_on is not None for line in facts.money.investments)
    return validated or facts.project.status in FUNDED_STATUSES


def _scores(session: Session, moment: Moment, ids: Ids, limit: Limit) -> Mapping[int, list[Score]]:
    """By project. An axis not published in the latest campaign is taken in an earlier one."""
    current = results_at(limit).subquery()
    rows = session.execute(
        select(Campaign.project_id, AxisResult.axis, AxisResult.score, Result.grid_reference)
        .ext(distinct_on(Campaign.project_id, AxisResult.axis))
        .join(current, current.c.result_id == AxisResult.result_id)
        .join(Result, Result.id == AxisResult.result_id)
        .join(Campaign, Campaign.id == current.c.campaign_id)
        .where(
            Campaign.project_id.in_(ids),
            Campaign.moment == moment,
            AxisResult.reading == REGIONAL_READING[moment],
            AxisResult.status == Status.PUBLISHED,
            AxisResult.score.is_not(None),
        )
        .order_by(Campaign.project_id, AxisResult.axis, Campaign.held_on.desc(), Campaign.id.desc())
    )
    found: dict[int, list[Score]] = defaultdict(list)
    for project_id, axis, score, reference in rows:
        if score is not None:
            found[project_id].append(Score(axis, score, reference))
    return found


def _parted(
    code: str, scores: Iterable[Score], versions: Mapping[str, Equivalence]
) -> tuple[dict[str, float], list[LeftOut]]:
    """What is comparable with the newest version, and what is not: never replaced by an older score."""
    kept, apart = {}, []
    for own in scores:
        reasons = versions[own.reference].reasons_of(own.axis) if own.reference in versions else ()
        if reasons:
            apart.append(LeftOut(code, own.axis, own.reference, reasons))
        else:
            kept[own.axis] = own.score
    return kept, apart
