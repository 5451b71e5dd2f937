"""What draws the numbers of the voices in one file, and what seals the digest of their answers."""

from datetime import date
from hashlib import blake2b

from sqlalchemy.orm import Session

from app.exchanges.funder.secret import secret_of
from app.reviews.restitution import Source


def key_of(session: Session, source: Source, day: date | None = None) -> bytes:
    """Another one each day: a voice keeps its number within a day only, when equal data give equal files."""
    text = f"evaluation-programme/{source.result_id}/{day or ''}"
    return blake2b(text.encode(), key=secret_of(session).encode()[:64]).digest()


def sealed_digest(session: Session, source: Source) -> str:
    """The digest of the answers, as it may leave.

    As it is, it would let someone who knows the voices try which one gave which numbered answers.
    """
    return blake2b(source.digest.encode(), key=key_of(session, source), digest_size=32).hexdigest()
