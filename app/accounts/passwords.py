"""Passwords: argon2id at the level OWASP asks for, two at a time so that signing in cannot exhaust the machine."""

from threading import BoundedSemaphore

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher

MIN_LENGTH = 15
MAX_LENGTH = 200

_hasher = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19 * 1024, parallelism=1),))
_two_at_a_time = BoundedSemaphore(2)
_nobody = _hasher.hash("personne n’a ce mot de passe")


def hash_password(password: str) -> str:
    with _two_at_a_time:
        return _hasher.hash(password)


def password_matches(password: str, password_hash: str | None) -> bool:
    """As long for an unknown person as for a known one."""
    with _two_at_a_time:
        try:
            matches = _hasher.verify(password, password_hash or _nobody)
        except UnknownHashError:
            return False
    return matches and password_hash is not None
