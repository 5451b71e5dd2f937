"""Passwords that are too easily guessed, offline."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.accounts import passwords
from app.accounts.forms import NewPassword
from app.errors import Refused

ABOUT = ("Claire Martin", "claire.martin@exemple.fr")


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "123456789012345",
        "azertyuiopqsdfghjklm",
        "1qaz2wsx3edc4rfv",
        "motdepasse123456",
        "fondsodd17fondsodd17",
        "Claire-Martin-2026",
        "martin.claire@exemple",
        "aaaaaaaaaaaaaaaa",
        "!!!!!!!!!!!!!!!!",
        "Sunshine Sunshine 1",
    ],
)
def test_what_is_guessed_first_is_refused(password: str) -> None:
    with pytest.raises(Refused, match="se devine vite"):
        passwords.check_password(password, about=ABOUT)


@pytest.mark.parametrize(
    "password",
    [
        "une phrase assez longue",
        "le chat boit du thé vert",
        "Zürich sous la pluie, mardi",
        "x7$Kq9!vR2#mP5@w",
        "p" + "é" * 3 + "àùçœ–« 漢字 »…",
    ],
)
def test_a_sentence_is_welcome_whatever_its_characters(password: str) -> None:
    passwords.check_password(password, about=ABOUT)
    assert passwords.password_matches(password, passwords.hash_password(password))
    assert not passwords.password_matches(password + " ", passwords.hash_password(password))


def test_the_list_holds_the_three_thousand_most_common() -> None:
    common = passwords.COMMON.read_text(encoding="utf-8").split()
    assert len(common) > 3000
    assert {"password", "123456789", "qwertyuiop"} <= set(common)


def test_long_passwords_are_not_cut_and_no_kind_of_character_is_asked_for() -> None:
    long = "a b c d e f g h " * 12
    NewPassword(new_password=long, new_password_again=long)
    assert not passwords.password_matches(long[:-1], passwords.hash_password(long))


def test_the_cost_is_the_one_owasp_asks_for() -> None:
    assert passwords.hash_password("une phrase assez longue").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_two_passwords_at_a_time_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    """Signing in all at once does not take the whole machine."""
    running, most, lock = 0, 0, threading.Lock()
    real = passwords._hasher.verify

    def watched(password: str, kept: str) -> bool:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        try:
            return real(password, kept)
        finally:
            with lock:
                running -= 1

    monkeypatch.setattr(passwords._hasher, "verify", watched)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: passwords.password_matches("faux", None), range(16)))
    assert most <= 2
