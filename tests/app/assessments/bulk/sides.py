"""The two sides of every comparison here: campaigns as the method reads them, and the same as arrays."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from app.assessments.bulk.beside import CONFIDENCES, STATUSES
from app.assessments.bulk.marks import BLANK, Invited, Marks
from app.assessments.bulk.plan import Plan, plan_of
from app.assessments.bulk.scoring import Scores, score
from app.assessments.bulk.sums import Integers
from evaluation import NOT_APPLICABLE, AxisScore, Campaign, Grid, Reading, ReadingScore, Respondent, score_reading

EXACT = {"abs": 1e-9, "rel": 0}


def hold_equal(grid: Grid, campaigns: Sequence[Campaign]) -> None:
    """Every figure of every reading, the arrays beside the method."""
    for reading in Reading:
        asking = [own for own in campaigns if own.respondents and reading in own.readings]
        if not asking:
            continue
        found = scored(grid, reading, asking)
        for place, campaign in enumerate(asking):
            same_reading(score_reading(grid, campaign, reading), found, place, campaign)


def scored(grid: Grid, reading: Reading, campaigns: Sequence[Campaign]) -> Scores:
    plan = plan_of(grid, reading)
    return score(plan, marks_of(plan, campaigns))


def marks_of(plan: Plan, campaigns: Sequence[Campaign]) -> Marks:
    partners = [partner for campaign in campaigns for partner in in_order(campaign)]
    owners = [place for place, campaign in enumerate(campaigns) for _ in campaign.respondents]
    question_at = {question.code: place for place, question in enumerate(plan.questions)}
    shape = (len(question_at), len(partners))
    levels, evidence = np.full(shape, BLANK, np.int8), np.zeros(shape, np.int8)
    not_applicable, answered = np.zeros(shape, bool), np.zeros(len(partners), bool)
    for column, partner in enumerate(partners):
        for answer in partner.answers:
            if answer.reading == plan.reading:
                answered[column] = True
                if (row := question_at.get(answer.question)) is not None:
                    evidence[row, column] = answer.evidence
                    not_applicable[row, column] = answer.value == NOT_APPLICABLE
                    levels[row, column] = answer.value if isinstance(answer.value, int) else BLANK
    priorities = np.ones((len(plan.criteria), len(partners)), np.int8)
    for code, line in plan.prioritised.items():
        priorities[line] = [partner.priority(code) for partner in partners]
    numbers = np.arange(len(partners))
    profiles = sorted({partner.profile for partner in partners})
    places = np.array([profiles.index(partner.profile) for partner in partners], np.int64)
    invited = Invited(np.arange(len(campaigns)), np.array(owners, np.int64), numbers, numbers, places)
    return Marks(invited, levels, not_applicable, evidence, answered, priorities)


def in_order(campaign: Campaign) -> list[Respondent]:
    """As the arrays hold them: those of one profile together."""
    return sorted(campaign.respondents, key=lambda partner: partner.profile)


def same_reading(method: ReadingScore, found: Scores, place: int, campaign: Campaign) -> None:
    plan = found.plan
    near([found.participation[place]], [method.participation])
    near(found.indices[:, place], [method.indices[index.code] for index in plan.grid.indices])
    near(found.approaches[:, place], [method.approaches[own.code] for own in plan.grid.approaches])
    assert [axis.code for axis in plan.axes] == list(method.axes)
    for row, axis in enumerate(method.axes.values()):
        same_axis(axis, found, row, place, campaign)


def same_axis(method: AxisScore, found: Scores, row: int, place: int, campaign: Campaign) -> None:
    plan, means, standing, counts = found.plan, found.means, found.standing, found.counts
    own, first = lines_of(plan.criteria_of_axes, row, plan.criteria), int(found.invited.of_campaigns[place])
    assert STATUSES[standing.status[row, place]] == method.status
    assert CONFIDENCES[standing.confidence[row, place]] == method.confidence
    assert (standing.respondents[row, place], standing.profiles[row, place]) == (method.respondents, method.profiles)
    cells = (counts.total, counts.not_applicable, counts.valued, counts.strong, counts.evidence)
    told = method.counts
    assert [int(cell[row, place]) for cell in cells] == [
        told.total,
        told.not_applicable,
        told.valued,
        told.strong,
        told.evidence,
    ]
    near([found.scores[row, place], counts.coverage[row, place]], [method.score, method.coverage])
    near(means.criteria[own, place], list(method.criteria.values()))
    spread = method.dispersion
    figures = (found.spread.lowest, found.spread.highest, found.spread.deviation, found.spread.profile_gap)
    wanted = (spread.min, spread.max, spread.sd, spread.profile_gap) if spread else (None,) * 4
    near([figure[row, place] for figure in figures], wanted)
    questions = lines_of(plan.questions_of_axes, row, plan.questions)
    codes = [question.code for question in plan.questions[questions]]
    flagged = found.dialogue_questions[questions, place]
    assert [code for code, flag in zip(codes, flagged, strict=True) if flag] == list(method.dialogue_questions)
    flagged = found.dialogue_criteria[own, place]
    assert [code for code, flag in zip(method.criteria, flagged, strict=True) if flag] == list(method.dialogue_criteria)
    by_partner = {one.respondent: one for one in method.by_respondent}
    for column, partner in enumerate(in_order(campaign), first):
        near([means.own_axes[row, column]], [by_partner[partner.id].score])
        near(means.own_criteria[own, column], list(by_partner[partner.id].criteria.values()))


def lines_of(starts: Integers, row: int, whole: Sequence[object]) -> slice:
    ends = [*starts[1:].tolist(), len(whole)]
    return slice(int(starts[row]), ends[row])


def near(found: Any, wanted: Sequence[float | None]) -> None:
    """To 1e-9; none is NaN."""
    assert [None if np.isnan(value) else pytest.approx(value, **EXACT) for value in found] == list(wanted)
