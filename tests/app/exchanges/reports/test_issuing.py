"""A file asked for is made once, kept as it was, and given back byte for byte."""

import random
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text, update
from sqlalchemy.orm import Session

from app import clock
from app.db import snapshot
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.issuing import making, record, storing
from app.exchanges.reports.issuing.making import BROKEN
from app.exchanges.reports.issuing.naming import number_in
from app.exchanges.reports.issuing.progress import Progress, Stopped
from app.exchanges.reports.issuing.service import stop
from app.exchanges.reports.kinds import Made, kind_named
from app.models import IssuedContent, IssuedFile, IssuedPiece, IssueState
from tests.app.exchanges.reports.conftest import Desk
from tests.support.jobs import run_jobs, run_now


def content(session: Session, issued: IssuedFile) -> bytes:
    assert issued.content_id is not None
    return storing.whole(session, issued.content_id)


def made_by_hand(desk: Desk, folder: Path) -> bytes:
    out = folder / "essai.xlsx"
    with snapshot(desk.bind) as session:
        kind_named("essai").make(session, ReportChoice(clock.today()), "Claire Martin", out)
    return out.read_bytes()


def test_a_file_asked_for_is_made_by_the_worker_and_kept_as_it_was_made(desk: Desk, tmp_path: Path) -> None:
    issued = desk.ask()
    assert issued.stage is IssueState.WAITING
    desk.work()
    assert (issued.stage, issued.projects, issued.failure) == (IssueState.DONE, 2, "")
    assert issued.file_name == f"essai-fonds-odd-17-{clock.today():%Y-%m-%d}-n{issued.id}.xlsx"
    assert content(desk.session, issued) == made_by_hand(desk, tmp_path)


def test_what_is_kept_says_for_whom_it_was_made(desk: Desk) -> None:
    issued = desk.issue(financeur="Fondation des rivages")
    assert (issued.funder, issued.about) == ("Fondation des rivages", "Financeur\u00a0: Fondation des rivages")
    assert issued.file_name.startswith("essai-fondation-des-rivages-")
    assert desk.issue(region="53").file_name.startswith("essai-bretagne-")


def test_the_same_content_is_stored_once(desk: Desk) -> None:
    first, second = desk.issue(), desk.issue()
    assert first.id != second.id
    assert first.content_id == second.content_id
    assert desk.session.scalar(select(func.count()).select_from(IssuedContent)) == 1


def test_a_large_file_is_kept_in_pieces_of_one_megabyte_and_read_back_one_by_one(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "lourd.xlsx"
    file.write_bytes(bytes(range(256)) * 10_000)
    content_id = storing.keep(desk.session, file)
    desk.session.commit()
    sizes = desk.session.scalars(select(func.length(IssuedPiece.data)).order_by(IssuedPiece.position)).all()
    assert sizes == [1048576, 1048576, 462848]
    read = list(storing.pieces(desk.bind, content_id))
    assert max(map(len, read)) == storing.PIECE_BYTES
    assert b"".join(read) == file.read_bytes()


def test_keeping_and_giving_back_a_large_file_take_a_few_pieces_of_memory(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "lourd.xlsx"
    file.write_bytes(random.Random(17).randbytes(24 * storing.PIECE_BYTES))
    tracemalloc.start()
    content_id = storing.keep(desk.session, file)
    desk.session.commit()
    total = sum(map(len, storing.pieces(desk.bind, content_id)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert total == 24 * storing.PIECE_BYTES
    assert peak < 8 * storing.PIECE_BYTES


def test_a_refusal_is_told_in_the_words_of_the_maker(desk: Desk) -> None:
    issued = desk.issue("echec")
    assert (issued.stage, issued.failure) == (IssueState.FAILED, "Il manque le SIRET de quatre bénéficiaires.")
    assert issued.content_id is None


def test_a_breakdown_is_a_french_sentence_without_what_broke(desk: Desk) -> None:
    issued = desk.ask("panne")
    desk.work(failures=True)
    assert (issued.stage, issued.failure) == (IssueState.FAILED, BROKEN)


def test_one_that_waits_stops_at_once_and_is_never_made(desk: Desk) -> None:
    issued = desk.ask()
    stop(desk.session, issued.id, now=clock.now())
    desk.session.commit()
    desk.work()
    assert (issued.stage, issued.content_id) == (IssueState.STOPPED, None)


def test_one_being_made_stops_at_its_next_step(
    own_engine: Engine, own_desk: Callable[[Session], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.exchanges.reports.issuing.progress.EVERY_SECONDS", 0)
    with Session(own_engine, expire_on_commit=False) as session:
        desk = own_desk(session)
        issued = desk.ask()
        session.execute(update(IssuedFile).where(IssuedFile.id == issued.id).values(stop_asked=True))
        session.commit()
        with pytest.raises(Stopped):
            Progress(own_engine, issued.id).say(1, 2)
        run_jobs(own_engine)
        session.expire_all()
        assert (issued.stage, issued.content_id, issued.total) == (IssueState.STOPPED, None, 2)


def test_a_worker_killed_while_making_leaves_one_file_once_another_takes_over(
    own_engine: Engine, own_desk: Callable[[Session], Desk]
) -> None:
    """The first died after it began: its job is found without a heartbeat and done again."""
    with Session(own_engine, expire_on_commit=False) as session:
        desk = own_desk(session)
        issued = desk.ask()
        making._begin(own_engine, issued.id)
        session.execute(text("INSERT INTO procrastinate_workers DEFAULT VALUES"))
        session.execute(text("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'"))
        session.execute(
            text("UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM procrastinate_workers)")
        )
        session.commit()
        session.expire_all()
        assert issued.stage is IssueState.RUNNING
        run_now(own_engine, "queue.rescue")
        run_jobs(own_engine)
        run_jobs(own_engine)
        session.expire_all()
        assert issued.stage is IssueState.DONE
        assert session.scalar(select(func.count()).select_from(IssuedFile)) == 1
        assert session.scalar(select(func.count()).select_from(IssuedContent)) == 1


def test_a_job_run_again_after_all_changes_nothing(desk: Desk) -> None:
    issued = desk.issue()
    before = issued.finished_at
    making.make(desk.bind, issued.id)
    desk.session.expire_all()
    assert issued.finished_at == before


def test_a_file_made_from_a_terminal_is_kept_among_those_issued(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "pour-la-fondation.xlsx"
    out.write_bytes(made_by_hand(desk, tmp_path))
    number = record(desk.bind, "essai", ReportChoice(clock.today()), "odd17 export", out, Made(2, "abc"))
    issued = desk.session.get_one(IssuedFile, number)
    assert (issued.stage, issued.author, issued.digest) == (IssueState.DONE, "odd17 export", "abc")
    assert content(desk.session, issued) == out.read_bytes()


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("classeur-fondation-2026-03-31-n12.xlsx", 12),
        ("classeur-fondation-2026-03-31-n12 (1).xlsx", 12),
        ("classeur-fondation-2026-03-31-n12 relu.xlsx", 12),
        ("classeur.xlsx", None),
        ("bilan-2026.xlsx", None),
    ],
)
def test_the_name_of_a_file_bears_its_number(name: str, number: int | None) -> None:
    assert number_in(name) == number
