"""What comes back with the base, and what does not."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app import clock
from app.accounts.sessions import open_session
from app.backup.restoring import restore
from app.backup.saving import save
from app.backup.settling import UNFINISHED, settle_restored
from app.models import Backup, SignInLink, UserSession
from tests import factories as make
from tests.app.backup.situations import a_document


def test_documents_come_back_and_those_of_the_replaced_base_go(own_engine: Engine, tmp_path: Path) -> None:
    kept, altered = a_document(own_engine), a_document(own_engine, b"%PDF-1.4 charte")
    contents = {file: file.read_bytes() for file in (kept, altered)}
    save(own_engine, tmp_path / "base")
    kept.unlink()
    altered.write_bytes(b"%PDF-1.4 faux")
    since = a_document(own_engine, b"%PDF-1.4 depuis")
    restore(own_engine, tmp_path / "base", replace=True)
    assert {file: file.read_bytes() for file in (kept, altered)} == contents
    assert not since.exists()


def test_nobody_stays_signed_in_and_no_backup_seems_under_way(own_engine: Engine, tmp_path: Path) -> None:
    with Session(own_engine) as session:
        user, now = make.a_user(session), clock.now()
        open_session(session, user=user, now=now)
        session.add(SignInLink(token_sha256=b"x", user_id=user.id, created_at=now, expires_at=now + timedelta(1)))
        session.add(Backup(asked_at=now, started_at=now, state="running"))
        session.commit()
    save(own_engine, tmp_path / "base")
    restore(own_engine, tmp_path / "base", replace=True)
    with Session(own_engine) as session:
        assert [session.scalar(select(func.count()).select_from(kind)) for kind in (UserSession, SignInLink)] == [0, 0]
        assert session.scalars(select(Backup.sentence)).all() == [UNFINISHED]


def test_going_back_to_an_instant_keeps_every_file(own_engine: Engine) -> None:
    """The base moved without us: a file it does not name may be wanted again."""
    file = a_document(own_engine)
    stray = file.with_name("f" * 64)
    stray.write_bytes(b"x")
    settle_restored(own_engine, and_sweep=False)
    assert stray.exists()
    settle_restored(own_engine)
    assert (stray.exists(), file.exists()) == (False, True)
