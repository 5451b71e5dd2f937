"""Two people at once on the same import: each waits for the other, and sees what it did."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db import writing
from app.errors import Refused
from app.exchanges.imports.undoing import undo_batch
from app.models import ImportBatch, Milestone, Project
from tests import factories as make
from tests.app.exchanges.imports.undoing.situations import NOW, count, importing


@pytest.fixture
def imported(own_engine: Engine) -> int:
    with writing(own_engine) as session, importing(session):
        make.a_project(session)
    with Session(own_engine) as session:
        return session.scalars(select(ImportBatch.id)).one()


def test_one_import_is_undone_once(own_engine: Engine, imported: int) -> None:
    together = Barrier(2)

    def act(_number: int) -> str:
        with writing(own_engine) as session:
            batch = session.get_one(ImportBatch, imported)
            together.wait(20)
            try:
                undo_batch(session, batch, seen=None, user=None, now=NOW)
            except Refused as refusal:
                return refusal.sentence
            return "fait"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(act, range(2))) == ["Cet import est déjà annulé.", "fait"]


def test_nothing_is_attached_to_what_is_going(own_engine: Engine, imported: int) -> None:
    """Whoever adds a milestone meanwhile waits, then learns that the project is gone."""
    with Session(own_engine) as session:
        project_id = session.scalars(select(Project.id)).one()
    decided = Event()

    def add() -> None:
        decided.wait(20)
        with writing(own_engine) as session:
            make.keep(
                session, Milestone(project_id=project_id, kind_code="lancement", title="Trop tard", due_on=NOW.date())
            )

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(add)
        _undone(own_engine, imported, lambda _rows: decided.set())
        with pytest.raises(IntegrityError):
            waiting.result(20)
    with Session(own_engine) as session:
        assert [count(session, table) for table in ("project", "milestone")] == [0, 0]


def _undone(engine: Engine, batch_id: int, tell: Callable[[int], None]) -> None:
    with writing(engine) as session:
        undo_batch(session, session.get_one(ImportBatch, batch_id), seen=None, user=None, now=NOW, tell=tell)
