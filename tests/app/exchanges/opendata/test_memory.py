"""The open data leave in the memory of a few grants, however many there are."""

import gc
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from app.exchanges.funder import spooled
from app.exchanges.opendata import grants
from app.exchanges.reports.kinds import kind_named
from tests.app.exchanges.opendata.portfolio import a_bearer, a_ready_grant, choice

FEW, MANY, AT_ONCE = 10, 60, 5
MOST_BYTES_A_GRANT = 2_000
"""Half of it, a few at a time; more than three times as much when they are read all together."""


@pytest.fixture(autouse=True)
def five_at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """And what is of no more use is thrown away at once: only what is held counts."""
    monkeypatch.setattr(grants, "AT_ONCE", AT_ONCE)
    monkeypatch.setattr(spooled, "AT_ONCE", AT_ONCE)
    usual = gc.get_threshold()
    gc.set_threshold(500, 5, 1_000)
    yield
    gc.set_threshold(*usual)


@pytest.mark.parametrize(("kind", "suffix"), [("scdl", ".csv"), ("360giving", ".json")])
def test_six_times_as_many_grants_take_no_more_memory(session: Session, tmp_path: Path, kind: str, suffix: str) -> None:
    bearer, out = a_bearer(session), tmp_path / f"donnees{suffix}"
    peaks = []
    for wanted, made in ((FEW, FEW), (MANY, MANY - FEW)):
        for place in range(made):
            a_ready_grant(session, bearer, title=f"Alliance {wanted} {place}", summary="Un résumé. " * 90)
        session.flush()
        session.expunge_all()
        peaks.append(highest(session, kind, out, wanted))
    assert (peaks[1] - peaks[0]) / (MANY - FEW) < MOST_BYTES_A_GRANT


def highest(session: Session, kind: str, out: Path, expected: int) -> int:
    """Bytes held at once while the file is made; a first file fills what the libraries keep for good."""
    kind_named(kind).make(session, choice(), "", out)
    tracemalloc.start()
    made = kind_named(kind).make(session, choice(), "", out)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert made.projects == expected
    return peak
