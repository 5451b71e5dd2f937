"""Files that no version names any more, or that never finished arriving: gone after a day."""

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.db import Bind, reading, writing
from app.documents import storage
from app.documents.service import PLACE
from app.models import DocumentVersion

DAY = 24 * 3600


def sweep(bind: Bind) -> int:
    """How many files went. Someone adding the same content meanwhile is waited for: what a version names stays."""
    with reading(bind) as session:
        forgotten = list(forgotten_files(session, storage.stored_files()))
    old = [path for path in (*forgotten, *storage.incoming_files()) if _is_old(path)]
    if not old:
        return 0
    with writing(bind) as session:
        session.execute(select(func.pg_advisory_xact_lock(PLACE)))
        gone = [path for path in forgotten_files(session, old) if _is_old(path)]
        for path in gone:
            storage.remove(path)
    return len(gone)


def forgotten_files(session: Session, paths: Iterable[Path]) -> list[Path]:
    found = list(paths)
    named = {digest.hex() for digest in session.scalars(select(DocumentVersion.sha256).distinct())}
    return [path for path in found if path.name not in named]


def _is_old(path: Path) -> bool:
    try:
        return clock.now().timestamp() - path.stat().st_mtime > DAY
    except FileNotFoundError:
        return False
