"""Mail: through the SMTP server of the settings, or as `.eml` files in `var/outbox/` when none is set."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import formatdate, make_msgid
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from app.settings import settings
from app.smtp import NO_ANSWER as NO_ANSWER
from app.smtp import REFUSED as REFUSED
from app.smtp import REFUSED_ADDRESS as REFUSED_ADDRESS
from app.smtp import NotAccepted as NotAccepted
from app.smtp import hand_over

NO_FOLDER = "Le dossier des courriels ne peut pas être écrit."
UNWRITABLE = "L’adresse ou l’objet de ce message ne peut pas s’écrire\u202f: vérifiez l’adresse."
UNSUBSCRIBE = "List-Unsubscribe"


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


def send(mail: Mail) -> None:
    """Called once the transaction is committed: a mail never speaks of what was undone."""
    try:
        message = build(mail)
    except ValueError:
        raise NotAccepted(UNWRITABLE, lasting=True) from None
    if settings().smtp_url:
        hand_over(message, settings().smtp_url or "")
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


def _to_outbox(message: EmailMessage) -> None:
    outbox = settings().data_dir / "outbox"
    file = outbox / f"{uuid4().hex}.eml"
    try:
        outbox.mkdir(parents=True, exist_ok=True)
        file.with_suffix(".part").write_bytes(message.as_bytes())
        file.with_suffix(".part").rename(file)  # whoever reads the folder sees whole letters only
    except OSError:
        raise NotAccepted(NO_FOLDER) from None
