"""One account, for administrators."""

from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session

from app import clock
from app.accounts.people import change_account
from app.accounts.sessions import open_session
from app.accounts.tokens import create_token
from app.errors import Refused
from app.models.user import ApiToken, Role, SignInLink, User, UserSession
from tests.factories import a_project, a_user, an_allocation, an_investment, an_organisation
from tests.support.client import Client
from tests.support.jobs import run_jobs
from tests.support.letters import letters, plain_text


@pytest.fixture
def lia(session: Session) -> User:
    return a_user(session, "lecteur", name="Lia Morel", email="lia@exemple.fr", last_signed_in_at=clock.now())


def test_name_address_and_role_change_and_the_person_is_told_at_both_addresses(
    client: Client, session: Session, connection: Connection, outbox: Path, lia: User
) -> None:
    client.sign_in(Role.ADMIN)
    here = f"/comptes/{lia.id}"
    typed = {"name": "Lia Petit", "email": "lia.petit@exemple.fr", "role": "gestionnaire"}
    assert client.post_form(here, typed, page=here).status_code == 303
    session.refresh(lia)
    assert (lia.name, lia.email, lia.role, lia.version) == ("Lia Petit", "lia.petit@exemple.fr", "gestionnaire", 2)
    run_jobs(connection)
    sent = letters(outbox)
    assert {letter["To"] for letter in sent} == {"lia@exemple.fr", "lia.petit@exemple.fr"}
    assert all("«\u00a0Gestion\u00a0»" in plain_text(letter) for letter in sent)


def test_a_name_alone_sends_no_letter(client: Client, connection: Connection, outbox: Path, lia: User) -> None:
    client.sign_in(Role.ADMIN)
    here = f"/comptes/{lia.id}"
    client.post_form(here, {"name": "Lia Petit"}, page=here)
    run_jobs(connection)
    assert letters(outbox) == []


def test_the_queue_never_holds_the_former_address(
    client: Client, session: Session, connection: Connection, lia: User
) -> None:
    client.sign_in(Role.ADMIN)
    here = f"/comptes/{lia.id}"
    client.post_form(here, {"email": "autre@exemple.fr"}, page=here)
    kept = connection.exec_driver_sql("SELECT string_agg(args::text, ' ') FROM procrastinate_jobs").scalar_one()
    assert "exemple.fr" not in kept


def test_two_administrators_never_overwrite_each_other(client: Client, session: Session, lia: User) -> None:
    client.sign_in(Role.ADMIN)
    here = f"/comptes/{lia.id}"
    client.get(here)
    typed = {"name": "Lia A.", "email": lia.email, "role": "lecteur", "version": "1"}
    assert client.post_form(here, typed).status_code == 303
    answer = client.post_form(here, typed | {"name": "Lia B."})
    assert answer.status_code == 409
    assert "Lia A." in answer.text
    assert "Lia B." in answer.text


def test_a_funder_s_person_follows_one_organisation(client: Client, session: Session, lia: User) -> None:
    organisation = an_organisation(session, name="Fondation Horizon")
    an_allocation(session, an_investment(session, a_project(session)), organisation, "1000")
    client.sign_in(Role.ADMIN)
    here = f"/comptes/{lia.id}"
    answer = client.post_form(here, {"role": "financeur"}, page=here)
    assert (answer.status_code, "Choisissez l’organisation" in answer.text) == (422, True)
    answer = client.post_form(here, {"role": "financeur", "funder": "Inconnue"}, page=here)
    assert (answer.status_code, "Aucune organisation connue" in answer.text) == (422, True)
    assert client.post_form(here, {"role": "financeur", "funder": "fondation horizon"}, page=here).status_code == 303
    session.refresh(lia)
    assert (lia.role, lia.funder_id) == ("financeur", organisation.id)
    client.post_form(here, {"role": "lecteur"}, page=here)
    session.refresh(lia)
    assert (lia.role, lia.funder_id) == ("lecteur", None)


def test_becoming_a_funder_s_person_ends_tokens_and_sessions(client: Client, session: Session, lia: User) -> None:
    create_token(session, user=lia, name="Tableur", now=clock.now())
    open_session(session, user=lia, now=clock.now())
    an_organisation(session, name="Fondation Horizon")
    client.sign_in(Role.ADMIN)
    here = f"/comptes/{lia.id}"
    client.post_form(here, {"role": "financeur", "funder": "Fondation Horizon"}, page=here)
    session.expire_all()
    assert session.scalars(select(ApiToken.revoked_at)).one() is not None
    assert session.scalars(select(UserSession).where(UserSession.user_id == lia.id)).all() == []


