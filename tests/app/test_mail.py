"""Mail leaves by the server of the settings, or waits as a file when there is none."""

from email import message_from_bytes, policy
from pathlib import Path

import pytest

from app.mail import Mail, send
from app.settings import settings
from tests.support.smtp import mail_server

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
