"""Mail leaves by the server of the settings, or waits as a file when there is none."""

from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path
from smtplib import SMTPException

import pytest

from app import smtp
from app.mail import Attachment, Mail, NotAccepted, send
from app.settings import settings
from tests.support.letters import letters
from tests.support.smtp import HANG, HANG_UP, TAKEN, mail_server

MAIL = Mail("lea@exemple.fr", "Votre accès – été", "Bonjour Léa", "<p>Bonjour Léa</p>")


def test_a_mail_leaves_by_the_server_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    with mail_server() as server:
        monkeypatch.setattr(settings(), "smtp_url", server.url)
        send(MAIL)
    (message,) = server.messages
    assert (message["To"], message["Subject"]) == ("lea@exemple.fr", "Votre accès – été")
    assert [part.get_content().strip() for part in message.iter_parts()] == ["Bonjour Léa", "<p>Bonjour Léa</p>"]


def test_without_a_server_it_waits_as_a_file(outbox: Path) -> None:
    send(MAIL)
    (file,) = outbox.glob("*.eml")
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert message["Subject"] == "Votre accès – été"
    assert message["Content-Language"] == "fr"
    assert message["Auto-Submitted"] == "auto-generated"


def test_a_file_is_joined_after_the_words_and_comes_out_as_it_went_in(outbox: Path) -> None:
    joined = Attachment("bilan-été.pdf", "application/pdf", bytes(range(256)) * 40)
    send(replace(MAIL, attachments=(joined,)))
    (message,) = letters(outbox)
    assert message["Content-Language"] == "fr"
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().strip() == "Bonjour Léa"
    (attached,) = message.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == ("bilan-été.pdf", "application/pdf")
    assert attached.get_content() == joined.content


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "TIMEOUT_SECONDS", 0.3)


def send_by(monkeypatch: pytest.MonkeyPatch, answers: dict[str, bytes]) -> int:
    """How many messages the server has in hand."""
    with mail_server(answers) as server:
        monkeypatch.setattr(settings(), "smtp_url", server.url)
        send(MAIL)
        return len(server.messages)


@pytest.mark.parametrize(
    "answers",
    [
        {"HELLO": HANG},
        {"HELLO": HANG_UP},
        {"MAIL": b"451 plus tard"},
        {"RCPT": HANG},
        {"DATA": b"554 non"},
        {TAKEN: b"552 trop gros"},
    ],
)
@pytest.mark.usefixtures("hurried")
def test_a_refusal_known_before_the_mail_was_taken_is_told_as_such(
    answers: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotAccepted) as refusal:
        send_by(monkeypatch, answers)
    assert refusal.value.sentence.endswith(".")
    assert "exemple.fr" not in refusal.value.sentence
    assert not refusal.value.lasting


def test_an_address_refused_for_good_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotAccepted) as refusal:
        send_by(monkeypatch, {"RCPT": b"550 inconnue"})
    assert refusal.value.lasting
    assert "vérifiez-la" in refusal.value.sentence


def test_no_server_at_all_is_a_refusal_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "smtp_url", "smtp://127.0.0.1:1")
    with pytest.raises(NotAccepted, match="ne répond pas"):
        send(MAIL)


@pytest.mark.parametrize("silence", [HANG, HANG_UP])
@pytest.mark.usefixtures("hurried")
def test_silence_once_the_mail_is_handed_over_is_a_doubt_not_a_refusal(
    silence: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises((OSError, SMTPException)):
        send_by(monkeypatch, {TAKEN: silence})


@pytest.mark.parametrize("farewell", [HANG_UP, b"500 comment"])
def test_a_bad_farewell_after_the_mail_was_taken_is_no_failure(
    farewell: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert send_by(monkeypatch, {"QUIT": farewell}) == 1


@pytest.mark.parametrize("by_smtp", [True, False])
def test_a_long_subject_arrives_as_it_was_written(by_smtp: bool, outbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    subject = "Bien reçu\u00a0: vos réponses sur «\u00a0Jardins d’Été & Cie\u00a0» et des mots encore après, à la suite"
    with mail_server() as server:
        monkeypatch.setattr(settings(), "smtp_url", server.url if by_smtp else None)
        send(replace(MAIL, subject=subject))
    (message,) = server.messages if by_smtp else letters(outbox)
    assert message["Subject"] == subject


@pytest.mark.parametrize("wrong", [{"to": "lea@exemple.fr\nBcc: max@exemple.fr"}, {"subject": "été\nBcc: x@y.fr"}])
def test_a_line_cannot_be_smuggled_into_the_headers(wrong: dict[str, str], outbox: Path) -> None:
    with pytest.raises(NotAccepted) as refusal:
        send(replace(MAIL, **wrong))
    assert refusal.value.lasting


def test_a_folder_that_cannot_be_written_is_a_refusal(outbox: Path) -> None:
    outbox.write_text("ce n’est pas un dossier")
    with pytest.raises(NotAccepted, match="ne peut pas être écrit"):
        send(MAIL)
