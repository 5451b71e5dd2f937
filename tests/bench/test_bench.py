"""What is compared is equal, and made of the same rows each time; nothing is timed here."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, insert, select

from app.models import Answer
from bench import servers
from bench.autosave import run
from bench.database import populate
from bench.respondents import answers, forget_answers, open_browsers, write_browsers
from bench.rounds import in_turn, ratio
from bench.same_page import first_difference
from bench.saving_client import QUESTIONS
from bench.sent import save
from bench.statements import record_page
from bench.visitor import sign_in

PROJECTS = 33
ASK = """
import os, sys
from django.test import Client
import bench.django_peer.wsgi
client = Client(HTTP_HOST="127.0.0.1")
client.cookies.load(os.environ["BENCH_COOKIE"])
client.get("/projets")
sys.stdout.buffer.write(client.get("/projets").content)
"""


@pytest.fixture
def portfolio(own_engine: Engine) -> Engine:
    with own_engine.begin() as connection:
        populate(connection, PROJECTS)
    return own_engine


@pytest.mark.parametrize("keeps", ["", "1"])
def test_django_shows_the_same_list(portfolio: Engine, own_database_url: str, tmp_path: Path, keeps: str) -> None:
    pytest.importorskip("django", reason="Django n’est pas installé : « make bench » l’apporte")
    cookie = sign_in(portfolio)
    ours, statements = record_page(portfolio, cookie)
    save(statements, tmp_path / "statements")
    environment = {
        "BENCH_DATABASE_URL": own_database_url,
        "BENCH_STATEMENTS": str(tmp_path / "statements"),
        "BENCH_KEEPS": keeps,
        "BENCH_COOKIE": "; ".join(f"{name}={value}" for name, value in cookie.items()),
    }
    theirs = subprocess.run(
        [sys.executable, "-c", ASK], env={**os.environ, **environment}, check=True, capture_output=True, timeout=60
    )
    assert first_difference(ours, theirs.stdout.decode()) == ""


def test_a_page_that_differs_by_one_cell_is_told(portfolio: Engine) -> None:
    ours, _ = record_page(portfolio, sign_in(portfolio))
    assert first_difference(ours, ours) == ""
    assert "En cours" in first_difference(ours, ours.replace(">En cours</span>", ">Ailleurs</span>", 1))


@pytest.mark.parametrize("engine", ["xlsxwriter", "openpyxl"])
def test_pandas_writes_the_same_values(portfolio: Engine, engine: str) -> None:
    pytest.importorskip("pandas", reason="pandas n’est pas installé : « make bench » l’apporte")
    from bench.reports import READERS
    from bench.workbooks import first_difference, frames_of, write_frames
    from imports.export.writer import write_report

    report = READERS["Portefeuille"](portfolio, PROJECTS)
    assert first_difference(report, write_report(report), write_frames(frames_of(report), engine)) == ""


def test_django_keeps_the_same_answers(portfolio: Engine, own_database_url: str, tmp_path: Path) -> None:
    """Twice over, so that a version is checked; what each side answers is what the next answer needs."""
    pytest.importorskip("django", reason="Django n’est pas installé : « make bench » l’apporte")
    browsers = open_browsers(portfolio, 4)
    file = tmp_path / "browsers.json"
    write_browsers(browsers, file)
    with servers.ours(own_database_url, 1) as ours, servers.django(own_database_url, file, 1) as theirs:
        kept = []
        for port in (ours, theirs):
            forget_answers(portfolio, browsers)
            run("bench.saving_check", str(port), str(file))
            kept.append(answers(portfolio, browsers))
    assert len(kept[0]) == 4 * len(QUESTIONS)
    assert kept[0] == kept[1]


def test_the_answers_of_the_portfolio_stay_while_those_measured_go(portfolio: Engine) -> None:
    with portfolio.connect() as connection:
        before = connection.scalar(select(func.count()).select_from(Answer))
    browsers = open_browsers(portfolio, 4)
    theirs = {"respondent_id": browsers[0].respondent, "reading": "observed", "question_code": QUESTIONS[0], "level": 2}
    with portfolio.begin() as connection:
        connection.execute(insert(Answer).values(theirs))
    assert len(answers(portfolio, browsers)) == 1
    forget_answers(portfolio, browsers)
    assert answers(portfolio, browsers) == []
    with portfolio.connect() as connection:
        assert before
        assert connection.scalar(select(func.count()).select_from(Answer)) == before


def test_rounds_go_forward_then_backward() -> None:
    calls: list[str] = []
    in_turn({name: lambda name=name: calls.append(name) for name in "AB"}, rounds=4, budget_seconds=60)  # type: ignore[misc]
    assert "".join(calls) == "ABBAABBA"


def test_the_ratio_is_the_median_of_the_rounds() -> None:
    assert ratio([2, 9, 3], [1, 1, 1]) == (3, 2.5, 6)
    assert json.loads(json.dumps(ratio([4], [2]))) == [2, 2, 2]
