"""The demonstration shows every situation the pages know, the same every time."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, func, select
from sqlalchemy.orm import Session

from app.demo import load_demo
from app.errors import Refused
from app.models import (
    Answer,
    AxisResult,
    Base,
    Campaign,
    CampaignStatus,
    InstallationFact,
    Instalment,
    Investment,
    Milestone,
    Project,
    ProjectStatus,
    Region,
    Respondent,
    Result,
)
from tests.conftest import AS_THE_APPLICATION, Server, fresh
from tests.support.demonstration import DAY

TODAY = DAY


@pytest.fixture(scope="module")
def loaded(database_server: Server, template_database: str, worker_name: str) -> Iterator[Session]:
    """By the role of the application, in a database of its own: so many rows undone would wear that of the others."""
    name = f"odd17_loaded_{worker_name}"
    with fresh(database_server, name, template_database):
        engine = create_engine(database_server.url(name), connect_args=AS_THE_APPLICATION)
        with Session(engine) as session:
            assert load_demo(session, TODAY) == 33
            yield session
        engine.dispose()


def some(session: Session, model: Any, *conditions: Any) -> int:
    return session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0


def test_there_are_thirty_three_projects_in_every_metropolitan_region_and_beyond(loaded: Session) -> None:
    regions = dict(loaded.execute(select(Project.region_code, func.count()).group_by(Project.region_code)).all())
    overseas = set(loaded.scalars(select(Region.code).where(Region.overseas)))
    metropolitan = set(loaded.scalars(select(Region.code).where(~Region.overseas)))
    assert (sum(regions.values()), regions[None]) == (33, 1)
    assert len(metropolitan) == 13
    assert metropolitan <= set(regions)
    assert len(overseas & set(regions)) == 1


def test_every_status_of_a_project_is_there(loaded: Session) -> None:
    assert set(loaded.scalars(select(Project.status))) == set(ProjectStatus)


def test_milestones_are_late_done_and_to_come(loaded: Session) -> None:
    assert some(loaded, Milestone, Milestone.done_on.is_(None), Milestone.due_on < TODAY) >= 3
    assert some(loaded, Milestone, Milestone.done_on.is_not(None)) >= 50
    assert some(loaded, Milestone, Milestone.done_on.is_(None), Milestone.due_on >= TODAY) >= 10


def test_instalments_are_paid_payable_waiting_and_cancelled(loaded: Session) -> None:
    assert set(loaded.scalars(select(Instalment.status))) == {"planned", "payable", "paid", "cancelled"}
    waits = (Milestone.id == Instalment.milestone_id, Milestone.done_on.is_(None), Instalment.due_on < TODAY)
    assert loaded.scalar(select(func.count(Instalment.id)).where(*waits, Instalment.status == "planned"))


def test_the_instalments_of_each_investment_add_up(loaded: Session) -> None:
    sums = (
        select(Investment.id)
        .join(Instalment)
        .group_by(Investment.id)
        .having(func.sum(Instalment.amount_eur) != Investment.amount_eur)
    )
    assert loaded.scalars(sums).all() == []


def test_campaigns_are_in_their_four_states_at_the_three_moments(loaded: Session) -> None:
    assert set(loaded.scalars(select(Campaign.status))) == set(CampaignStatus)
    assert set(loaded.scalars(select(Campaign.moment))) == {"ex_ante", "in_itinere", "ex_post"}


def test_some_partners_are_silent_even_in_a_published_campaign(loaded: Session) -> None:
    published = select(Campaign.id).where(Campaign.status == CampaignStatus.PUBLISHED)
    silent = (Respondent.campaign_id.in_(published), Respondent.submitted_at.is_(None))
    assert some(loaded, Respondent, *silent) >= 5


def test_some_answers_are_without_object_and_some_unknown(loaded: Session) -> None:
    assert some(loaded, Answer, Answer.no_level == "NA") > 10
    assert some(loaded, Answer, Answer.no_level == "NSP") > 10


def test_partners_disagree_on_some_axes(loaded: Session) -> None:
    """Far enough to be a point to talk over, in the words of the method."""
    assert some(loaded, AxisResult, ~AxisResult.is_index, AxisResult.profile_gap >= 25) >= 5


def test_a_published_result_was_corrected_and_says_why(loaded: Session) -> None:
    corrected = loaded.scalars(select(Result).where(Result.reason != "")).all()
    assert corrected
    assert some(loaded, Result, Result.campaign_id == corrected[0].campaign_id) == 2


def test_it_is_said_to_be_a_demonstration(loaded: Session) -> None:
    assert loaded.get(InstallationFact, "demonstration") is not None


def test_it_is_not_loaded_over_projects(loaded: Session) -> None:
    with pytest.raises(Refused, match="base vide"):
        load_demo(loaded, TODAY)


def test_the_same_day_makes_the_same_portfolio(loaded: Session, demo_engine: Engine) -> None:
    with Session(demo_engine) as session:
        for model in (Project, Milestone, Instalment, Answer, Result, AxisResult):
            assert content(session, model) == content(loaded, model), model.__name__


def content(session: Session, model: type[Base]) -> list[tuple[object, ...]]:
    """The rows in the order they were made, without the numbers and moments that only this load gave them."""
    given = ("id", "_id", "_at", "_sha256", "scores")
    columns = [column for name, column in model.__table__.columns.items() if not name.endswith(given)]
    rows = session.execute(select(*columns).order_by(*model.__table__.primary_key))
    return [tuple(row) for row in rows]
