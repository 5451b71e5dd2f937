"""A portfolio of any size keeps the rules that the fund's own records keep, and is the same every time."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, distinct, func, select, text
from sqlalchemy.orm import Session

from app.assessments.gather import gather
from app.assessments.queries import current_results
from app.assessments.scores import frozen_scores
from app.demo.sized import load_portfolio
from app.demo.sized.tables import TABLES
from app.doctor import records, results
from app.doctor.database import rules_in_force, same_tables
from app.doctor.finding import State
from app.errors import Refused
from app.journal.verification import faults_of_chain
from app.models import (
    AddedValue,
    Answer,
    Campaign,
    CampaignStatus,
    CoordinationTime,
    JournalChange,
    Milestone,
    ModelLever,
    Organisation,
    Project,
    ProjectStatus,
    Qualification,
    Region,
    Result,
)
from evaluation import inputs_digest, score_campaign
from tests.app.demo.test_demo import content, some
from tests.support.owner import as_owner

TODAY, PROJECTS, SEED = date(2026, 3, 2), 150, 17
RULES = (
    records.allocations_within_investments,
    records.payments_are_dated,
    records.instalments_add_up,
    records.funded_projects_were_validated,
    records.published_campaigns_have_results,
    results.results_can_be_computed_again,
)


@pytest.fixture(scope="module")
def portfolio(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        transaction = connection.begin()
        with as_owner(connection):
            load_portfolio(connection, PROJECTS, SEED, TODAY)
        yield connection
        transaction.rollback()


@pytest.fixture
def loaded(portfolio: Connection) -> Iterator[Session]:
    with Session(portfolio, join_transaction_mode="create_savepoint") as session:
        yield session


def test_there_are_as_many_projects_as_asked_in_every_status_and_region(loaded: Session) -> None:
    assert some(loaded, Project) == PROJECTS
    assert set(loaded.scalars(select(Project.status))) == set(ProjectStatus)
    overseas = select(Project.id).join(Region, Region.code == Project.region_code).where(Region.overseas)
    assert loaded.scalars(overseas).first()
    assert (loaded.scalar(select(func.count(distinct(Project.region_code)))) or 0) >= 13


def test_every_table_it_fills_has_rows(loaded: Session) -> None:
    assert [table for table in TABLES if not loaded.scalar(text(f"SELECT EXISTS (SELECT FROM {table})"))] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_doctor_finds_nothing_to_say(loaded: Session, rule: Any) -> None:
    assert rule(loaded).state is State.GOOD


def test_results_are_those_that_the_answers_of_the_database_give(loaded: Session) -> None:
    """What publishing them by hand would freeze, to the last figure."""
    current = current_results().subquery()
    found = loaded.scalars(select(Result).join(current, current.c.result_id == Result.id)).all()
    gathered = gather(loaded, [result.campaign_id for result in found])
    names = {str(number): name for number, name in loaded.execute(select(Organisation.id, Organisation.name))}
    for result in found:
        own = gathered[result.campaign_id]
        readings = score_campaign(own.grid, own.campaign, own.project_start)
        assert result.inputs_sha256 == inputs_digest(own.grid, own.campaign, own.project_start)
        assert result.scores == json.loads(json.dumps(frozen_scores(own, readings, names)))


def test_a_project_has_about_a_hundred_answers(loaded: Session) -> None:
    assert 70 < some(loaded, Answer) / PROJECTS < 170


def test_campaigns_are_in_their_four_states_and_some_were_corrected(loaded: Session) -> None:
    assert set(loaded.scalars(select(Campaign.status))) == set(CampaignStatus)
    assert some(loaded, Result, Result.reason != "")


def test_milestones_are_late_done_and_to_come(loaded: Session) -> None:
    assert some(loaded, Milestone, Milestone.done_on.is_(None), Milestone.due_on < TODAY)
    assert some(loaded, Milestone, Milestone.done_on.is_not(None))
    assert some(loaded, Milestone, Milestone.due_on >= TODAY)


def test_what_alliances_gained_comes_in_plausible_proportions(loaded: Session) -> None:
    for table, least, most in (
        (AddedValue, 20, 90), (CoordinationTime, 40, 240), (ModelLever, 25, 150), (Qualification, 20, 40),
    ):  # fmt: skip
        assert least <= some(loaded, table) <= most, table
    linked = loaded.scalar(text("SELECT count(DISTINCT project_id) FROM roadmap_project")) or 0
    assert 10 <= linked <= 60


def test_no_period_of_an_added_value_or_of_a_partner_counts_twice(loaded: Session) -> None:
    for columns, table in (("project_id, method_code", "added_value"), ("partner_id", "coordination_time")):
        twice = f"SELECT FROM {table} GROUP BY {columns}, starts_on HAVING count(*) > 1"
        assert loaded.execute(text(twice)).all() == []


def test_what_was_set_aside_is_back(portfolio: Connection) -> None:
    assert same_tables(portfolio).ok
    assert rules_in_force(portfolio).ok
    state = text("SELECT count(*) FROM pg_trigger WHERE tgname = 'journal_insert' AND tgenabled <> 'A'")
    assert portfolio.scalar(state) == 0


def test_the_journal_keeps_one_entry_for_the_load_and_watches_again(loaded: Session) -> None:
    noted = JournalChange.after["note"].astext == "chargement"
    lines = loaded.scalars(select(JournalChange.after).where(JournalChange.table_name == "installation_fact", noted))
    assert [(line["projects"], line["seed"]) for line in lines if line] == [(PROJECTS, SEED)]
    assert not some(loaded, JournalChange, JournalChange.table_name == "answer")
    with loaded.begin_nested() as savepoint:
        loaded.execute(
            text("UPDATE answer SET evidence = 1 - evidence / 2 WHERE ctid = (SELECT min(ctid) FROM answer)")
        )
        assert some(loaded, JournalChange, JournalChange.table_name == "answer") == 1
        savepoint.rollback()
    assert faults_of_chain(loaded) == []


def test_the_next_record_takes_a_free_number(loaded: Session) -> None:
    with loaded.begin_nested() as savepoint:
        project = Project(code="ODD17-2026-999", title="Un de plus")
        loaded.add(project)
        loaded.flush()
        assert project.id == PROJECTS + 1
        savepoint.rollback()


def test_it_is_not_loaded_over_projects(loaded: Session) -> None:
    with pytest.raises(Refused, match="base vide"):
        load_portfolio(loaded.connection(), PROJECTS, SEED, TODAY)


def test_the_same_seed_makes_the_same_rows_and_another_seed_others(portfolio: Connection, own_engine: Engine) -> None:
    with own_engine.connect() as elsewhere:
        for seed, same in ((SEED, True), (SEED + 1, False)):
            transaction = elsewhere.begin()
            load_portfolio(elsewhere, PROJECTS, seed, TODAY)
            for model in (Project, Milestone, Answer, Result):
                with Session(portfolio) as one, Session(elsewhere) as other:
                    assert (content(one, model) == content(other, model)) is same, model.__name__
            transaction.rollback()


def test_a_role_that_does_not_own_the_tables_is_refused(own_site_engine: Engine) -> None:
    with own_site_engine.connect() as connection, pytest.raises(Refused, match="propriétaire"):
        load_portfolio(connection, 3, SEED, TODAY)