def test_closing_ends_sessions_tokens_and_links_and_reopening_gives_none_back(
    client: Client, session: Session, lia: User
) -> None:
    create_token(session, user=lia, name="Tableur", now=clock.now())
    open_session(session, user=lia, now=clock.now())
    client.sign_in(Role.ADMIN)
    here = f"/comptes/{lia.id}"
    client.post_form(f"{here}/fermeture", page=here)
    client.post_form(f"{here}/reouverture", page=here)
    session.expire_all()
    assert session.get_one(User, lia.id).active
    assert session.scalars(select(ApiToken.revoked_at)).one() is not None
    assert session.scalars(select(UserSession).where(UserSession.user_id == lia.id)).all() == []


def test_there_is_always_an_administrator(client: Client) -> None:
    me = client.sign_in(Role.ADMIN)
    here = f"/comptes/{me.id}"
    answer = client.post_form(here, {"role": "lecteur"}, page=here)
    assert (answer.status_code, "dernier compte d’administration" in answer.text) == (422, True)
    assert client.post_form(f"{here}/fermeture").status_code == 422


def test_two_administrators_never_demote_each_other_at_once(own_engine: Engine) -> None:
    with Session(own_engine) as session:
        ids = [a_user(session, "admin").id for _ in range(2)]
        session.commit()
    ready, outcomes = Barrier(2), []

    def demote(target: int, actor: int) -> None:
        with Session(own_engine) as session:
            account, user = session.get_one(User, target), session.get_one(User, actor)
            ready.wait(10)
            try:
                change_account(
                    session,
                    account=account,
                    version=1,
                    name=account.name,
                    email=account.email,
                    role=Role.LECTEUR,
                    user=user,
                    now=clock.now(),
                )
                session.commit()
                outcomes.append("done")
            except Refused:
                outcomes.append("refused")

    threads = [Thread(target=demote, args=pair) for pair in (ids, ids[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(outcomes) == ["done", "refused"]


def test_an_invitation_is_sent_again_then_taken_back(
    client: Client, session: Session, connection: Connection, outbox: Path
) -> None:
    ida, ida_name = a_user(session, "lecteur", name="Ida Vert"), "Ida Vert"
    client.sign_in(Role.ADMIN)
    here = f"/comptes/{ida.id}"
    for _ in range(2):
        client.post_form(f"{here}/invitation", page=here)
        run_jobs(connection)
    assert len(letters(outbox)) == 2
    assert len(session.scalars(select(SignInLink)).all()) == 1
    assert "jusqu’au" in client.get(here).text
    answer = client.post_form(f"{here}/invitation/retrait", page=here)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/comptes")
    session.expire_all()
    assert session.scalars(select(User).where(User.name == ida_name)).all() == []


def test_who_has_entered_is_no_longer_invited(client: Client, lia: User) -> None:
    client.sign_in(Role.ADMIN)
    for act in ("invitation", "invitation/retrait"):
        assert client.post_form(f"/comptes/{lia.id}/{act}").status_code == 422


def test_an_administrator_ends_sessions_one_by_one_or_all_and_revokes_a_token(
    client: Client, session: Session, lia: User
) -> None:
    for _ in range(3):
        open_session(session, user=lia, now=clock.now())
    create_token(session, user=lia, name="Tableur", now=clock.now())
    me = client.sign_in(Role.ADMIN)
    here = f"/comptes/{lia.id}"
    of_lia = select(UserSession.token_sha256).where(UserSession.user_id == lia.id)
    one = session.scalars(of_lia).first()
    assert one is not None
    client.post_form(f"{here}/connexions/{one.hex()}/fermeture", page=here)
    assert len(session.scalars(of_lia).all()) == 2
    client.post_form(f"{here}/connexions/fermeture", page=here)
    assert session.scalars(of_lia).all() == []
    token = session.scalars(select(ApiToken.token_sha256)).one()
    client.post_form(f"{here}/jetons/{token.hex()}/revocation", page=here)
    session.expire_all()
    assert session.scalars(select(ApiToken.revoked_at)).one() is not None
    assert session.scalars(select(UserSession).where(UserSession.user_id == me.id)).one()


def test_a_link_is_sent_to_an_open_account_only(
    client: Client, connection: Connection, session: Session, outbox: Path, lia: User
) -> None:
    closed = a_user(session, active=False)
    client.sign_in(Role.ADMIN)
    assert client.post_form(f"/comptes/{lia.id}/lien", page=f"/comptes/{lia.id}").status_code == 303
    assert client.post_form(f"/comptes/{closed.id}/lien").status_code == 422
    assert client.post_form("/comptes/999999/lien").status_code == 404
    run_jobs(connection)
    assert len(list(outbox.glob("*.eml"))) == 1
