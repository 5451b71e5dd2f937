"""The open data are written as they are read: two grants at a time, the files are the same."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from app.exchanges.funder import spooled
from app.exchanges.opendata import grants
from app.exchanges.reports.kinds import kind_named
from tests.app.exchanges.opendata.portfolio import SIRETS, a_bearer, a_ready_grant, choice

READ_BY_PROGRAMS = [("scdl", ".csv"), ("360giving", ".json"), ("360giving", ".xlsx")]


@pytest.mark.parametrize(("kind", "suffix"), READ_BY_PROGRAMS)
def test_written_two_grants_at_a_time_the_file_is_the_same(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, suffix: str
) -> None:
    bearers = [a_bearer(session, siret=siret, rna=None) for siret in SIRETS]
    for place in range(7):
        a_ready_grant(session, bearers[place % len(bearers)], title=f"Projet « {place} »")
    together = written(session, tmp_path / f"one{suffix}", kind)
    monkeypatch.setattr(grants, "AT_ONCE", 2)
    monkeypatch.setattr(spooled, "AT_ONCE", 2)
    assert written(session, tmp_path / f"other{suffix}", kind) == together


def written(session: Session, out: Path, kind: str) -> bytes:
    assert kind_named(kind).make(session, choice(), "", out).projects == 7
    return out.read_bytes()
