"""Sending: a trial to oneself, then once to each address; doubts stay doubts; what is sent stays as it left."""

from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import mail
from app.errors import Refused
from app.gazette import items, mailing, retrying, service
from app.gazette.addresses import Recipient, read_addresses
from app.gazette.jobs import send_gazette
from app.gazette.restored import HELD
from app.letters.restored import hold_everything
from app.mail import NotAccepted
from app.models import Gazette, GazetteItem, GazetteSending, GazetteSubscriber, Respondent
from app.settings import settings
from tests.app.gazette.situations import EMPTY, MONTH, NOW, WORDS, a_full_month, a_ready_gazette, a_subscriber
from tests.support.client import Client
from tests.support.jobs import run_jobs
from tests.support.letters import letters, plain_text
from tests.support.smtp import mail_server


def refusing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: object) -> None:
        raise NotAccepted(mail.REFUSED_ADDRESS, lasting=True)

    monkeypatch.setattr("app.post.send", refused)


@pytest.fixture
def gazette(session: Session) -> Gazette:
    a_full_month(session, MONTH)
    return a_ready_gazette(session, MONTH)


def send(session: Session, gazette: Gazette, *others: str, to_subscribers: bool = True) -> int:
    typed = [Recipient(own) for own in others]
    return mailing.send_out(session, gazette, to_subscribers=to_subscribers, others=typed, user=None, now=NOW)


def sendings(session: Session) -> list[GazetteSending]:
    session.expire_all()
    return list(session.scalars(select(GazetteSending).order_by(GazetteSending.id)))


def html_of(letter: EmailMessage) -> str:
    body = letter.get_body(("html",))
    assert body is not None
    return str(body.get_content())


def test_it_leaves_once_to_each_with_a_way_out(
    session: Session, connection: Connection, outbox: Path, gazette: Gazette
) -> None:
    a_subscriber(session)
    assert send(session, gazette, "autre@exemple.fr", "CAMILLE@exemple.fr".lower()) == 2
    session.commit()
    for sending in sendings(session):
        send_gazette(connection, sending.id)
    run_jobs(connection)
    found = letters(outbox)
    assert sorted(str(letter["To"]) for letter in found) == ["autre@exemple.fr", "camille@exemple.fr"]
    assert all("/gazette/desinscription/" in str(letter["List-Unsubscribe"]) for letter in found)
    assert all(str(letter["List-Unsubscribe"]).endswith("/direct>") for letter in found)
    assert len({str(letter["List-Unsubscribe"]) for letter in found}) == 2
    assert all(own.sent_at for own in sendings(session))


def test_the_mail_says_the_month_in_both_its_parts(
    session: Session, connection: Connection, outbox: Path, gazette: Gazette
) -> None:
    a_subscriber(session)
    send(session, gazette)
    session.commit()
    run_jobs(connection)
    (letter,) = letters(outbox)
    assert letter["Subject"] == "La gazette de février\u00a02025"
    text, html = plain_text(letter), html_of(letter)
    for said in (text, html):
        assert "24\u202f500\u00a0€" in said
        assert WORDS in said
        assert "Ne plus recevoir la gazette" in said
        assert "Secret" not in said
    assert "JALONS TENUS" in text
    assert 'style="' in html
    assert "<style" not in html
    assert "http" not in html.replace(f"{settings().base_url.rstrip('/')}/gazette/desinscription/", "")


def test_nothing_is_asked_twice_of_the_same_address(session: Session, gazette: Gazette) -> None:
    a_subscriber(session)
    assert send(session, gazette) == 1
    with pytest.raises(Refused, match="déjà reçue"):
        send(session, gazette)
    assert send(session, gazette, "autre@exemple.fr") == 1
    session.add(GazetteSending(gazette_id=gazette.id, email="camille@exemple.fr", queued_at=NOW))
    with pytest.raises(IntegrityError, match="uq_gazette_sending_email"):
        session.flush()


def test_a_draft_nobody_and_a_wrong_address_are_refused(session: Session) -> None:
    a_full_month(session, MONTH)
    draft = service.prepare(session, month=MONTH, user=None, today=NOW.date())
    with pytest.raises(Refused, match="déclarez-la prête"):
        send(session, draft, "a@exemple.fr")
    service.make_ready(session, draft, user=None)
    with pytest.raises(Refused, match="au moins un destinataire"):
        send(session, draft)
    with pytest.raises(Refused, match="pas une adresse"):
        read_addresses("Camille", "others")


def test_typed_addresses_read_with_and_without_names() -> None:
    typed = 'Camille Dupont <Camille@Exemple.fr>\nlia@exemple.fr, "Nadia" <nadia@exemple.fr>;lia@exemple.fr'
    assert read_addresses(typed, "others") == [
        Recipient("camille@exemple.fr", "Camille Dupont"),
        Recipient("lia@exemple.fr"),
        Recipient("nadia@exemple.fr", "Nadia"),
    ]


