"""From the database, packed: the same answers as those the method gathers one by one."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.assessments import service
from app.assessments.bulk import fetching, statements
from app.assessments.bulk.sums import Integers
from app.assessments.bulk.whole import all_scores
from app.assessments.cells import Content, Typed
from app.assessments.gather import gather
from app.models import Campaign, GridVersion
from evaluation import READINGS, Moment, Reading, score_reading
from tests.app.assessments.bulk.sides import same_reading
from tests.app.assessments.situations import GRID, NOW, QUESTIONS, a_campaign_of, answer
from tests.support.queries import counted

VALUES = [0, 1, 2, 3, 4, "NA", "NSP", None]
PROFILES = ("fondation", "association", "entreprise", "association", "collectivite")


@pytest.fixture
def answered(session: Session) -> list[int]:
    """Three campaigns of each moment: silent partners, all kinds of answers, priorities, comments without a level."""
    random = Random(8)
    return [an_answered_campaign(session, moment, random) for moment in list(Moment) * 3]


def an_answered_campaign(session: Session, moment: str, random: Random) -> int:
    campaign, (_silent, *partners) = a_campaign_of(session, *PROFILES, moment=moment)
    for partner in partners:
        cells = [
            Typed(reading, code, Content(random.choice(VALUES), random.randrange(3), "Un mot"), 0)
            for reading in READINGS[Moment(moment)]
            for code in QUESTIONS
            if GRID.axis_of_question[code].is_asked(reading)
        ]
        service.save_answers(session, respondent=partner, cells=cells, user=None, now=NOW)
        for code in random.sample(GRID.prioritised_criteria, 2):
            value = random.randrange(3)
            service.set_priority(session, respondent=partner, criterion_code=code, value=value, user=None)
    return campaign.id


@pytest.mark.parametrize("reading", list(Reading))
def test_the_scores_are_those_of_the_method(session: Session, answered: list[int], reading: Reading) -> None:
    gathered = gather(session, answered)
    asking = [own for own in answered if reading in gathered[own].campaign.readings]
    (found,) = all_scores(session, GRID, reading)
    assert found.invited.campaigns.tolist() == asking
    for place, campaign_id in enumerate(asking):
        campaign = gathered[campaign_id].campaign
        same_reading(score_reading(GRID, campaign, reading), found, place, campaign)


def test_the_order_a_campaign_invited_its_partners_in_changes_nothing(session: Session, answered: list[int]) -> None:
    """`gather` keeps the order of invitation, the arrays sort by profile: each partner keeps its own score."""
    gathered = gather(session, answered)[answered[-1]]
    (found,) = all_scores(session, GRID, Reading.OBSERVED)
    columns = found.invited.owners == len(found.invited.campaigns) - 1
    own = dict(zip(found.invited.organisations[columns], found.means.own_axes[1, columns], strict=True))
    method = score_reading(GRID, gathered.campaign, Reading.OBSERVED).axes["relation"].by_respondent
    assert [own[int(one.respondent)] for one in method if one.score is not None] == pytest.approx(
        [one.score for one in method if one.score is not None]
    )


def test_a_few_campaigns_at_a_time_give_the_same(session: Session, answered: list[int]) -> None:
    (whole,) = all_scores(session, GRID, Reading.OBSERVED)
    parts = list(all_scores(session, GRID, Reading.OBSERVED, at_once=1))
    assert [own for part in parts for own in part.invited.campaigns] == whole.invited.campaigns.tolist()
    assert [own for part in parts for own in part.scores.T.tobytes()] == list(whole.scores.T.tobytes())


def test_a_campaign_of_another_version_is_not_mixed_in(session: Session, answered: list[int]) -> None:
    other = GridVersion(reference="autre@1.0", title="Autre", published_on=NOW.date(), sha256="x", source="")
    session.add(other)
    session.flush()
    session.execute(update(Campaign).where(Campaign.id == answered[4]).values(grid_reference="autre@1.0"))
    (found,) = all_scores(session, GRID, Reading.OBSERVED)
    assert answered[4] not in found.invited.campaigns
    assert len(found.invited.campaigns) == 5


def test_two_questions_with_one_hash_are_told_apart_by_another_seed(
    session: Session, answered: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    (before,) = all_scores(session, GRID, Reading.OBSERVED)
    tried: list[object] = []
    honest = fetching.packed

    def spoiled(session: Session, asked: Sequence[str], given: Mapping[str, Any]) -> list[Integers]:
        found = honest(session, asked, given)
        if statements.PLACES in asked:
            hashed = found[asked.index(statements.PLACES)]
            tried.append(given["seed"])
            hashed[::2] = 7 if given["seed"] == 0 else hashed[::2]
        return found

    monkeypatch.setattr(fetching, "packed", spoiled)
    (after,) = all_scores(session, GRID, Reading.OBSERVED)
    assert tried == [0, 1]
    assert after.scores.tobytes() == before.scores.tobytes()


def test_the_statements_do_not_grow_with_the_campaigns(
    session: Session, answered: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where campaigns begin and end, who was invited, what they answered: three journeys, none beside."""
    sent: list[object] = []
    honest = fetching.packed
    monkeypatch.setattr(fetching, "packed", lambda session, *asked: sent.append(asked[0]) or honest(session, *asked))
    with counted(session.connection()) as others:
        list(all_scores(session, GRID, Reading.OBSERVED))
    assert (len(sent), len(others)) == (3, 0)


def test_a_corrected_answer_is_seen_at_once(session: Session) -> None:
    _campaign, (first, second) = a_campaign_of(session, "association", "collectivite")
    for partner in (first, second):
        answer(session, partner, "C2.1", 2)
    (before,) = all_scores(session, GRID, Reading.OBSERVED)
    answer(session, second, "C2.1", 4, seen=1)
    (after,) = all_scores(session, GRID, Reading.OBSERVED)
    place = before.plan.criteria.index(next(own for own in before.plan.criteria if own.code == "C2"))
    assert (before.means.criteria[place, 0], after.means.criteria[place, 0]) == (50, 75)


def test_an_empty_portfolio_has_no_score(session: Session) -> None:
    assert list(all_scores(session, GRID, Reading.OBSERVED)) == []
