"""What holds for any answers at all."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation import (
    Answer,
    AxisEvolution,
    Campaign,
    ReadingScore,
    Respondent,
    evolution,
    inputs_digest,
    score_campaign,
)
from evaluation.answers import read_sheet
from evaluation.criteria import criterion_score
from tests.evaluation.builders import GRID, OBSERVED

QUESTIONS = sorted(GRID.axis_of_question)
PROFILES = ("association", "entreprise", "collectivite", "fondation")
VALUES: st.SearchStrategy[int | str] = st.sampled_from([0, 1, 2, 3, 4, "NA", "NSP"])
CRITERIA = [(axis, criterion) for axis in GRID.axes for criterion in axis.criteria]
quick = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def respondents(draw: st.DrawFn, reading: str = OBSERVED) -> Respondent:
    values = draw(st.dictionaries(st.sampled_from(QUESTIONS), st.tuples(VALUES, st.integers(0, 2))))
    answers = tuple(Answer(code, reading, value, evidence) for code, (value, evidence) in values.items())
    priorities = draw(st.dictionaries(st.sampled_from(GRID.prioritised_criteria), st.integers(0, 2)))
    return Respondent("", draw(st.sampled_from(PROFILES)), answers, priorities)


@st.composite
def campaigns(draw: st.DrawFn, moment: str = "ex_post", reading: str = OBSERVED) -> Campaign:
    drawn = draw(st.lists(respondents(reading), max_size=6))
    named = tuple(replace(own, id=f"P{rank}") for rank, own in enumerate(drawn))
    return Campaign(f"c-{moment}", moment, date(2025, 1, 31), named)


def scored(campaign: Campaign) -> ReadingScore:
    return score_campaign(GRID, campaign, date(2023, 1, 15))[0]


@given(campaigns())
@quick
def test_scores_stay_between_0_and_100(campaign: Campaign) -> None:
    reading = scored(campaign)
    numbers = [*reading.indices.values(), *reading.approaches.values()]
    for axis in reading.axes.values():
        numbers += [axis.score, *axis.criteria.values(), *(own.score for own in axis.by_respondent)]
    assert all(-1e-9 <= number <= 100 + 1e-9 for number in numbers if number is not None)


@given(campaigns())
@quick
def test_order_changes_no_score_and_no_digest(campaign: Campaign) -> None:
    turned = tuple(replace(own, answers=own.answers[::-1]) for own in campaign.respondents[::-1])
    other = replace(campaign, respondents=turned)
    assert scored(other) == scored(campaign)
    assert inputs_digest(GRID, other) == inputs_digest(GRID, campaign)


@given(campaigns())
@quick
def test_a_profile_equal_copy_of_every_respondent_changes_no_score(campaign: Campaign) -> None:
    copies = tuple(replace(own, id=f"{own.id}-bis") for own in campaign.respondents)
    once, twice = scored(campaign), scored(replace(campaign, respondents=campaign.respondents + copies))
    assert twice.approaches == pytest.approx(once.approaches)
    for code, axis in once.axes.items():
        assert twice.axes[code].score == pytest.approx(axis.score)
        assert twice.axes[code].criteria == pytest.approx(axis.criteria)
        assert twice.axes[code].coverage == pytest.approx(axis.coverage)


@given(respondents(), st.data())
@settings(quick, max_examples=100)
def test_a_sans_objet_never_moves_a_criterion_it_only_lightens_what_is_asked(
    partner: Respondent, data: st.DataObject
) -> None:
    """§2.2: where a question had no level, "sans objet" leaves an existing score as it is.

    It may only bring one out, when enough of what is still applicable is answered.
    """
    axis, criterion = data.draw(st.sampled_from(CRITERIA))
    question = data.draw(st.sampled_from(criterion.questions)).code
    before = read_sheet((axis,), partner, OBSERVED)
    others = tuple(answer for answer in partner.answers if answer.question != question)
    after = read_sheet((axis,), replace(partner, answers=(*others, Answer(question, OBSERVED, "NA"))), OBSERVED)
    old, new = (criterion_score(GRID, criterion, sheet) for sheet in (before, after))
    if question not in before.levels and old is not None:
        assert new == old
    if question not in before.levels and new is not None:
        answered = [
            GRID.scale.points(before.levels[one.code]) for one in criterion.questions if one.code in before.levels
        ]
        assert new == pytest.approx(sum(answered) / len(answered))


@given(campaigns())
@quick
def test_a_does_not_know_weighs_as_a_blank(campaign: Campaign) -> None:
    known = tuple(
        replace(own, answers=tuple(answer for answer in own.answers if answer.value != "NSP"))
        for own in campaign.respondents
    )
    assert scored(replace(campaign, respondents=known)).axes == scored(campaign).axes


@given(campaigns("ex_ante", "expected"), campaigns())
@quick
def test_an_evolution_turned_round_changes_its_sign(before: Campaign, after: Campaign) -> None:
    profiles = {own.id: own.profile for own in before.respondents}
    aligned = tuple(replace(own, profile=profiles.get(own.id, own.profile)) for own in after.respondents)
    forth = evolution(GRID, [before, replace(after, respondents=aligned)])
    back = evolution(GRID, [_as(replace(after, respondents=aligned), before), _as(before, after)])
    for one, other in zip(_expected(forth), _expected(back), strict=True):
        assert (one.up, one.stable, one.down) == (other.down, other.stable, other.up)
        assert (one.joined, one.left) == (other.left, other.joined)
        if one.difference is not None and other.difference is not None:
            assert one.difference == pytest.approx(-other.difference)


def _as(campaign: Campaign, model: Campaign) -> Campaign:
    """The same answers, said at the model's moment."""
    reading = "expected" if model.moment == "ex_ante" else OBSERVED
    said = tuple(
        replace(own, answers=tuple(replace(answer, reading=reading) for answer in own.answers))
        for own in campaign.respondents
    )
    return replace(model, respondents=said)


def _expected(lines: Iterable[AxisEvolution]) -> list[AxisEvolution]:
    return [line for line in lines if line.from_reading == "expected"]
