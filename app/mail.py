"""Mail: through the SMTP server of the settings, or as `.eml` files in `var/outbox/` when none is set."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from app.settings import settings

TIMEOUT_SECONDS = 20


@dataclass(frozen=True)
class Mail:
    to: str
    subject: str
    text: str
    html: str


def send(mail: Mail) -> None:
    """Called once the transaction is committed: a mail never speaks of what was undone."""
    message = build(mail)
    if settings().smtp_url:
        _by_smtp(message, settings().smtp_url or "")
    else:
        _to_outbox(message)


def build(mail: Mail) -> EmailMessage:
    message = EmailMessage()
    message["From"] = settings().mail_from
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=urlsplit(settings().base_url).hostname or "localhost")
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    message["Content-Language"] = "fr"  # last: adding a part moves every Content header into the first one
    return message


def _by_smtp(message: EmailMessage, url: str) -> None:
    parts = urlsplit(url)
    host, port = parts.hostname or "localhost", parts.port or (465 if parts.scheme == "smtps" else 25)
    secured = ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=secured)
    else:
        server = smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)
    with server:
        if parts.scheme == "smtp" and parts.username:
            server.starttls(context=secured)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)


def _to_outbox(message: EmailMessage) -> None:
    outbox = settings().data_dir / "outbox"
    outbox.mkdir(parents=True, exist_ok=True)
    (outbox / f"{uuid4().hex}.eml").write_bytes(message.as_bytes(policy=SMTP))
