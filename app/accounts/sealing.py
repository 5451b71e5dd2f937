"""What the database or a page keeps without being able to read it: sealed with the key of the installation.

The key is the setting `ODD17_SECRET_KEY`; without it, a file of the data folder that only its owner reads, made once.
"""

import os
import secrets
from base64 import urlsafe_b64encode
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.settings import settings

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

FILE = "cle-secrete"


class BrokenSeal(Exception):  # noqa: N818  (a refusal, not a breakdown)
    """Sealed with another key, for another purpose, too long ago, or touched since."""


def seal(content: bytes, *, purpose: str, now: datetime) -> bytes:
    return _box(purpose).encrypt_at_time(content, int(now.timestamp()))


def unseal(sealed: bytes, *, purpose: str, now: datetime, minutes: int | None = None) -> bytes:
    """`minutes`: how long the seal holds, without end when none is said."""
    from cryptography.fernet import InvalidToken

    try:
        if minutes is None:
            return _box(purpose).decrypt(sealed)
        return _box(purpose).decrypt_at_time(sealed, minutes * 60, int(now.timestamp()))
    except InvalidToken:
        raise BrokenSeal from None


def key_file() -> Path:
    return settings().data_dir / FILE


def _box(purpose: str) -> "Fernet":
    """One key for each purpose: what is sealed for one opens nothing of another."""
    from cryptography.fernet import Fernet
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    derived = HKDF(SHA256(), 32, salt=None, info=f"odd17 {purpose}".encode()).derive(_key())
    return Fernet(urlsafe_b64encode(derived))


def _key() -> bytes:
    given = settings().secret_key
    if given is not None:
        return given.encode()
    if not key_file().exists():
        _make(key_file())
    return key_file().read_bytes()


def _make(file: Path) -> None:
    """Written apart then linked: of two processes that start together, one makes the key and both read it whole."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{FILE}.{os.getpid()}-{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
            written.write(secrets.token_urlsafe(48).encode())
        with suppress(FileExistsError):
            os.link(draft, file)
    finally:
        draft.unlink(missing_ok=True)
