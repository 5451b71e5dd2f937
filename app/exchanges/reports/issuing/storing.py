"""The bytes of issued files, in pieces: no one holds a whole file, at making, at keeping or at sending."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Select, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from app.db import Bind, reading
from app.models import IssuedContent, IssuedPiece

PIECE_BYTES = 1024 * 1024


def keep(session: Session, file: Path) -> int:
    """The number of its content: that of the same bytes when they were issued before."""
    digest, size = fingerprint(file), file.stat().st_size
    added = upsert(IssuedContent).values(sha256=digest, size_bytes=size).on_conflict_do_nothing()
    content_id: int | None = session.scalar(added.returning(IssuedContent.id))
    if content_id is None:
        return session.execute(select(IssuedContent.id).where(IssuedContent.sha256 == digest)).scalar_one()
    for position, data in enumerate(read_in_pieces(file)):
        session.execute(insert(IssuedPiece).values(content_id=content_id, position=position, data=data))
    return content_id


def fingerprint(file: Path) -> bytes:
    seen = sha256()
    for data in read_in_pieces(file):
        seen.update(data)
    return seen.digest()


def read_in_pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while data := opened.read(PIECE_BYTES):
            yield data


def pieces(bind: Bind, content_id: int) -> Iterator[bytes]:
    """A reading for each piece: a slow reader keeps no transaction open. What is kept never changes."""
    position = 0
    while True:
        with reading(bind) as session:
            data = session.scalar(piece_at(content_id, position))
        if data is None:
            return
        yield data
        position += 1


def whole(session: Session, content_id: int) -> bytes:
    """All of a small file: a letter holds it, a comparison reads it."""
    found = select(IssuedPiece.data).where(IssuedPiece.content_id == content_id).order_by(IssuedPiece.position)
    return b"".join(session.scalars(found))


def piece_at(content_id: int, position: int) -> Select[bytes]:
    return select(IssuedPiece.data).where(IssuedPiece.content_id == content_id, IssuedPiece.position == position)
