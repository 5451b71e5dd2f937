"""What happens to an account: its person reads it, is told of what matters, and the log names nobody."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from app import clock
from app.accounts.events import KEPT, Kind, Place, note
from app.accounts.passwords import hash_password
from app.models.sign_in import AccountEvent
from app.models.user import User
from app.web.cookies import BROWSER
from tests.factories import a_user
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.jobs import run_jobs
from tests.support.letters import letters, plain_text
from tests.support.queries import counted

PASSWORD = "un bouleau près du canal"
NEW = "trois pommes sur la table"
FIREFOX = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"}
HERE = "/mon-compte/activite"


@pytest.fixture
def ada(session: Session) -> User:
    user = a_user(session, "lecteur", email="ada@exemple.fr", name="Ada", password_hash=hash_password(PASSWORD))
    session.commit()
    return user


def sign_in(client: Client, password: str = PASSWORD, **headers: str) -> int:
    typed = {"email": "ada@exemple.fr", "password": password}
    return client.post_form("/connexion", typed, page="/connexion", headers=headers).status_code


def subjects(connection: Connection, outbox: Path) -> list[str]:
    run_jobs(connection)
    return [str(letter["Subject"]) for letter in letters(outbox)]


def test_its_person_reads_what_happened_the_newest_first(client: Client, ada: User) -> None:
    sign_in(client, "pas le bon du tout")
    sign_in(client)
    client.get(HERE)
    assert client.page is not None
    text = text_of(client.page)
    assert text.index("Connexion, par mot de passe") < text.index("Mot de passe faux")


def test_nobody_reads_that_of_someone_else(client: Client, ada: User) -> None:
    sign_in(client, "pas le bon du tout")
    client.sign_in("admin")
    client.get(HERE)
    assert client.page is not None
    assert "Mot de passe faux" not in text_of(client.page)


def test_the_page_asks_as_much_of_the_database_for_many_facts(
    client: Client, ada: User, session: Session, connection: Connection
) -> None:
    client.sign_in(user=ada)
    counts = []
    for _ in range(2):
        with counted(connection) as statements:
            client.get(HERE)
        counts.append(len(statements))
        for _ in range(30):
            note(session, user_id=ada.id, kind=Kind.SIGNED_IN, now=clock.now(), tell=False)
        session.commit()
    assert counts[0] == counts[1]


def test_a_browser_never_seen_is_told_once(client: Client, ada: User, connection: Connection, outbox: Path) -> None:
    sign_in(client)
    assert subjects(connection, outbox) == []
    client.sign_out()
    sign_in(client, **FIREFOX)
    assert subjects(connection, outbox) == ["Nouvelle connexion à votre compte"]
    assert "Firefox sur Windows" in plain_text(*letters(outbox))
    client.sign_out()
    sign_in(client, **FIREFOX)
    assert len(subjects(connection, outbox)) == 1


def test_a_known_browser_elsewhere_is_not_told(
    client: Client, ada: User, session: Session, connection: Connection, outbox: Path
) -> None:
    sign_in(client)
    session.execute(AccountEvent.__table__.update().values(ip="192.0.2.77"))
    session.commit()
    mark = client.cookies[BROWSER]
    client.sign_out()
    client.cookies.set(BROWSER, mark)
    sign_in(client, **FIREFOX)
    assert subjects(connection, outbox) == []
    assert mark.encode() not in b"".join(session.scalars(select(AccountEvent.browser_sha256)).all())  # type: ignore[arg-type]


def test_a_changed_password_is_told(client: Client, ada: User, connection: Connection, outbox: Path) -> None:
    client.sign_in(user=ada)
    typed = {"current_password": PASSWORD, "new_password": NEW, "new_password_again": NEW}
    client.post_form("/mon-compte/mot-de-passe", typed, page="/mon-compte")
    assert subjects(connection, outbox) == ["Votre mot de passe a changé"]


def test_a_closed_account_is_told_nothing(
    client: Client, ada: User, session: Session, connection: Connection, outbox: Path
) -> None:
    note(session, user_id=ada.id, kind=Kind.PASSWORD_CHANGED, now=clock.now())
    ada.active = False
    session.commit()
    assert subjects(connection, outbox) == []


def test_facts_are_forgotten_after_six_months(
    client: Client, ada: User, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client, "pas le bon du tout")
    late = clock.now() + KEPT + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: late)
    sign_in(client)
    kinds = session.scalars(select(AccountEvent.kind).order_by(AccountEvent.at)).all()
    assert kinds == ["signed_in"]


def test_the_log_says_what_happened_without_naming_anybody(
    client: Client, ada: User, capsys: pytest.CaptureFixture[str]
) -> None:
    sign_in(client, "pas le bon du tout")
    sign_in(client)
    client.post_form("/deconnexion", page="/mon-compte")
    logged = capsys.readouterr().out
    for kind in ("wrong_password", "signed_in", "signed_out"):
        assert f'"kind": "{kind}"' in logged
    for secret in ("ada@exemple.fr", "Ada", PASSWORD, "pas le bon", client.cookies.get("odd17") or "§"):
        assert secret not in logged


def test_refusals_are_logged_too(client: Client, ada: User, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(6):
        sign_in(client, "pas le bon du tout")
    client.post_form("/connexion/lien/invente")
    logged = capsys.readouterr().out
    assert '"kind": "password", "event": "too_many_tries"' in logged
    assert '"event": "link_refused"' in logged


def test_an_unknown_address_leaves_no_fact(client: Client, ada: User, session: Session) -> None:
    client.post_form("/connexion", {"email": "x@exemple.fr", "password": PASSWORD}, page="/connexion")
    assert session.scalar(select(func.count()).select_from(AccountEvent)) == 0


def test_a_place_is_a_whole_network() -> None:
    assert Place("2001:db8:1:2:3:4:5:6").network == "2001:db8:1:2::/64"
    assert Place("::ffff:192.0.2.1").network == "192.0.2.1"
    assert Place("192.0.2.1").network == "192.0.2.1"
    assert Place("testclient").network == "testclient"
