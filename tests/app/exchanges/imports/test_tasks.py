"""What a worker does of the files too big to be read while their sender waits."""

from datetime import UTC, datetime
from random import Random

import openpyxl
import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from app.exchanges.imports.queries import progress_of
from app.exchanges.imports.service import INLINE_BYTES, apply_later, ask_to_stop, receive
from app.exchanges.imports.undo import undo_later
from app.exchanges.imports.undoing import preview_undo
from app.models import BatchStatus, ImportBatch, Project
from tests import factories as make
from tests.imports.support import FOLLOW_UP, edited
from tests.support.jobs import run_jobs

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def received(session: Session, content: bytes) -> ImportBatch:
    batch = receive(session, name="suivi.xlsx", content=content, user=None, now=NOW)
    session.flush()
    return batch


@pytest.fixture(scope="module")
def big() -> bytes:
    """The follow-up workbook, with a sheet of notes that makes it heavy and says nothing."""

    def add_notes(workbook: openpyxl.Workbook) -> None:
        sheet, rng = workbook.create_sheet("Notes"), Random(17)
        for row in range(2, 8_000):
            sheet.cell(row, 1, rng.randbytes(20).hex())

    content = edited(add_notes)
    assert len(content) > INLINE_BYTES
    return content


def test_a_big_file_waits_for_a_worker_then_is_planned(connection: Connection, session: Session, big: bytes) -> None:
    batch = received(session, big)
    assert batch.status == BatchStatus.RECEIVED
    run_jobs(connection)
    session.refresh(batch)
    assert (batch.status, batch.counts["new"]) == (BatchStatus.PLANNED, 33)
    assert {own["sheet"]: own["kind"] for own in batch.mapping}["Notes"] == ""


def test_a_big_file_that_cannot_be_read_says_why(connection: Connection, session: Session) -> None:
    batch = received(session, b"PK\x03\x04" + bytes(range(256)) * 1_000)
    run_jobs(connection)
    session.refresh(batch)
    assert batch.status == BatchStatus.UNREADABLE
    assert "abîmé" in batch.refusal


def test_one_interrupted_before_it_was_read_is_left_aside(connection: Connection, session: Session, big: bytes) -> None:
    batch = received(session, big)
    ask_to_stop(session, batch)
    session.flush()
    run_jobs(connection)
    session.refresh(batch)
    assert batch.status == BatchStatus.ABANDONED


def test_a_worker_imports_then_undoes_and_tells_how_far_it_is(connection: Connection, session: Session) -> None:
    user = make.a_user(session)
    batch = received(session, FOLLOW_UP.read_bytes())
    apply_later(session, batch, user=user)
    session.flush()
    run_jobs(connection)
    session.refresh(batch)
    assert (batch.status, batch.applied_by_id) == (BatchStatus.APPLIED, user.id)
    progress = progress_of(session, batch.id)
    assert progress is not None
    assert (progress.stage, progress.total > 33) == ("write", True)
    undo_later(session, batch, chosen=(), seen=preview_undo(session, batch).seen, user=user)
    session.flush()
    run_jobs(connection)
    session.refresh(batch)
    assert batch.status == BatchStatus.UNDONE
    assert session.scalar(select(func.count()).select_from(Project)) == 0


def test_an_undoing_that_is_no_longer_what_was_shown_says_so(connection: Connection, session: Session) -> None:
    batch = received(session, FOLLOW_UP.read_bytes())
    apply_later(session, batch, user=None)
    session.flush()
    run_jobs(connection)
    session.refresh(batch)
    undo_later(session, batch, chosen=(), seen="autre", user=None)
    session.flush()
    run_jobs(connection)
    session.refresh(batch)
    assert batch.status == BatchStatus.APPLIED
    assert "ont changé" in batch.refusal
