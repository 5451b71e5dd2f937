"""Those who receive it: added by the fund, stopped by anyone without an account, forgotten when they ask."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app import clock
from app.gazette import items, mailing, service
from app.gazette.queries import items_of
from app.gazette.subscribers import stop_address
from app.models import Gazette, GazetteSending, GazetteSubscriber
from app.privacy.matching import by_name, identity
from app.privacy.person.erasing import Forgetting, forget
from app.privacy.retention import exchanges
from app.settings import settings
from tests.app.gazette.situations import MONTH, NOW, a_full_month, a_gazette, a_ready_gazette, a_subscriber
from tests.support.client import Client
from tests.support.queries import counted

PEOPLE = "/gazette/abonnes"


def path_of(person: GazetteSubscriber) -> str:
    return stop_address(person.id, clock.now()).removeprefix(settings().base_url.rstrip("/"))


def test_an_address_is_added_once_with_who_and_when(client: Client, session: Session) -> None:
    user = client.sign_in()
    typed = {"email": " Camille@Exemple.fr ", "name": "Camille"}
    assert client.post_form(PEOPLE, typed, page=PEOPLE).status_code == 303
    again = client.post_form(PEOPLE, typed, page=PEOPLE)
    assert (again.status_code, "reçoit déjà" in again.text) == (422, True)
    person = session.query(GazetteSubscriber).one()
    assert (person.email, person.added_by_id, person.is_kept) == ("camille@exemple.fr", user.id, True)


@pytest.mark.parametrize("email", ["", "camille", "camille@exemple"])
def test_what_is_no_address_is_refused(client: Client, email: str) -> None:
    client.sign_in()
    assert client.post_form(PEOPLE, {"email": email}, page=PEOPLE).status_code == 422


def test_whoever_stopped_comes_back_only_by_asking(client: Client, session: Session) -> None:
    a_subscriber(session, stopped_at=NOW)
    session.commit()
    client.sign_in()
    typed = {"email": "camille@exemple.fr"}
    assert client.post_form(PEOPLE, typed, page=PEOPLE).status_code == 422
    assert client.post_form(PEOPLE, typed | {"asked_again": "oui"}, page=PEOPLE).status_code == 303
    session.expire_all()
    assert session.query(GazetteSubscriber).one().stopped_at is None


def test_the_fund_takes_an_address_out(client: Client, session: Session) -> None:
    person = a_subscriber(session)
    session.commit()
    client.sign_in()
    client.post_form(f"{PEOPLE}/{person.id}/retrait")
    assert "désinscrite" in client.get(PEOPLE).text


def test_looking_stops_nothing_pressing_does_without_an_account(client: Client, session: Session) -> None:
    person = a_subscriber(session)
    session.commit()
    path = path_of(person)
    assert "Ne plus la recevoir" in client.get(path).text
    session.refresh(person)
    assert person.stopped_at is None
    client.post_form(path, page=path)
    session.refresh(person)
    assert person.stopped_at is not None
    assert "C’est fait" in client.get(path).text


def test_a_mail_program_stops_it_in_one_post(client: Client, session: Session) -> None:
    person = a_subscriber(session)
    session.commit()
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://mail.exemple"}
    direct = f"{path_of(person)}/direct"
    assert client.post(direct, data={"List-Unsubscribe": "One-Click"}, headers=headers).status_code == 204
    assert client.get(direct).headers["Location"] == path_of(person) or client.get(direct).status_code == 303
    session.refresh(person)
    assert person.stopped_at is not None


def test_a_made_up_address_stops_nobody(client: Client, session: Session) -> None:
    person = a_subscriber(session)
    session.commit()
    assert client.get("/gazette/desinscription/abc").status_code == 404
    assert client.get(f"{path_of(person)[:-4]}AAAA").status_code == 404


def test_a_list_is_read_by_page(client: Client, session: Session, connection: Connection) -> None:
    client.sign_in()

    def count() -> int:
        client.get(PEOPLE)
        with counted(connection) as statements:
            client.get(PEOPLE)
        return len(statements)

    a_subscriber(session)
    session.commit()
    few = count()
    for n in range(60):
        a_subscriber(session, f"abonne{n:02d}@exemple.fr")
    session.commit()
    assert count() == few
    text = client.get(PEOPLE).text
    assert ("abonne00@" in text, "camille@" in text) == (True, False)
    assert "50\u00a0adresses sur cette page" in text


def test_a_person_forgotten_leaves_the_list_the_mails_and_the_pages(session: Session) -> None:
    a_full_month(session, MONTH)
    gazette = a_gazette(session, MONTH)
    service.rewrite(session, gazette, title="Février", editorial="Merci à Camille Dupont.", user=None)
    items.add_free(session, gazette, text="Camille Dupont nous rejoint.", user=None)
    service.make_ready(session, gazette, user=None)
    person = a_subscriber(session, name="Camille Dupont")
    mailing.send_out(session, gazette, to_subscribers=True, others=[], user=None, now=NOW)
    who = identity(["Camille Dupont"], ["camille@exemple.fr"])
    done = forget(session, Forgetting(by_name(who), 12, who), now=NOW)
    assert {own: done[own] for own in done if own.startswith("gazette")} == {
        "gazette": 1, "gazette_item": 1, "gazette_sending": 1, "gazette_subscriber": 1,
    }  # fmt: skip
    assert session.get_one(Gazette, gazette.id).editorial == "Merci à personne effacée n°\u00a012."
    assert "Camille" not in "".join(own.text for own in items_of(session, gazette.id))
    assert session.get_one(GazetteSubscriber, person.id).stopped_at is not None
    assert "camille" not in session.query(GazetteSending).one().email


def test_delays_take_addresses_away_and_keep_what_was_sent(session: Session) -> None:
    a_full_month(session, MONTH)
    gazette = a_ready_gazette(session, MONTH)
    a_subscriber(session)
    a_subscriber(session, "partie@exemple.fr", stopped_at=NOW)
    mailing.send_out(session, gazette, to_subscribers=True, others=[], user=None, now=NOW)
    limit = NOW + timedelta(days=1)
    assert len(session.execute(exchanges.unsubscribed(limit)).all()) == 1
    assert exchanges.forget_unsubscribed(session, limit) == 1
    assert exchanges.forget_sendings(session, limit) == 1
    session.expire_all()
    sent = session.query(GazetteSending).one()
    assert (sent.name, sent.email.startswith("adresse effacée")) == ("", True)
    assert session.query(GazetteSubscriber).one().email == "camille@exemple.fr"
