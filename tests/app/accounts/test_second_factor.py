"""A second factor: added, asked for, lost, replaced."""

import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import pyotp
import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from app import clock
from app.accounts import factors, recovery
from app.accounts.passwords import hash_password
from app.accounts.sealing import key_file
from app.errors import Refused
from app.models.second_factor import RecoveryCode, SecondFactor, SignInStep
from app.models.user import Role, User, UserSession
from app.settings import settings
from app.web.cookies import STEP
from tests.app.accounts.factor import Telephone, add_factor
from tests.factories import a_user
from tests.support.client import Client
from tests.support.html import find_form, form_values, text_of
from tests.support.jobs import run_jobs
from tests.support.letters import letters, plain_text

PASSWORD = "un bouleau près du canal"
HERE = "/mon-compte/second-facteur"
CODE = "/connexion/code"
RECOVERY = "/connexion/code-de-secours"


@pytest.fixture
def ada(session: Session) -> User:
    user = a_user(session, "lecteur", email="ada@exemple.fr", name="Ada", password_hash=hash_password(PASSWORD))
    session.commit()
    return user


@pytest.fixture
def telephone(session: Session, ada: User, outbox: Path) -> Telephone:
    return add_factor(session, ada)


def first_step(client: Client) -> str:
    typed = {"email": "ada@exemple.fr", "password": PASSWORD}
    return client.post_form("/connexion", typed, page="/connexion").headers.get("Location", "")


def give(client: Client, code: str, action: str = CODE) -> int:
    return client.post_form(action, {"code": code}, page=CODE).status_code


def is_in(client: Client) -> bool:
    return client.get("/mon-compte").status_code == 200


def said(client: Client) -> str:
    assert client.page is not None
    return text_of(client.page)


def later(monkeypatch: pytest.MonkeyPatch, **step: float) -> None:
    moment = clock.now() + timedelta(**step)
    monkeypatch.setattr(clock, "now", lambda: moment)


