"""Passwords: argon2id at the level OWASP asks for, two at a time so that signing in cannot exhaust the machine."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations_with_replacement
from pathlib import Path
from threading import BoundedSemaphore

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher

from app.errors import Refused

MIN_LENGTH = 15
MAX_LENGTH = 200

MAX_WORDS = 60  # a longer text is no common password
FILLING = 4  # characters around common words that make them no harder to guess: a year, « ! »
COMMON = Path(__file__).with_name("common_passwords.txt")  # the most common of zxcvbn 4.5 (MIT licence)
ROWS = (
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
)
OURS = ("fonds", "odd17", "partenaire", "territoire", "motdepasse")
GUESSABLE = "Ce mot de passe se devine vite : il est fait de mots de passe courants, de votre nom ou de celui du Fonds."

_hasher = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19 * 1024, parallelism=1),))
_two_at_a_time = BoundedSemaphore(2)


def hash_password(password: str) -> str:
    with _two_at_a_time:
        return _hasher.hash(password)


def password_matches(password: str, password_hash: str | None) -> bool:
    """As long for an unknown person as for a known one."""
    with _two_at_a_time:
        try:
            matches = _hasher.verify(password, password_hash or _nobody())
        except UnknownHashError:
            return False
    return matches and password_hash is not None


@cache
def _nobody() -> str:
    return _hasher.hash("personne n’a ce mot de passe")


def check_password(password: str, *, about: Iterable[str] = ()) -> None:
    """Refused when one or two common passwords, with what is known of the person (`about`), make nearly all of it."""
    text = "".join(filter(str.isalnum, password.lower())) or password
    for word in sorted({*OURS, *_words(about)}, key=len, reverse=True):
        text = text.replace(word, "")
    if len(set(text)) <= FILLING or _is_common(text):
        raise Refused(GUESSABLE, field="new_password")


def _is_common(text: str) -> bool:
    found = sorted({part for part in _parts(text) if part in _common()}, key=len, reverse=True)[:MAX_WORDS]
    return any(
        len(text.replace(one, "").replace(other, "")) <= FILLING
        for one, other in combinations_with_replacement(found, 2)
    )


def _parts(text: str) -> Iterator[str]:
    longest = max(map(len, _common()))
    for start in range(len(text)):
        for end in range(start + 3, min(start + longest, len(text)) + 1):
            yield text[start:end]


def _words(about: Iterable[str]) -> Iterator[str]:
    return (word for text in about for word in re.split(r"[^\w]+", text.lower()) if len(word) > 2)


@cache
def _common() -> frozenset[str]:
    rows = (
        row[start:end]
        for way in ROWS
        for row in (way, way[::-1])
        for start in range(len(row))
        for end in range(start + 5, len(row) + 1)
    )
    return frozenset(COMMON.read_text(encoding="utf-8").split()) | frozenset(rows)