def test_a_trial_goes_to_oneself_and_counts_for_nothing(
    client: Client, session: Session, connection: Connection, outbox: Path, gazette: Gazette
) -> None:
    session.commit()
    user = client.sign_in()
    here = f"/gazette/{gazette.id}"
    client.post_form(f"{here}/essai", page=f"{here}/envoi")
    run_jobs(connection)
    (letter,) = letters(outbox)
    assert letter["To"] == user.email
    assert str(letter["Subject"]).startswith("Essai\u00a0: ")
    assert letter["List-Unsubscribe"] is None
    session.expire_all()
    assert session.get_one(Gazette, gazette.id).status == "prete"
    assert "parti" not in client.get(f"{here}/envoi").text.partition("Ce qu’il est advenu")[2]


def test_its_page_says_how_many_and_what_became_of_each(
    client: Client, session: Session, connection: Connection, gazette: Gazette
) -> None:
    a_subscriber(session)
    a_subscriber(session, "partie@exemple.fr", stopped_at=NOW)
    session.commit()
    client.sign_in()
    page = f"/gazette/{gazette.id}/envoi"
    assert "1\u00a0personne abonnée" in client.get(page).text
    client.post_form(page, {"others": "Lia <lia@exemple.fr>"}, page=page)
    assert client.get(page).text.count("en attente") == 2
    run_jobs(connection)
    text = client.get(page).text
    assert "2 partis sur 2" in text
    assert "partie@exemple.fr" not in text


def test_the_form_sent_twice_sends_once(client: Client, session: Session, gazette: Gazette) -> None:
    a_subscriber(session)
    session.commit()
    client.sign_in()
    page = f"/gazette/{gazette.id}/envoi"
    first = client.post_form(page, page=page)
    again = client.post(page, data={"csrf_token": client.token(), "to_subscribers": "oui"})
    assert (first.status_code, again.status_code) == (303, 422)
    assert len(sendings(session)) == 1


def test_who_stopped_meanwhile_receives_nothing(
    session: Session, connection: Connection, outbox: Path, gazette: Gazette
) -> None:
    person = a_subscriber(session)
    send(session, gazette)
    person.stopped_at = NOW
    session.commit()
    run_jobs(connection)
    assert letters(outbox) == []
    assert "désinscrite" in sendings(session)[0].failure


def test_who_stopped_is_not_written_to_by_hand_either(session: Session, gazette: Gazette) -> None:
    a_subscriber(session, stopped_at=NOW)
    with pytest.raises(Refused, match="ne veut plus"):
        send(session, gazette, "camille@exemple.fr")


def test_words_taken_back_in_the_queue_do_not_leave(
    session: Session, connection: Connection, outbox: Path, gazette: Gazette
) -> None:
    a_subscriber(session)
    send(session, gazette)
    session.execute(update(Respondent).values(quotes_allowed=False))
    session.commit()
    run_jobs(connection)
    assert letters(outbox) == []
    assert "plus autorisée" in sendings(session)[0].failure


