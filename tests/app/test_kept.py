"""What is kept while nothing has changed: never out of date, whoever writes and however long it takes."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app import clock
from app.accounts.sessions import open_session
from app.addedvalues.aggregates import projects_with_values, summaries
from app.addedvalues.coordination import time_summary
from app.agenda.choice import AgendaChoice
from app.agenda.days import days_between
from app.agenda.queries import count_late
from app.api.regions import regions_at
from app.assessments.queries import CampaignFilters, list_campaigns
from app.db import reading, writing
from app.followup.queries import FollowUpFilter, follow_up_totals
from app.journal.columns import TABLES_LEFT_OUT
from app.kept import APART, MOST, NOTHING_YET, Keeper, Kept
from app.main import create_app
from app.models import Base, Role
from app.partners.listing import OrganisationFilter, organisations_page
from app.programmes.queries import programmes
from app.projects.choices import read_choices
from app.projects.columns import BY_NAME, Columns
from app.projects.filters import CONDITIONS, PortfolioFilter, matching_projects
from app.projects.portfolio import read_portfolio
from app.projects.sorting import Sort
from app.roadmap.queries import read_roadmap
from app.trajectories.overview import read_overview
from app.trends.trend import trend_of
from app.trends.views import View
from app.trends.yearly import yearly_of
from app.web.cookies import SESSION, cookie_name
from evaluation import Moment
from tests.factories import a_project, a_user, an_indicator
from tests.support.queries import counted

WITH_THE_PROGRAM = {"territory"}
"""Changed by an update of the program alone, which starts it again."""
NOTE = text("SELECT journal_note(:table, '1', 'essai', '{}')")


@pytest.fixture
def keeper(own_engine: Engine) -> Keeper:
    with reading(own_engine) as session:
        keeper = Keeper()
        keeper.now(session).get("what", lambda: "as it was")
    return keeper


def what(keeper: Keeper, engine: Engine) -> str:
    with reading(engine) as session:
        return keeper.now(session).get("what", lambda: "as it is now")


def note(connection: Connection, table: str = "project") -> None:
    connection.execute(NOTE, {"table": table})


def test_what_was_kept_is_given_again_as_long_as_nothing_changes(keeper: Keeper, own_engine: Engine) -> None:
    assert [what(keeper, own_engine) for _ in range(3)] == ["as it was"] * 3


def test_a_committed_change_is_seen_at_once(keeper: Keeper, own_engine: Engine) -> None:
    with own_engine.begin() as connection:
        note(connection)
    assert what(keeper, own_engine) == "as it is now"


def test_a_change_begun_long_before_is_seen_when_it_is_committed(keeper: Keeper, own_engine: Engine) -> None:
    with own_engine.connect() as slow:
        note(slow)
        assert what(keeper, own_engine) == "as it was"
        with own_engine.begin() as quick:  # a later transaction, committed first
            note(quick)
        assert what(keeper, own_engine) == "as it is now"
        with reading(own_engine) as session:
            keeper.now(session).get("what", lambda: "")
        slow.commit()
    with reading(own_engine) as session:
        assert keeper.now(session).get("what", lambda: "after the slow one") == "after the slow one"


def test_what_is_undone_changes_nothing(keeper: Keeper, own_engine: Engine) -> None:
    with own_engine.connect() as connection:
        note(connection)
        connection.rollback()
    assert what(keeper, own_engine) == "as it was"


def test_answers_of_partners_do_not_empty_it(keeper: Keeper, own_engine: Engine) -> None:
    with own_engine.begin() as connection:
        note(connection, "answer")
    assert what(keeper, own_engine) == "as it was"


def test_what_is_drawn_from_answers_is_forgotten_by_an_answer(own_engine: Engine) -> None:
    keeper = Keeper(apart=())
    with reading(own_engine) as session:
        keeper.now(session).get("what", lambda: "as it was")
    assert what(keeper, own_engine) == "as it was"
    with own_engine.begin() as connection:
        note(connection, "answer")
    assert what(keeper, own_engine) == "as it is now"


def test_nothing_is_kept_while_very_much_is_written(keeper: Keeper, own_engine: Engine) -> None:
    with own_engine.connect() as slow, own_engine.connect() as other:
        note(slow, "answer")  # the oldest transaction: whatever comes after has to be looked at
        for _ in range(MOST + 1):
            note(other, "answer")
            other.commit()
        what(keeper, own_engine)
        assert what(keeper, own_engine) == "as it is now"
        with reading(own_engine) as session:
            assert keeper.now(session).get("what", lambda: "once more") == "once more"


def test_a_transaction_that_may_write_keeps_nothing(session: Session) -> None:
    keeper = Keeper()
    keeper.now(session).get("what", lambda: 1)
    assert keeper.now(session).get("what", lambda: 2) == 2


def test_a_session_that_writes_keeps_nothing(keeper: Keeper, own_engine: Engine) -> None:
    with writing(own_engine) as session:
        assert keeper.now(session).get("what", lambda: "not yet committed") == "not yet committed"
    assert what(keeper, own_engine) == "as it was"


def test_no_more_is_kept_than_it_may() -> None:
    kept = Keeper(size=2).current
    assert [kept.get(number, lambda number=number: number) for number in (1, 2, 3)] == [1, 2, 3]  # type: ignore[misc]
    assert kept.get(3, lambda: 0) == 3
    assert kept.get(1, lambda: 0) == 0


def test_all_that_the_list_reads_is_watched_by_the_journal(session: Session, connection: Connection) -> None:
    a_project(session)
    with counted(connection) as statements:
        read_choices(session)
        for name in CONDITIONS:
            chosen = PortfolioFilter(**{name: "1"})
            groups = Columns(tuple(BY_NAME)).groups
            read_portfolio(session, chosen, Sort.from_query({}), today=clock.today(), groups=groups)
    read = {name for name in Base.metadata.tables for one in statements if re.search(rf'(FROM|JOIN) "?{name}\b', one)}
    assert {"project", "organisation", "milestone", "cofinancing"} <= read
    assert read & {*TABLES_LEFT_OUT, *APART} == set()


def test_all_that_other_kept_figures_read_is_watched_by_the_journal(session: Session, connection: Connection) -> None:
    project, chosen, today = a_project(session), PortfolioFilter(), clock.today()
    nothing = Kept(NOTHING_YET, 8)
    an_indicator(session, project)
    with counted(connection) as statements:
        trend_of(session, matching_projects(chosen), View.YEARS, "")
        yearly_of(session, matching_projects(chosen))
        read_overview(session, chosen, today, by_quarter=False)
        summaries(session, chosen)
        time_summary(session, chosen)
        projects_with_values(session, chosen)
        follow_up_totals(session, FollowUpFilter(q="un", etat="non-parti"), today)
        programmes(session)
        read_roadmap(session)
        for moment in Moment:
            regions_at(session, moment)
        calendar = AgendaChoice.from_query({})
        days_between(session, calendar, today, today, user_id=1, today=today)
        count_late(session, calendar, user_id=1, today=today)
        list_campaigns(session, CampaignFilters(text="un"), nothing)
        organisations_page(session, OrganisationFilter("un", "association"), nothing)
    read = {name for name in Base.metadata.tables for one in statements if re.search(rf'(FROM|JOIN) "?{name}\b', one)}
    assert {"answer", "axis_result", "instalment", "added_value", "coordination_time", "roadmap_measure"} <= read
    assert read & TABLES_LEFT_OUT.keys() == WITH_THE_PROGRAM


@pytest.fixture
def browsers(own_engine: Engine) -> Iterator[dict[Role, TestClient]]:
    app, found = create_app(own_engine), {}
    with writing(own_engine) as session:
        a_project(session, title="Verger partagé", code="ODD17-2024-001")
        for role in (Role.GESTIONNAIRE, Role.LECTEUR):
            token = open_session(session, user=a_user(session, role.value), now=clock.now())
            cookies = {cookie_name(SESSION): token}
            found[role] = TestClient(app, base_url="http://127.0.0.1", cookies=cookies)
    yield found
    for browser in found.values():
        browser.close()


def test_the_list_shows_a_change_made_elsewhere(browsers: dict[Role, TestClient], own_engine: Engine) -> None:
    browser = browsers[Role.GESTIONNAIRE]
    assert "Verger partagé" in browser.get("/projets").text
    assert "Verger partagé" in browser.get("/projets").text
    with own_engine.begin() as connection:
        connection.execute(text("UPDATE project SET title = 'Jardin commun'"))
    page = browser.get("/projets").text
    assert "Jardin commun" in page
    assert "Verger partagé" not in page


def test_a_list_kept_for_one_is_not_shown_to_who_may_do_less(browsers: dict[Role, TestClient]) -> None:
    assert 'name="projet"' in browsers[Role.GESTIONNAIRE].get("/projets").text
    seen = browsers[Role.LECTEUR].get("/projets").text
    assert "Verger partagé" in seen
    assert 'name="projet"' not in seen
    assert 'name="projet"' in browsers[Role.GESTIONNAIRE].get("/projets").text
