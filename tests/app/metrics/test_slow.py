"""A statement that takes too long is told by its route and its shape, never by its values."""

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, event, text

from app.journal.context import acting_as
from app.metrics.asked import Asked, at_hand
from app.metrics.statements import name_of, shape, watch
from app.settings import settings
from app.web.logs import configure_logs

SLOW = text("SELECT pg_sleep(0.05), CAST(:typed AS text), 'écrit ici', 42")


@pytest.fixture(autouse=True)
def watched(monkeypatch: pytest.MonkeyPatch) -> None:
    configure_logs()
    watch()
    monkeypatch.setattr(settings(), "slow_query_ms", 40)


@pytest.fixture
def page() -> Iterator[Asked]:
    class Route:
        path = "/projets/{code}"

    asked = Asked({"type": "http", "method": "GET", "path": "/projets/canari", "route": Route()})
    before = at_hand.set(asked)
    yield asked
    at_hand.reset(before)


def told(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines() if "slow_query" in line]
    assert "canari" not in json.dumps(lines)
    return lines


def test_the_route_and_the_shape_are_told_without_any_value(
    connection: Connection, page: Asked, capsys: pytest.CaptureFixture[str]
) -> None:
    connection.execute(SLOW, {"typed": "canari"})
    (line,) = told(capsys)
    assert (line["route"], line["level"]) == ("GET /projets/{code}", "warning")
    assert line["statement"] == "SELECT pg_sleep(?), CAST(%(typed)s AS text), ?, ?"
    assert int(str(line["milliseconds"])) >= 40


def test_a_command_or_a_job_is_told_by_its_name(connection: Connection, capsys: pytest.CaptureFixture[str]) -> None:
    with acting_as("job", route="exports.run_due"):
        connection.execute(SLOW, {"typed": "canari"})
    assert told(capsys)[0]["route"] == "exports.run_due"


def test_below_the_threshold_nothing_is_told(
    connection: Connection, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(settings(), "slow_query_ms", 600_000)
    connection.execute(SLOW, {"typed": "canari"})
    monkeypatch.setattr(settings(), "slow_query_ms", 0)
    connection.execute(SLOW, {"typed": "canari"})
    assert told(capsys) == []


def test_statements_are_put_down_to_the_request(connection: Connection, page: Asked) -> None:
    connection.execute(text("SELECT 1"))
    connection.execute(SLOW, {"typed": "canari"})
    assert page.statements == 2
    assert page.seconds >= 0.05


def test_watching_twice_counts_once(connection: Connection, page: Asked) -> None:
    watch()
    connection.execute(text("SELECT 1"))
    assert page.statements == 1
    assert event.contains(Engine, "before_cursor_execute", watch.__globals__["_begin"])


def test_two_statements_that_differ_by_a_value_have_one_name() -> None:
    one, other = (
        shape(f"SELECT *\n  FROM project WHERE code = '{code}' LIMIT {n}") for code, n in (("a", 5), ("b''c", 9))
    )
    assert one == other == "SELECT * FROM project WHERE code = ? LIMIT ?"
    assert name_of(one) == name_of(other) != name_of("SELECT 1")