def test_a_doubt_is_not_sent_again_and_a_refusal_is_told(
    session: Session, connection: Connection, outbox: Path, gazette: Gazette, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_subscriber(session)
    send(session, gazette)
    session.commit()
    number = sendings(session)[0].id

    def lost(_: object) -> None:
        raise ConnectionResetError

    monkeypatch.setattr("app.post.send", lost)
    with pytest.raises(ConnectionResetError):
        send_gazette(connection, number)
    monkeypatch.undo()
    monkeypatch.setattr(settings(), "data_dir", outbox.parent)
    send_gazette(connection, number)
    assert letters(outbox) == []
    doubt = sendings(session)[0]
    assert (doubt.started_at is not None, doubt.sent_at, doubt.failed_at) == (True, None, None)


def test_a_refused_address_fails_for_good(
    session: Session, connection: Connection, gazette: Gazette, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_subscriber(session)
    send(session, gazette)
    session.commit()
    refusing(monkeypatch)
    run_jobs(connection)
    assert sendings(session)[0].failure == mail.REFUSED_ADDRESS


def test_what_failed_is_tried_again_from_its_page_and_leaves_once(
    client: Client,
    session: Session,
    connection: Connection,
    outbox: Path,
    gazette: Gazette,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_subscriber(session)
    send(session, gazette)
    session.commit()
    with monkeypatch.context() as down:
        refusing(down)
        run_jobs(connection)
    client.sign_in()
    page = f"/gazette/{gazette.id}/envoi"
    assert "Réessayer les envois échoués (1)" in client.get(page).text
    assert client.post_form(f"{page}/reprise", page=page).status_code == 303
    assert "Réessayer" not in client.get(page).text
    assert client.post_form(f"{page}/reprise").status_code == 422
    run_jobs(connection)
    assert len(letters(outbox)) == 1
    assert sendings(session)[0].sent_at is not None


def test_neither_a_doubt_nor_who_stopped_is_tried_again(session: Session, gazette: Gazette) -> None:
    kept, stopped, held, doubt = (a_subscriber(session, email=f"{n}@exemple.fr") for n in range(4))
    send(session, gazette)
    by_person = {own.subscriber_id: own for own in sendings(session)}
    for person in (kept, stopped, held):
        by_person[person.id].failed_at, by_person[person.id].failure = NOW, mail.REFUSED_ADDRESS
    by_person[held.id].failure = HELD
    by_person[doubt.id].started_at = NOW
    stopped.stopped_at = NOW
    session.flush()
    assert retrying.count_retriable(session, gazette.id) == 1
    assert retrying.retry(session, gazette, user=None, now=NOW) == 1
    assert by_person[kept.id].failed_at is None


def test_a_real_server_receives_a_mail_of_two_parts(
    session: Session, connection: Connection, gazette: Gazette, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_subscriber(session)
    send(session, gazette)
    session.commit()
    with mail_server() as server:
        monkeypatch.setattr(settings(), "smtp_url", server.url)
        run_jobs(connection)
    (message,) = server.messages
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert WORDS in html_of(message)


def test_after_a_restoration_nothing_leaves_by_itself(session: Session, gazette: Gazette) -> None:
    a_subscriber(session)
    send(session, gazette)
    hold_everything(session, now=NOW)
    assert "restaurée" in sendings(session)[0].failure


def test_sent_it_is_frozen_as_it_left(session: Session, gazette: Gazette) -> None:
    a_subscriber(session)
    send(session, gazette)
    session.commit()
    acts = (
        update(Gazette).values(title="Autre"),
        update(Gazette).values(status="brouillon", sent_at=None),
        update(GazetteItem).values(text="Autre"),
        update(GazetteItem).values(is_kept=False),
        delete(GazetteItem),
        delete(Gazette),
    )
    for act in acts:
        with pytest.raises(IntegrityError, match="frozen"), session.begin_nested():
            session.execute(act)
    with pytest.raises(Refused, match="envoyée"):
        service.hold(session, gazette)
    with pytest.raises(IntegrityError, match="frozen"), session.begin_nested():
        items.add_free(session, gazette, text="Trop tard", user=None)


def test_a_correction_is_a_new_sending_that_says_so(
    client: Client, session: Session, connection: Connection, outbox: Path, gazette: Gazette
) -> None:
    a_subscriber(session)
    send(session, gazette)
    session.commit()
    client.sign_in()
    page = f"/gazette/{gazette.id}/correction"
    assert client.post_form(page, {"correction": ""}, page=page).status_code == 422
    client.post_form(page, {"correction": "Le montant était faux."}, page=page)
    assert client.post_form(page, {"correction": "Encore."}, page=page).status_code == 422
    made = session.scalars(select(Gazette).where(Gazette.edition == 2)).one()
    assert "Version corrigée" in client.get(f"/gazette/{made.id}/page").text
    service.make_ready(session, made, user=None)
    assert send(session, made) == 1
    session.commit()
    run_jobs(connection)
    subjects = {str(letter["Subject"]) for letter in letters(outbox)}
    assert subjects == {"La gazette de février\u00a02025", "La gazette de février\u00a02025 (version corrigée)"}


def test_a_month_already_sent_is_corrected_not_written_anew(session: Session, gazette: Gazette) -> None:
    a_subscriber(session)
    send(session, gazette)
    with pytest.raises(Refused, match="version corrigée"):
        service.prepare(session, month=MONTH, user=None, today=NOW.date())


def test_a_month_never_has_two_live_gazettes(session: Session) -> None:
    session.add_all(
        [Gazette(month=EMPTY.first, title="A"), Gazette(month=EMPTY.first, title="B", edition=2, correction="x")]
    )
    with pytest.raises(IntegrityError, match="uq_gazette_live_month"):
        session.flush()


def test_two_presses_at_once_send_once(own_site_engine: Engine) -> None:
    """Each in its own transaction: the second waits for the first, then finds everyone served."""
    from concurrent.futures import ThreadPoolExecutor

    with Session(own_site_engine) as session:
        a_full_month(session, MONTH)
        a_subscriber(session)
        number = a_ready_gazette(session, MONTH).id
        session.commit()

    def press(_: int) -> int:
        with Session(own_site_engine) as session:
            try:
                done = send(session, session.get_one(Gazette, number))
                session.commit()
            except Refused:
                return 0
            return done

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(press, range(4))) == [0, 0, 0, 1]
    with Session(own_site_engine) as session:
        assert session.query(GazetteSending).count() == 1
        assert session.query(GazetteSubscriber).count() == 1
