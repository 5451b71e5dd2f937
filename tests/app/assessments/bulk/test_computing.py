"""Many campaigns at once are frozen exactly as publishing each of them freezes it, in a fixed number of queries."""

import json
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.assessments import service
from app.assessments.bulk import compute, computing
from app.models import AxisResult, Campaign, Result
from tests.app.assessments.situations import NOW, a_campaign_of, a_closed_campaign, answer, fill
from tests.support.queries import counted

LINE = [column.name for column in AxisResult.__table__.columns if column.name != "result_id"]


def closed_campaigns(session: Session, count: int) -> list[Campaign]:
    return [a_closed_campaign(session) for _ in range(count)]


def test_what_is_computed_is_what_publishing_stores(session: Session) -> None:
    campaigns = closed_campaigns(session, 3)
    computed = {frozen.campaign_id: frozen for frozen in compute(session, [own.id for own in campaigns])}
    for campaign in campaigns:
        result, frozen = service.publish(session, campaign=campaign, user=None, now=NOW), computed[campaign.id]
        session.refresh(result)
        assert result.inputs_sha256 == frozen.inputs_sha256
        assert result.scores == json.loads(json.dumps(frozen.scores))
        assert lines(session, result) == {line(row) for row in frozen.axes}


def lines(session: Session, result: Result) -> set[tuple[Any, ...]]:
    stored = session.scalars(select(AxisResult).where(AxisResult.result_id == result.id))
    return {tuple(getattr(own, name) for name in LINE) for own in stored}


def line(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row.get(name, False if name == "is_index" else None) for name in LINE)


def test_silent_partners_and_answers_without_a_level_are_computed_too(session: Session) -> None:
    campaign, (first, second, _) = a_campaign_of(session, "association", "collectivite", "entreprise")
    fill(session, first, "NSP")
    answer(session, second, "A1.1", "NA")
    (frozen,) = compute(session, [campaign.id])
    axis = frozen.scores["readings"][0]["axes"]["resultats"]
    assert (axis["score"], axis["status"], axis["cells"]["not_applicable"]) == (None, "insufficient", 1)


def test_the_queries_do_not_grow_with_the_campaigns(session: Session) -> None:
    ids = [campaign.id for campaign in closed_campaigns(session, 4)]
    list(compute(session, ids[:1]))
    with counted(session.connection()) as one:
        list(compute(session, ids[:1]))
    with counted(session.connection()) as four:
        assert [frozen.campaign_id for frozen in compute(session, reversed(ids))] == ids
    assert len(four) == len(one)


def test_campaigns_are_read_a_few_at_a_time(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [campaign.id for campaign in closed_campaigns(session, 3)]
    whole = list(compute(session, ids))
    monkeypatch.setattr(computing, "AT_ONCE", 2)
    assert list(compute(session, ids)) == whole


def test_a_campaign_that_is_gone_is_left_out(session: Session) -> None:
    assert list(compute(session, [987_654])) == []
