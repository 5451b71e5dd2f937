"""Mail: through the SMTP server of the settings, or as `.eml` files in `var/outbox/` when none is set."""

import smtplib
import ssl
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import formatdate, make_msgid
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from app.settings import settings

TIMEOUT_SECONDS = 20
NO_ANSWER = "Le serveur de courriel ne répond pas."
NO_FOLDER = "Le dossier des courriels ne peut pas être écrit."
REFUSED = "Le serveur de courriel refuse ce message."
UNWRITABLE = "L’adresse ou l’objet de ce message ne peut pas s’écrire\u202f: vérifiez l’adresse."
REFUSED_ADDRESS = "Le serveur de courriel refuse cette adresse\u202f: vérifiez-la auprès de la personne."
LASTING = 500  # answers from 500 on are refusals that another try does not change


class Folding(EmailPolicy):
    """The library drops spaces when it cuts a long subject with accents in two; the older ``Header`` does not."""

    def fold(self, name: str, value: Any) -> str:
        if name.lower() != "subject" or str(value).isascii():
            return str(super().fold(name, value))
        words = Header(str(value), "utf-8", header_name=name).encode(linesep=self.linesep)
        return f"{name}: {words}{self.linesep}"

    def fold_binary(self, name: str, value: Any) -> bytes:
        return self.fold(name, value).encode() if name.lower() == "subject" else super().fold_binary(name, value)


FOLDING = Folding(linesep="\r\n")


@dataclass(frozen=True)
class Attachment:
    """`media_type`: « application/pdf », without parameter."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    to: str
    subject: str
    text: str
    html: str
    reply_to: str = ""
    attachments: Sequence[Attachment] = ()


class NotAccepted(Exception):  # noqa: N818
    """The server has not taken the mail, that is known; any other failure leaves a doubt."""

    def __init__(self, sentence: str, *, lasting: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.lasting = lasting


def send(mail: Mail) -> None:
    """Called once the transaction is committed: a mail never speaks of what was undone."""
    try:
        message = build(mail)
    except ValueError:
        raise NotAccepted(UNWRITABLE, lasting=True) from None
    if settings().smtp_url:
        _by_smtp(message, settings().smtp_url or "")
    else:
        _to_outbox(message)


def build(mail: Mail) -> EmailMessage:
    message = EmailMessage(FOLDING)
    message["From"] = settings().mail_from
    message["To"] = mail.to
    if mail.reply_to:
        message["Reply-To"] = mail.reply_to
    message["Subject"] = mail.subject
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=urlsplit(settings().base_url).hostname or "localhost")
    message["Auto-Submitted"] = "auto-generated"  # no « absent until Monday » comes back
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    for attached in mail.attachments:
        main, _, sub = attached.media_type.partition("/")
        message.add_attachment(attached.content, maintype=main, subtype=sub, filename=attached.name)
    message["Content-Language"] = "fr"  # last: adding a part moves every Content header into the first one
    return message


class _Hand:
    """Remembers that the message itself has begun to leave: from there on, silence is a doubt, not a refusal."""

    handed_over = False

    def data(self, message: Any) -> tuple[int, bytes]:
        self.handed_over = True
        return super().data(message)  # type: ignore[misc,no-any-return]


class _Plain(_Hand, smtplib.SMTP): ...


class _Secured(_Hand, smtplib.SMTP_SSL): ...


def _by_smtp(message: EmailMessage, url: str) -> None:
    server: _Plain | _Secured | None = None
    try:
        server = _connected(url)
        server.send_message(message)
    except smtplib.SMTPRecipientsRefused as refusal:
        lasting = all(code >= LASTING for code, _ in refusal.recipients.values())
        raise NotAccepted(REFUSED_ADDRESS if lasting else REFUSED, lasting=lasting) from None
    except smtplib.SMTPResponseException:
        raise NotAccepted(REFUSED) from None
    except (smtplib.SMTPException, OSError):
        if server is not None and server.handed_over:
            raise
        raise NotAccepted(NO_ANSWER) from None
    finally:
        _leave(server)


def _connected(url: str) -> "_Plain | _Secured":
    parts = urlsplit(url)
    host, port = parts.hostname or "localhost", parts.port or (465 if parts.scheme == "smtps" else 25)
    context = ssl.create_default_context()
    if parts.scheme == "smtps":
        server: _Plain | _Secured = _Secured(host, port, timeout=TIMEOUT_SECONDS, context=context)
    else:
        server = _Plain(host, port, timeout=TIMEOUT_SECONDS)
    try:
        if parts.scheme == "smtp" and parts.username:
            server.starttls(context=context)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _leave(server: "_Plain | _Secured | None") -> None:
    """What the server says once it has taken the mail changes nothing."""
    if server is not None:
        with suppress(smtplib.SMTPException, OSError):
            server.quit()
        server.close()


def _to_outbox(message: EmailMessage) -> None:
    outbox = settings().data_dir / "outbox"
    file = outbox / f"{uuid4().hex}.eml"
    try:
        outbox.mkdir(parents=True, exist_ok=True)
        file.with_suffix(".part").write_bytes(message.as_bytes())
        file.with_suffix(".part").rename(file)  # whoever reads the folder sees whole letters only
    except OSError:
        raise NotAccepted(NO_FOLDER) from None
