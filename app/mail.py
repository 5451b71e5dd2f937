"""Mail: through the SMTP server of the settings, or as `.eml` files in `var/outbox/` when none is set."""

import smtplib
import socket
import ssl
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import formatdate, make_msgid
from threading import Timer
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from app.settings import settings

TIMEOUT_SECONDS = 20
LONGEST_SECONDS = 90  # the whole conversation: a server that answers a letter at a time holds a worker no longer
NO_ANSWER = "Le serveur de courriel ne répond pas."
NO_FOLDER = "Le dossier des courriels ne peut pas être écrit."
REFUSED = "Le serveur de courriel refuse ce message."
UNWRITABLE = "L’adresse ou l’objet de ce message ne peut pas s’écrire\u202f: vérifiez l’adresse."
REFUSED_ADDRESS = "Le serveur de courriel refuse cette adresse\u202f: vérifiez-la auprès de la personne."
UNSUBSCRIBE = "List-Unsubscribe"
READY = 220
LASTING = 500  # answers from 500 on are refusals that another try does not change


class Folding(EmailPolicy):
    """The library drops spaces when it cuts a long subject with accents in two; the older ``Header`` does not.

    An address to stop at stays whole on its line: encoded in pieces, no program would read it.
    """

    def fold(self, name: str, value: Any) -> str:
        if name.lower() == UNSUBSCRIBE.lower():
            return f"{name}: {value}{self.linesep}"
        if name.lower() != "subject" or str(value).isascii():
            return str(super().fold(name, value))
        words = Header(str(value), "utf-8", header_name=name).encode(linesep=self.linesep)
        return f"{name}: {words}{self.linesep}"

    def fold_binary(self, name: str, value: Any) -> bytes:
        own = name.lower() in ("subject", UNSUBSCRIBE.lower())
        return self.fold(name, value).encode() if own else super().fold_binary(name, value)


FOLDING = Folding(linesep="\r\n")


@dataclass(frozen=True)
class Attachment:
    """`media_type`: « application/pdf », without parameter."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    """`unsubscribe`: the address that stops this mail when a program posts to it (RFC 8058)."""

    to: str
    subject: str
    text: str
    html: str
    reply_to: str = ""
    unsubscribe: str = ""
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
    if mail.unsubscribe:
        message[UNSUBSCRIBE] = f"<{mail.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
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

    def greet(self: Any, host: str, port: int) -> None:
        self._host = host  # the name its certificate must bear
        code, words = self.connect(host, port)
        if code != READY:
            raise smtplib.SMTPConnectError(code, words)

    def cut(self: Any) -> None:
        """From another thread: whoever waits for the server waits no longer."""
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)

    def data(self, message: Any) -> tuple[int, bytes]:
        self.handed_over = True
        return super().data(message)  # type: ignore[misc,no-any-return]


class _Plain(_Hand, smtplib.SMTP): ...


class _Secured(_Hand, smtplib.SMTP_SSL): ...


def _by_smtp(message: EmailMessage, url: str) -> None:
    server = _server_of(url)
    watch = Timer(LONGEST_SECONDS, server.cut)
    watch.daemon = True
    watch.start()
    try:
        _connect(server, url)
        server.send_message(message)
    except smtplib.SMTPRecipientsRefused as refusal:
        lasting = all(code >= LASTING for code, _ in refusal.recipients.values())
        raise NotAccepted(REFUSED_ADDRESS if lasting else REFUSED, lasting=lasting) from None
    except smtplib.SMTPResponseException:
        raise NotAccepted(REFUSED) from None
    except (smtplib.SMTPException, OSError):
        if server.handed_over:
            raise
        raise NotAccepted(NO_ANSWER) from None
    finally:
        _leave(server)
        watch.cancel()


def _server_of(url: str) -> "_Plain | _Secured":
    if urlsplit(url).scheme == "smtps":
        return _Secured(timeout=TIMEOUT_SECONDS, context=ssl.create_default_context())
    return _Plain(timeout=TIMEOUT_SECONDS)


def _connect(server: "_Plain | _Secured", url: str) -> None:
    parts = urlsplit(url)
    host, port = parts.hostname or "localhost", parts.port or (465 if parts.scheme == "smtps" else 25)
    server.greet(host, port)
    if parts.scheme == "smtp" and parts.username:
        server.starttls(context=ssl.create_default_context())
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))


def _leave(server: "_Plain | _Secured") -> None:
    """What the server says once it has taken the mail changes nothing."""
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
