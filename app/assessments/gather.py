"""From the database to the values the method scores, in a constant number of queries for any number of campaigns."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Pool, Row, select
from sqlalchemy.orm import Session

import evaluation
from app.models import Answer, Campaign, GridVersion, Project, Respondent, RespondentPriority, Result
from evaluation import Grid, parse_grid

Invited = tuple[int, evaluation.Respondent]
_GRIDS: WeakKeyDictionary[Pool, dict[str, Grid]] = WeakKeyDictionary()
"""Grids already read, by database: the pages that only read have an engine of their own, but the same connections.

A published version is never edited, so it never has to be read again.
"""


@dataclass(frozen=True)
class Gathered:
    """One campaign as the method sees it, and what its pages need beside."""

    id: int
    project_id: int
    project_start: date | None
    grid_reference: str
    grid: Grid
    campaign: evaluation.Campaign
    organisations: Mapping[str, int] = field(default_factory=dict)
    """Respondent in the method → organisation."""


def campaign_key(campaign_id: int) -> str:
    """Texts that sort as the numbers do: the method breaks ties of date by id."""
    return f"{campaign_id:012d}"


def respondent_key(organisation_id: int) -> str:
    """A respondent is an organisation: the same one is recognised from one campaign to the next."""
    return str(organisation_id)


def grids_of(session: Session, references: Iterable[str]) -> dict[str, Grid]:
    """The frozen grids, read from the database the first time."""
    wanted, known = set(references), _GRIDS.setdefault(session.get_bind().engine.pool, {})
    if missing := wanted - known.keys():
        found = session.execute(
            select(GridVersion.reference, GridVersion.source).where(GridVersion.reference.in_(missing))
        )
        known.update({reference: parse_grid(source) for reference, source in found})
    return {reference: known[reference] for reference in wanted}


def forget_grids() -> None:
    """When the database itself was undone or replaced: another one may give the same number to another version."""
    _GRIDS.clear()


def grid_of(session: Session, reference: str) -> Grid:
    return grids_of(session, [reference])[reference]


def gather(session: Session, campaign_ids: Iterable[int]) -> dict[int, Gathered]:
    ids = sorted(set(campaign_ids))
    if not ids:
        return {}
    rows = session.execute(
        select(
            Campaign.id,
            Campaign.project_id,
            Campaign.moment,
            Campaign.held_on,
            Campaign.grid_reference,
            Project.starts_on,
        )
        .join(Project, Project.id == Campaign.project_id)
        .where(Campaign.id.in_(ids))
        .order_by(Campaign.held_on, Campaign.id)
    ).all()
    grids = grids_of(session, (row.grid_reference for row in rows))
    respondents = _respondents(session, ids)
    return {row.id: _gathered(row, grids[row.grid_reference], respondents[row.id]) for row in rows}


def gather_one(session: Session, campaign_id: int) -> Gathered:
    return gather(session, [campaign_id])[campaign_id]


def published_inputs(result: Result) -> evaluation.Campaign:
    """The answers a published result was computed from, whatever was changed since."""
    return inputs_of(result.scores)


def inputs_of(scores: Mapping[str, Any]) -> evaluation.Campaign:
    """The same from scores that are not published yet."""
    inputs = scores["inputs"]
    return evaluation.Campaign(
        id=inputs["campaign"],
        moment=inputs["moment"],
        date=date.fromisoformat(inputs["date"]),
        respondents=tuple(
            evaluation.Respondent(
                id=own["id"],
                profile=own["profile"],
                role=own["role"],
                priorities=own["priorities"],
                answers=tuple(evaluation.Answer(*answer) for answer in own["answers"]),
            )
            for own in inputs["respondents"]
        ),
    )


def _gathered(row: Row[int, int, str, date, str, date | None], grid: Grid, own: list[Invited]) -> Gathered:
    campaign = evaluation.Campaign(
        id=campaign_key(row.id),
        moment=row.moment,
        date=row.held_on,
        respondents=tuple(respondent for _, respondent in own),
    )
    organisations = {respondent.id: organisation for organisation, respondent in own}
    return Gathered(row.id, row.project_id, row.starts_on, row.grid_reference, grid, campaign, organisations)


def _respondents(session: Session, campaign_ids: list[int]) -> dict[int, list[Invited]]:
    """By campaign, in the order of invitation: (organisation, respondent)."""
    invited = session.execute(
        select(
            Respondent.id,
            Respondent.campaign_id,
            Respondent.organisation_id,
            Respondent.profile_code,
            Respondent.role_code,
        )
        .where(Respondent.campaign_id.in_(campaign_ids))
        .order_by(Respondent.id)
    ).all()
    answers, priorities = _answers(session, campaign_ids), _priorities(session, campaign_ids)
    found: dict[int, list[Invited]] = defaultdict(list)
    for row in invited:
        respondent = evaluation.Respondent(
            id=respondent_key(row.organisation_id),
            profile=row.profile_code,
            role=row.role_code,
            answers=tuple(answers[row.id]),
            priorities=priorities[row.id],
        )
        found[row.campaign_id].append((row.organisation_id, respondent))
    return found


def _answers(session: Session, campaign_ids: list[int]) -> dict[int, list[evaluation.Answer]]:
    """Blank answers, kept for their comment, are no answers."""
    rows = session.execute(
        select(
            Answer.respondent_id,
            Answer.question_code,
            Answer.reading,
            Answer.level,
            Answer.no_level,
            Answer.evidence,
        )
        .join(Respondent, Respondent.id == Answer.respondent_id)
        .where(
            Respondent.campaign_id.in_(campaign_ids),
            (Answer.level.is_not(None)) | (Answer.no_level.is_not(None)),
        )
        .order_by(Answer.respondent_id, Answer.reading, Answer.question_code)
    )
    found: dict[int, list[evaluation.Answer]] = defaultdict(list)
    for respondent_id, question, reading, level, no_level, evidence in rows:
        value = no_level if level is None else level
        if value is not None:
            found[respondent_id].append(evaluation.Answer(question, reading, value, evidence))
    return found


def _priorities(session: Session, campaign_ids: list[int]) -> dict[int, dict[str, int]]:
    rows = session.execute(
        select(RespondentPriority.respondent_id, RespondentPriority.criterion_code, RespondentPriority.value)
        .join(Respondent, Respondent.id == RespondentPriority.respondent_id)
        .where(Respondent.campaign_id.in_(campaign_ids))
        .order_by(RespondentPriority.respondent_id, RespondentPriority.criterion_code)
    )
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for respondent_id, criterion, value in rows:
        found[respondent_id][criterion] = value
    return found
