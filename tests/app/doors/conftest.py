"""A kind of door for each test, and its time stopped when a test says so."""

from datetime import datetime

import pytest
from fastapi import FastAPI

from app import clock
from tests.support.doors import Subjects, add_trial_pages, the_kind_of_tests

TUESDAY = datetime(2026, 12, 1, 9, 0, tzinfo=clock.PARIS)


@pytest.fixture(autouse=True)
def subjects(monkeypatch: pytest.MonkeyPatch) -> Subjects:
    return the_kind_of_tests(monkeypatch)


@pytest.fixture
def done(app: FastAPI) -> list[str]:
    return add_trial_pages(app)


class Clock:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch

    def at(self, moment: datetime) -> datetime:
        self.monkeypatch.setattr(clock, "now", lambda: moment)
        self.monkeypatch.setattr(clock, "today", lambda: moment.astimezone(clock.PARIS).date())
        return moment


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Clock:
    stopped = Clock(monkeypatch)
    stopped.at(TUESDAY)
    return stopped
