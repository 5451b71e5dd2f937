"""The table of growth is made of real visits, and says what is missing."""

from itertools import islice

from sqlalchemy import Connection, Engine
from starlette.routing import Match

from app.db import writing
from app.main import create_app
from bench.growth_change import ONE_AND_BACK, changes
from bench.growth_pages import CHOSEN, FIXED
from bench.growth_table import table
from bench.growth_visits import statements
from bench.processor import seconds_of_base
from tests.factories import a_milestone, a_project


def test_every_page_visited_is_a_route(own_site_engine: Engine) -> None:
    app = create_app(own_site_engine)
    for address in (*FIXED, *(name.format("1") for name in CHOSEN)):
        scope = {"type": "http", "method": "GET", "path": address.partition("?")[0]}
        assert any(route.matches(scope)[0] is Match.FULL for route in app.routes), address


def test_statements_are_counted_while_one_looks(own_engine: Engine) -> None:
    with statements(own_engine) as seen, own_engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
    assert len(seen) == 1
    with own_engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
    assert len(seen) == 1


def test_the_time_of_the_base_goes_up_with_what_it_computes(own_engine: Engine, connection: Connection) -> None:
    with own_engine.connect() as watcher, own_engine.connect() as busy:
        before = seconds_of_base(watcher)
        busy.exec_driver_sql("SELECT count(*) FROM generate_series(1, 300000)")
        assert seconds_of_base(watcher) > before


def test_the_table_has_a_line_by_page_and_a_dash_where_nothing_was_measured() -> None:
    page = {"statements": 3, "sql_cpu_ms": 1.2, "cpu_ms": 10.6, "first_ms": 20, "after_change_ms": 15, "bytes": 1_234}
    found = {
        33: {"pages": {"/projets": page, "/journal": page}, "memory_mb": 180},
        1_000: {"pages": {"/projets": page}, "memory_mb": 190},
    }
    told = "\n".join(table(found))
    assert "| /projets | 3 · 3 | 1 · 1 | 11 · 11 | 20 · 20 | 15 · 15 | 1\u202f234 · 1\u202f234 |" in told
    assert "| /journal | 3 · – |" in told
    assert "33 projets 180\u00a0Mo, 1\u202f000 projets 190\u00a0Mo" in told


def test_a_milestone_changed_is_as_it_was_when_the_pages_were_visited(own_engine: Engine) -> None:
    with writing(own_engine) as session:
        a_milestone(session, a_project(session))
    seen = []
    for _ in islice(changes(own_engine), ONE_AND_BACK):
        with own_engine.connect() as connection:
            seen.append(connection.exec_driver_sql("SELECT done_on FROM milestone").scalar())
    assert [day is None for day in seen] == [False, True]
