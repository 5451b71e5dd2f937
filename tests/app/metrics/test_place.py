"""Figures are shown at a private address or nowhere."""

import pytest

from app.errors import Refused
from app.metrics.place import address
from app.settings import settings


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setattr(settings(), "metrics_at", request.param)


@pytest.mark.parametrize("asked", [""], indirect=True)
def test_nothing_is_shown_unless_asked(asked: None) -> None:
    assert address() is None


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("127.0.0.1:9117", ("127.0.0.1", 9117)),
        ("localhost:9117", ("127.0.0.1", 9117)),
        ("[::1]:9117", ("::1", 9117)),
        ("10.0.3.7:9117", ("10.0.3.7", 9117)),
    ],
    indirect=["asked"],
)
def test_of_this_machine_or_of_a_private_network(asked: None, found: tuple[str, int]) -> None:
    assert address() == found


@pytest.mark.parametrize(
    "asked", ["0.0.0.0:9117", "[::]:9117", "203.0.114.9:9117", "fonds.example:9117", "127.0.0.1", ":9117", "9117",
              "127.0.0.1:port", "127.0.0.1:99999"],
    indirect=True,
)  # fmt: skip
def test_anything_else_is_refused(asked: None) -> None:
    with pytest.raises(Refused, match="ODD17_METRICS_AT"):
        address()
