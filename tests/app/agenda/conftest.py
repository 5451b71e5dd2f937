import pytest

from app import clock
from tests.app.agenda.situations import TODAY


@pytest.fixture(autouse=True)
def a_known_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