def test_a_telephone_is_added_and_ten_codes_are_shown_once(client: Client, ada: User, session: Session) -> None:
    client.sign_in(user=ada)
    before = client.cookies["odd17"]
    client.get(HERE)
    key = re.search(r"((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})", said(client))
    assert key is not None
    code = pyotp.TOTP(key[1].replace(" ", "")).at(clock.now())
    assert client.page is not None
    typed = {name: value[0] for name, value in form_values(find_form(client.page, HERE)).items()}
    answer = client.post(HERE, data=typed | {"code": code})
    assert answer.status_code == 200
    assert len(set(re.findall(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", said(client)))) == recovery.COUNT
    new = re.search("odd17=([^;]+)", answer.headers["Set-Cookie"])
    assert new is not None
    assert new[1] != before
    client.cookies.clear()
    client.cookies.set("odd17", before)
    assert not is_in(client)
    client.cookies.set("odd17", new[1])
    assert is_in(client)
    assert client.post(HERE, data=typed | {"code": code, "csrf_token": client.csrf_token}).headers["Location"] == HERE
    client.get(HERE)
    assert "Il vous en reste 10" in said(client)


def test_the_drawing_holds_the_key_that_is_written(client: Client, ada: User) -> None:
    client.sign_in(user=ada)
    client.get(HERE)
    assert client.page is not None
    (image,) = [one for one in client.page.iter("img") if one.get("class") == "qr"]
    assert "<svg" in unquote(image.get("src", ""))
    assert factors.drawing("A" * 32, "a@b.fr") != factors.drawing("B" * 32, "a@b.fr")


def test_a_wrong_code_adds_nothing_and_shows_the_same_key(client: Client, ada: User, session: Session) -> None:
    client.sign_in(user=ada)
    client.get(HERE)
    key = re.search(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}", said(client))
    assert key is not None
    assert client.post_form(HERE, {"code": "12 34"}, page=HERE).status_code == 422
    assert "Ce code n’est pas le bon" in said(client)
    assert session.scalar(select(func.count()).select_from(SecondFactor)) == 0


def test_a_key_offered_to_someone_else_or_long_ago_is_refused(ada: User, session: Session, outbox: Path) -> None:
    now = clock.now()
    offer = factors.new_offer(ada.id, now)
    for user_id, moment in ((ada.id + 1, now), (ada.id, now + timedelta(minutes=16))):
        with pytest.raises(Refused):
            factors.offered_secret(offer, user_id, moment)


def test_adding_one_ends_the_other_sessions(client: Client, ada: User, session: Session) -> None:
    client.sign_in(user=ada)
    add_factor(session, ada)
    assert not is_in(client)


def test_the_secret_is_sealed_and_the_codes_hashed(telephone: Telephone, session: Session) -> None:
    (kept,) = session.scalars(select(SecondFactor)).all()
    assert telephone.secret.encode() not in kept.secret
    hashes = session.scalars(select(RecoveryCode.code_hash)).all()
    assert all(one.startswith("$argon2id$") for one in hashes)
    assert key_file().stat().st_mode & 0o777 == 0o600


def test_the_password_alone_opens_nothing_then_the_code_does(
    client: Client, ada: User, telephone: Telephone, session: Session
) -> None:
    assert first_step(client) == CODE
    assert not is_in(client)
    assert give(client, telephone.next()) == 303
    assert is_in(client)
    record = session.scalars(select(UserSession)).one()
    assert (record.method, record.second_factor) == ("password", True)


def test_the_page_asked_for_comes_after_the_second_step(client: Client, ada: User, telephone: Telephone) -> None:
    typed = {"email": ada.email, "password": PASSWORD}
    where = client.post_form("/connexion", typed, page="/connexion?suite=/mon-compte?x=1").headers["Location"]
    answer = client.post_form(CODE, {"code": telephone.next()}, page=where)
    assert answer.headers["Location"] == "/mon-compte?x=1"


def test_what_was_typed_comes_through_the_second_step(client: Client, ada: User, telephone: Telephone) -> None:
    client.get("/connexion")
    client.post("/mon-compte/nom", data={"name": "Ada Diallo"})
    send_again(client, "/connexion", {"email": ada.email, "password": PASSWORD})
    send_again(client, CODE, {"code": telephone.wrong()})
    send_again(client, CODE, {"code": telephone.next()})
    send_again(client, "/mon-compte/nom", {})
    client.get("/mon-compte")
    assert client.page is not None
    assert form_values(find_form(client.page, "/mon-compte/nom"))["name"] == ["Ada Diallo"]


def send_again(client: Client, action: str, typed: dict[str, str]) -> None:
    """The form of the page one is on."""
    assert client.page is not None
    client.post(action, data=form_values(find_form(client.page, action)) | typed)


def test_a_link_alone_opens_nothing_either(client: Client, ada: User, telephone: Telephone, session: Session) -> None:
    from app.accounts.service import create_sign_in_link

    address = f"/connexion/lien/{create_sign_in_link(session, user=ada, now=clock.now())}"
    session.commit()
    assert client.post_form(address, page=address).headers["Location"] == CODE
    assert not is_in(client)
    assert give(client, telephone.next()) == 303
    assert is_in(client)


def test_a_code_serves_once(client: Client, ada: User, telephone: Telephone) -> None:
    code = telephone.next()
    first_step(client)
    assert give(client, code) == 303
    client.sign_out()
    first_step(client)
    assert give(client, code) == 422
    assert "ou il a déjà servi" in said(client)


@pytest.mark.parametrize(("seconds", "taken"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_telephone_may_be_thirty_seconds_late_or_early(
    session: Session, ada: User, telephone: Telephone, seconds: int, taken: bool
) -> None:
    now = clock.now() + timedelta(minutes=10)
    code = telephone.code(now + timedelta(seconds=seconds))
    assert factors.take_code(session, user_id=ada.id, code=f" {code[:3]} {code[3:]}", now=now) is taken


def test_the_step_lasts_five_minutes_in_one_browser_for_five_tries(
    client: Client, ada: User, telephone: Telephone, monkeypatch: pytest.MonkeyPatch, session: Session
) -> None:
    first_step(client)
    cookie = client.cookies[STEP]
    client.cookies.delete(STEP)
    assert client.get(CODE).headers["Location"] == "/connexion"
    client.cookies.set(STEP, cookie)
    for _ in range(5):
        assert give(client, telephone.wrong()) == 422
    assert client.get(CODE).headers["Location"] == "/connexion"
    later(monkeypatch, minutes=20)
    first_step(client)
    later(monkeypatch, minutes=5, seconds=1)
    assert client.post_form(CODE, {"code": telephone.next()}).headers["Location"] == "/connexion"
    assert not is_in(client)


def test_a_step_already_taken_opens_no_second_session(
    client: Client, ada: User, telephone: Telephone, session: Session
) -> None:
    first_step(client)
    cookie = client.cookies[STEP]
    give(client, telephone.next())
    client.sign_out()
    client.cookies.set(STEP, cookie)
    assert client.get(CODE).headers["Location"] == "/connexion"
    assert cookie.encode() not in session.scalars(select(SignInStep.token_sha256)).one()


def test_whoever_knows_the_password_and_tries_codes_is_told_to_the_person(
    client: Client, ada: User, telephone: Telephone, connection: Connection, outbox: Path
) -> None:
    run_jobs(connection)
    known = len(letters(outbox))
    first_step(client)
    for _ in range(5):
        give(client, telephone.wrong())
    run_jobs(connection)
    subjects = [letter["Subject"] for letter in letters(outbox)]
    assert len(subjects) == known + 1
    assert "Quelqu’un essaie d’entrer dans votre compte" in subjects


def test_a_recovery_code_opens_once_however_it_is_typed_and_the_person_is_told(
    client: Client, ada: User, telephone: Telephone, connection: Connection, outbox: Path
) -> None:
    first_step(client)
    assert give(client, telephone.recovery[0].lower().replace("-", " "), RECOVERY) == 303
    assert is_in(client)
    run_jobs(connection)
    told = [plain_text(one) for one in letters(outbox) if "codes de secours a servi" in str(one["Subject"])]
    assert len(told) == 1
    assert "restants\u00a0: 9" in told[0]
    client.sign_out()
    first_step(client)
    assert give(client, telephone.recovery[0], RECOVERY) == 422
    assert give(client, telephone.recovery[1], RECOVERY) == 303


def test_new_recovery_codes_replace_the_former(
    client: Client, ada: User, telephone: Telephone, session: Session
) -> None:
    client.sign_in(user=ada)
    client.post_form(f"{HERE}/codes", page=HERE)
    assert not recovery.use_code(session, user_id=ada.id, typed=telephone.recovery[0], now=clock.now())
    assert recovery.codes_left(session, ada.id) == recovery.COUNT


def test_taking_it_away_ends_the_other_sessions(client: Client, ada: User, telephone: Telephone) -> None:
    client.sign_in(user=ada)
    elsewhere = client.cookies["odd17"]
    client.sign_in(user=ada)
    assert client.post_form(f"{HERE}/retrait", page=HERE).status_code == 303
    assert is_in(client)
    client.cookies.set("odd17", elsewhere)
    assert not is_in(client)
    assert first_step(client) == "/"


def test_an_administrator_takes_it_away_for_someone_who_lost_all(
    client: Client, ada: User, telephone: Telephone, session: Session
) -> None:
    client.sign_in(user=ada)
    factors.reset_second_factor(session, account=ada, user=a_user(session, "admin"), now=clock.now())
    session.commit()
    assert not is_in(client)
    assert first_step(client) == "/"
    with pytest.raises(Refused):
        factors.reset_second_factor(session, account=ada, user=a_user(session, "admin"), now=clock.now())


def test_nobody_takes_its_own_away_as_administrator(telephone: Telephone, ada: User, session: Session) -> None:
    with pytest.raises(Refused):
        factors.reset_second_factor(session, account=ada, user=ada, now=clock.now())


@pytest.mark.parametrize(
    ("policy", "role", "asked"),
    [
        ("optionnel", "admin", False),
        ("gestion", "admin", True),
        ("gestion", "lecteur", False),
        ("tous", "lecteur", True),
    ],
)
def test_whoever_must_have_one_does_nothing_before(
    client: Client, monkeypatch: pytest.MonkeyPatch, policy: str, role: str, asked: bool
) -> None:
    monkeypatch.setattr(settings(), "second_factor", policy)
    client.sign_in(Role(role))
    for address in ("/projets", "/mon-compte"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers.get("Location")) == ((303, HERE) if asked else (200, None))
    client.get(HERE)
    refused = client.post("/mon-compte/nom", data={"name": "Autre nom", "csrf_token": client.csrf_token})
    assert refused.headers["Location"] == (HERE if asked else "/mon-compte")
    assert client.post_form("/deconnexion", page=HERE).status_code == 303


def test_whoever_must_have_one_and_takes_it_away_adds_another_at_once(
    client: Client, ada: User, telephone: Telephone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "second_factor", "tous")
    first_step(client)
    give(client, telephone.next())
    assert is_in(client)
    client.post_form(f"{HERE}/retrait", page=HERE)
    assert client.get("/mon-compte").headers["Location"] == HERE


def test_with_another_key_the_codes_of_the_telephone_are_refused_in_words_and_recovery_codes_still_open(
    client: Client, ada: User, telephone: Telephone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "secret_key", "une autre clé, longue de plus de 32 caractères")
    first_step(client)
    assert give(client, telephone.next()) == 422
    assert "La clé de cette installation a changé" in said(client)
    assert give(client, telephone.recovery[0], RECOVERY) == 303
