"""Guesses per hour, measured on a moving clock; the person whose account it is still enters."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from app import clock
from app.accounts import steps
from app.accounts.events import Kind, Place, note
from app.accounts.passwords import hash_password
from app.accounts.service import create_sign_in_link, sign_in, use_sign_in_link
from app.accounts.throttling import ASKED, PLACES, USED
from app.errors import Refused
from app.models.sign_in import Method
from app.models.user import User
from tests.app.accounts.factor import Telephone, add_factor
from tests.factories import a_user
from tests.support.client import Client

PASSWORD = "un bouleau près du canal"
MINUTE = timedelta(minutes=1)
Guess = Callable[[datetime], object]


@pytest.fixture
def ada(session: Session, monkeypatch: pytest.MonkeyPatch) -> User:
    """Passwords are compared by a fast stand-in: thousands of guesses are made here."""
    user = a_user(session, email="ada@exemple.fr", password_hash=hash_password(PASSWORD))
    monkeypatch.setattr("app.accounts.service.password_matches", lambda typed, _: typed == PASSWORD)
    session.commit()
    return user


def guess(session: Session, ip: str, email: str = "ada@exemple.fr", password: str = "faux", browser: str = "") -> Guess:  # noqa: S107
    return lambda now: sign_in(session, email=email, password=password, ip=ip, now=now, browser=browser)


def heard(tries: Iterator[tuple[datetime, Guess]]) -> int:
    """How many guesses were looked at, of those sent."""
    count = 0
    for moment, one in tries:
        try:
            one(moment)
            count += 1
        except Refused:
            pass
    return count


def bursts(start: datetime, quarters: int, *guesses: Guess) -> Iterator[tuple[datetime, Guess]]:
    """All of them at each quarter of an hour, when the count of the former is over."""
    return ((start + number * 15 * MINUTE, one) for number in range(quarters) for one in guesses)


def test_one_account_from_one_place_twenty_guesses_an_hour(session: Session, ada: User) -> None:
    assert heard(bursts(clock.now(), 4, *[guess(session, "192.0.2.1")] * 8)) == 20


def test_one_place_whatever_the_accounts_two_hundred_guesses_an_hour(session: Session, ada: User) -> None:
    tries = [guess(session, "192.0.2.1", f"personne{number}@exemple.fr") for number in range(60)]
    assert heard(bursts(clock.now(), 4, *tries)) == 200


def test_one_account_whatever_the_places_a_hundred_guesses_an_hour_and_five_hundred_a_day(
    session: Session, ada: User
) -> None:
    start = clock.now()
    many = [guess(session, f"198.51.100.{number}") for number in range(30)]
    assert heard(bursts(start, 4, *many)) == 100
    assert heard((start + hour * 60 * MINUTE, one) for hour in range(2, 16) for one in many) == 500 - 100


def test_a_home_under_ipv6_is_one_place(session: Session, ada: User) -> None:
    tries = [guess(session, f"2001:db8:1:2::{number:x}") for number in range(8)]
    assert heard(bursts(clock.now(), 4, *tries)) == 20


def exhausted(session: Session) -> datetime:
    now = clock.now()
    heard((now, guess(session, f"198.51.100.{number % 100}")) for number in range(101))
    return now


def test_under_attack_from_everywhere_its_person_enters_from_its_browser_its_place_or_by_link(
    session: Session, ada: User
) -> None:
    home, before = Place("203.0.113.7", "Firefox", "marque-du-navigateur"), clock.now() - timedelta(days=3)
    note(session, user_id=ada.id, kind=Kind.SIGNED_IN, now=before, place=home, tell=False)
    now = exhausted(session)
    with pytest.raises(Refused, match="Demandez un lien de connexion"):
        guess(session, "203.0.113.99", password=PASSWORD)(now)
    assert guess(session, "203.0.113.99", password=PASSWORD, browser=home.browser)(now) == ada
    assert guess(session, home.ip, password=PASSWORD)(now) == ada
    assert use_sign_in_link(session, token=create_sign_in_link(session, user=ada, now=now), now=now) == ada


def test_under_attack_from_its_own_network_its_browser_still_enters(session: Session, ada: User) -> None:
    office = Place("203.0.113.7", "Firefox", "marque-du-navigateur")
    note(session, user_id=ada.id, kind=Kind.SIGNED_IN, now=clock.now(), place=office, tell=False)
    now = clock.now()
    assert heard((now, guess(session, office.ip)) for _ in range(20)) == 5
    assert guess(session, office.ip, password=PASSWORD, browser=office.browser)(now) == ada


def test_a_mark_of_someone_else_gives_nothing(session: Session, ada: User) -> None:
    other = a_user(session, email="lia@exemple.fr")
    note(session, user_id=other.id, kind=Kind.SIGNED_IN, now=clock.now(), place=Place("x", None, "à-lia"), tell=False)
    now = exhausted(session)
    with pytest.raises(Refused):
        guess(session, "203.0.113.99", password=PASSWORD, browser="à-lia")(now)


def test_attacks_on_one_account_leave_the_others_alone(session: Session, ada: User) -> None:
    lia = a_user(session, email="lia@exemple.fr", password_hash="x")
    now = exhausted(session)
    assert guess(session, "203.0.113.50", "lia@exemple.fr", PASSWORD)(now) == lia


def wrong_codes(session: Session, ada: User, telephone: Telephone, *, start: datetime, hours: int) -> int:
    """Someone who has the password, from a hundred places, beginning again every three minutes."""
    count = 0
    for number in range(20 * hours):
        now, place = start + number * 3 * MINUTE, Place(f"198.51.100.{number}")
        token = steps.open_step(session, user=ada, method=Method.PASSWORD, now=now)
        step = steps.step_of(session, token or "", now)
        assert step is not None
        try:
            steps.take_step(session, step=step, typed=telephone.wrong(), place=place, now=now)
            count += 1
        except Refused:
            pass
    return count


def test_codes_of_a_telephone_ten_guesses_an_hour_thirty_a_day(session: Session, ada: User, client: Client) -> None:
    telephone, start = add_factor(session, ada), clock.now()
    assert wrong_codes(session, ada, telephone, start=start, hours=1) == 10
    assert wrong_codes(session, ada, telephone, start=start + timedelta(hours=1), hours=4) == 20


def test_when_codes_are_exhausted_a_recovery_code_still_opens(session: Session, ada: User, client: Client) -> None:
    telephone, start = add_factor(session, ada), clock.now()
    wrong_codes(session, ada, telephone, start=start, hours=1)
    now = start + timedelta(minutes=58)
    step = steps.step_of(session, steps.open_step(session, user=ada, method=Method.LINK, now=now) or "", now)
    assert step is not None
    right = telephone.recovery[0]
    elsewhere = Place("203.0.113.7")
    with pytest.raises(Refused):
        steps.take_step(session, step=step, typed=telephone.code(now), place=elsewhere, now=now)
    assert steps.take_step(session, step=step, typed=right, place=elsewhere, now=now, recovery=True) == ada


def test_links_are_asked_for_and_tried_so_many_times_from_one_place(client: Client, ada: User) -> None:
    for _ in range(PLACES[ASKED]):
        assert client.post_form("/connexion/lien", {"email": "x@exemple.fr"}, page="/connexion/lien").status_code == 200
    assert client.post_form("/connexion/lien", {"email": "x@exemple.fr"}, page="/connexion/lien").status_code == 422
    for _ in range(PLACES[USED]):
        assert "a déjà servi ou a expiré" in client.post_form("/connexion/lien/invente").text
    assert "Trop de demandes" in client.post_form("/connexion/lien/invente").text
