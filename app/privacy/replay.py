"""Erasures done again after a restore: the copy put back still names those who were forgotten since it was made.

``effacements.jsonl``, in the data folder, outlives the database: a line by erasure, digests only. A backup may also be
restored over a database that knows erasures of its own: ``known_erasures`` says them before it goes.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from app import clock
from app.db import Bind
from app.models import Erasure
from app.privacy.matching import by_digest
from app.privacy.person.erasing import Forgetting, forget, forget_files
from app.privacy.person.holding import files_naming
from app.settings import settings

FILE = "effacements.jsonl"
PRIVATE = 0o600


@dataclass(frozen=True)
class Known:
    """An erasure as the file keeps it. ``spared``: records of a namesake; ``withdrawn``: numbers of issued files."""

    at: datetime
    salt: bytes
    digests: tuple[bytes, ...]
    spared: tuple[str, ...] = ()
    withdrawn: tuple[int, ...] = ()

    def line(self) -> str:
        said = {"le": self.at.isoformat(), "sel": self.salt.hex(), "empreintes": [one.hex() for one in self.digests]}
        return json.dumps(said | self.choices(), ensure_ascii=False) + "\n"

    def choices(self) -> dict[str, Any]:
        """What was decided when the person was forgotten."""
        return {"gardes": list(self.spared), "retires": list(self.withdrawn)}


def file() -> Path:
    return settings().data_dir / FILE


def write_down(erasures: Iterable[Known]) -> None:
    """At the end of the file, on the disk for good, readable by nobody else."""
    lines = "".join(erasure.line() for erasure in erasures)
    if not lines:
        return
    file().parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(file(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, PRIVATE)
    with os.fdopen(handle, "w", encoding="utf-8") as kept:
        kept.write(lines)
        kept.flush()
        os.fsync(kept.fileno())


def known_erasures(bind: Bind | Session) -> list[Known]:
    """Those of a database and those of the file, each once; a database older than erasures has none."""
    if isinstance(bind, Session):
        return _each_once([*_of_the_file(), *_of(bind)])
    with Session(bind) as session:
        return _each_once([*_of_the_file(), *_of(session)])


def replay_erasures(session: Session, known: Iterable[Known] | None = None) -> int:
    """Forget again everyone who was; how many records had come back. ``known``: what was true before the restore.

    An erasure the restored database does not remember is remembered again, under a number of its own.
    """
    wanted = _each_once([*(known or ()), *known_erasures(session)])
    back = 0
    for erasure in wanted:
        back += sum(_again(session, erasure).values())
    there = {(one.salt, one.digests) for one in _of_the_file()}
    write_down(one for one in wanted if (one.salt, one.digests) not in there)
    return back


def _again(session: Session, known: Known) -> Counter[str]:
    row = session.scalar(select(Erasure).where(Erasure.salt == known.salt, Erasure.digests == list(known.digests)))
    if row is None:
        row = Erasure(salt=known.salt, digests=list(known.digests), happened_at=known.at)
        row.places = known.choices()
        session.add(row)
        session.flush()
    matcher = by_digest(known.salt, known.digests)
    forgetting = Forgetting(matcher, row.id, spared=frozenset(known.spared))
    done = forget(session, forgetting, now=clock.now())
    found = files_naming(session, matcher)
    done += forget_files(session, found, withdrawn=known.withdrawn)
    for mail in found.mails:
        mail.unlink(missing_ok=True)
    session.get_one(Erasure, row.id).replayed_at = clock.now()
    session.flush()
    return +done


def _of(session: Session) -> list[Known]:
    if not inspect(session.connection()).has_table(Erasure.__tablename__):
        return []
    found = session.execute(select(Erasure.happened_at, Erasure.salt, Erasure.digests, Erasure.places))
    return [
        Known(at, bytes(salt), tuple(bytes(one) for one in digests), *_chosen(places))
        for at, salt, digests, places in found
    ]


def _of_the_file() -> list[Known]:
    """A last line without its end was being written when the machine stopped: its erasure was not committed."""
    try:
        whole, _, _ = file().read_text(encoding="utf-8").rpartition("\n")
    except FileNotFoundError:
        return []
    return [_read(json.loads(line)) for line in whole.splitlines() if line.strip()]


def _read(said: dict[str, Any]) -> Known:
    digests = tuple(bytes.fromhex(one) for one in said["empreintes"])
    return Known(datetime.fromisoformat(said["le"]), bytes.fromhex(said["sel"]), digests, *_chosen(said))


def _chosen(said: dict[str, Any]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    return tuple(said.get("gardes", ())), tuple(said.get("retires", ()))


def _each_once(known: Iterable[Known]) -> list[Known]:
    by_digests = {(one.salt, one.digests): one for one in known}
    return sorted(by_digests.values(), key=lambda one: one.at)
