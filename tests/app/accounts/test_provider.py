"""Signing in by an identity provider: a real one, started here."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.accounts.provider.identity import verified
from app.errors import Refused
from app.models.sign_in import AccountEvent, ProviderIdentity
from app.models.user import Role, User, UserSession
from app.settings import settings
from app.web.cookies import PROVIDER
from tests.app.accounts.factor import add_factor
from tests.factories import a_user
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.oidc import RunningProvider, go_through, running_provider, trust

BACK = "/connexion/identite/retour"


@pytest.fixture(scope="module")
def started() -> Iterator[RunningProvider]:
    with running_provider() as provider:
        yield provider


@pytest.fixture
def provider(started: RunningProvider, monkeypatch: pytest.MonkeyPatch) -> RunningProvider:
    trust(monkeypatch, started)
    return started


@pytest.fixture
def ada(session: Session) -> User:
    user = a_user(session, "lecteur", email="Ada@exemple.fr")
    session.commit()
    return user


def path_of(address: str) -> str:
    return address[address.index(BACK) :]


def depart(client: Client, suite: str = "") -> str:
    return client.get(f"/connexion/identite{suite}").headers["Location"]


def come_back(client: Client, address: str) -> tuple[int, str]:
    """The page one is sent back to, then its button: where it leads, or what it says."""
    answer = client.post_form(BACK, page=path_of(address))
    return answer.status_code, answer.headers.get("Location") or said(client)


def said(client: Client) -> str:
    assert client.page is not None
    return text_of(client.page)


def sign_in(client: Client, who: str = "sujet-ada", ways: str = "") -> tuple[int, str]:
    return come_back(client, go_through(depart(client), who, ways))


def is_in(client: Client) -> bool:
    return client.get("/mon-compte").status_code == 200


@pytest.mark.parametrize("in_id_token", [True, False])
def test_a_verified_address_opens_its_account_and_is_linked_to_it_once(
    client: Client, ada: User, session: Session, monkeypatch: pytest.MonkeyPatch, in_id_token: bool
) -> None:
    with running_provider(in_id_token=in_id_token) as own:
        trust(monkeypatch, own)
        assert come_back(client, go_through(depart(client, "?suite=/projets?q=x"), "sujet-ada")) == (
            303,
            "/projets?q=x",
        )
        assert is_in(client)
        client.sign_out()
        assert sign_in(client) == (303, "/")
    (linked,) = session.scalars(select(ProviderIdentity)).all()
    assert (linked.user_id, linked.issuer, linked.subject) == (ada.id, own.issuer, "sujet-ada")
    kinds = session.scalars(select(AccountEvent.kind).where(AccountEvent.user_id == ada.id)).all()
    assert kinds.count("provider_linked") == 1


def test_the_link_outlives_a_change_of_address(
    client: Client, provider: RunningProvider, ada: User, session: Session
) -> None:
    sign_in(client)
    client.sign_out()
    ada.email = "diallo@exemple.fr"
    session.commit()
    assert sign_in(client) == (303, "/")


def test_no_account_is_made_and_no_role_changes(
    client: Client, provider: RunningProvider, ada: User, session: Session
) -> None:
    status, sentence = sign_in(client, "sujet-inconnu")
    assert status == 422
    assert "Aucun compte ouvert du Fonds ne correspond" in sentence
    sign_in(client)
    session.refresh(ada)
    assert (ada.role, session.scalar(select(func.count()).select_from(User))) == (Role.LECTEUR, 1)


def test_an_address_the_provider_has_not_verified_opens_nothing(
    client: Client, provider: RunningProvider, ada: User
) -> None:
    status, sentence = sign_in(client, "sujet-douteux")
    assert status == 422
    assert "n’a pas vérifié votre adresse" in sentence
    assert not is_in(client)


def test_another_person_with_the_same_address_later_opens_nothing(
    client: Client, provider: RunningProvider, ada: User
) -> None:
    sign_in(client)
    client.sign_out()
    status, sentence = sign_in(client, "sujet-ada-2")
    assert status == 422
    assert "déjà relié à une autre identité" in sentence


def test_a_closed_account_stays_closed(client: Client, provider: RunningProvider, ada: User, session: Session) -> None:
    sign_in(client)
    client.sign_out()
    ada.active = False
    session.commit()
    assert sign_in(client)[0] == 422


def test_a_return_serves_once_even_with_a_copy_of_the_cookie(
    client: Client, provider: RunningProvider, ada: User
) -> None:
    address = go_through(depart(client), "sujet-ada")
    cookie = client.cookies[PROVIDER]
    assert come_back(client, address)[0] == 303
    client.sign_out()
    client.cookies.set(PROVIDER, cookie)
    status, sentence = come_back(client, address)
    assert status == 422
    assert "a déjà servi ou a trop attendu" in sentence
    assert not is_in(client)


def test_the_return_of_another_browser_is_refused(client: Client, provider: RunningProvider, ada: User) -> None:
    """Nobody is signed in under someone else's account by an address received."""
    address = go_through(depart(client), "sujet-ada")
    client.cookies.clear()
    assert come_back(client, address)[0] == 422
    depart(client)
    assert come_back(client, address)[0] == 422
    assert not is_in(client)


def test_a_return_that_waited_too_long_is_refused(
    client: Client, provider: RunningProvider, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = go_through(depart(client), "sujet-ada")
    late = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: late)
    assert come_back(client, address)[0] == 422


