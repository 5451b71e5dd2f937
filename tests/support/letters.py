"""Reading the letters a test sent."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path


def letters(outbox: Path) -> list[EmailMessage]:
    messages = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in sorted(outbox.glob("*.eml"))]
    return [message for message in messages if isinstance(message, EmailMessage)]


def plain_text(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())