def test_opening_the_page_of_return_uses_nothing_up(client: Client, provider: RunningProvider, ada: User) -> None:
    address = go_through(depart(client), "sujet-ada")
    for _ in range(3):
        assert client.get(path_of(address)).status_code == 200
    assert come_back(client, address)[0] == 303


def test_giving_up_at_the_provider_leads_back_to_the_other_ways(
    client: Client, provider: RunningProvider, ada: User
) -> None:
    assert client.get(path_of(go_through(depart(client), ""))).status_code == 422
    assert "n’a pas confirmé qui vous êtes" in said(client)
    assert "Avec un mot de passe" in said(client)


def test_a_provider_that_is_down_is_said_and_the_password_still_works(
    client: Client, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running_provider() as own:
        trust(monkeypatch, own)
        address = go_through(depart(client), "sujet-ada")
    status, sentence = come_back(client, address)
    assert status == 503
    assert "Le service d’identité ne répond pas" in sentence
    trust(monkeypatch, own)
    assert client.get("/connexion/identite").status_code == 503
    assert "Mot de passe" in said(client)


def test_a_provider_that_speaks_for_another_is_not_believed(
    client: Client, provider: RunningProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "oidc_issuer", provider.issuer.replace("127.0.0.1", "localhost"))
    assert client.get("/connexion/identite").status_code == 503
    assert "autre chose que prévu" in said(client)


def test_new_keys_of_the_provider_are_fetched_when_needed(
    client: Client, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running_provider() as own:
        trust(monkeypatch, own)
        assert sign_in(client)[0] == 303
    client.sign_out()
    with running_provider(port=own.port):
        assert sign_in(client) == (303, "/")


def test_a_token_of_another_departure_client_or_time_is_refused(
    client: Client, provider: RunningProvider, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, nonce = a_real_token(client, monkeypatch)
    now = clock.now()
    assert verified(token, nonce=nonce, now=now)["sub"] == "sujet-ada"
    for wrong in (
        lambda: verified(token, nonce="autre", now=now),
        lambda: verified(token, nonce=nonce, now=now + timedelta(hours=2)),
        lambda: verified(f"{token[:-6]}AAAAAA", nonce=nonce, now=now),
        lambda: verified(unsigned(token), nonce=nonce, now=now),
    ):
        with pytest.raises(Refused):
            wrong()
    trust(monkeypatch, provider, "autre")
    with pytest.raises(Refused):
        verified(token, nonce=nonce, now=now)


def a_real_token(client: Client, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """The identity token of a sign-in, and the nonce of its departure."""
    from app.accounts.provider import identity

    seen: list[tuple[str, str]] = []

    def watch(token: str, *, nonce: str, now: object) -> object:
        seen.append((token, nonce))
        return verified(token, nonce=nonce, now=now)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(identity, "verified", watch)
        sign_in(client)
    return seen[0]


def unsigned(token: str) -> str:
    """The same claims under « alg: none »."""
    return f"eyJhbGciOiJub25lIn0.{token.split('.')[1]}."


def test_a_second_factor_here_is_still_asked_for_and_protects_from_linking(
    client: Client, provider: RunningProvider, ada: User, session: Session
) -> None:
    codes = add_factor(session, ada)
    status, where = sign_in(client, ways="pwd mfa")
    assert (status, where) == (303, "/connexion/code")
    assert not is_in(client)
    assert session.scalar(select(func.count()).select_from(ProviderIdentity)) == 0
    client.post_form("/connexion/code", {"code": codes.next()}, page="/connexion/code")
    assert is_in(client)


def test_linked_by_its_person_the_second_factor_of_the_provider_counts(
    client: Client, provider: RunningProvider, ada: User, session: Session
) -> None:
    add_factor(session, ada)
    client.sign_in(user=ada)
    address = client.get("/mon-compte/identite").headers["Location"]
    assert come_back(client, go_through(address, "sujet-ada"))[1] == "/mon-compte"
    client.sign_out()
    assert sign_in(client)[1] == "/connexion/code"
    client.sign_out()
    assert sign_in(client, ways="pwd otp") == (303, "/")
    record = session.scalars(select(UserSession).order_by(UserSession.created_at.desc())).first()
    assert record is not None
    assert (record.method, record.second_factor) == ("provider", True)


def test_an_account_is_unlinked_by_its_person(
    client: Client, provider: RunningProvider, ada: User, session: Session
) -> None:
    sign_in(client)
    client.post_form("/mon-compte/identite/retrait", page="/mon-compte")
    assert session.scalar(select(func.count()).select_from(ProviderIdentity)) == 0


def test_nobody_links_the_identity_of_someone_else(
    client: Client, provider: RunningProvider, ada: User, session: Session
) -> None:
    sign_in(client)
    client.sign_out()
    client.sign_in("lecteur")
    address = client.get("/mon-compte/identite").headers["Location"]
    come_back(client, go_through(address, "sujet-ada"))
    assert session.scalars(select(ProviderIdentity.user_id)).all() == [ada.id]


def test_without_a_provider_nothing_is_proposed(client: Client, ada: User) -> None:
    client.get("/connexion")
    assert "identité" not in said(client)
    assert client.get("/connexion/identite").status_code == 404
