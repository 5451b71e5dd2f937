"""The words that go with a file, and the file when a letter can carry it."""

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.issuing.queries import size_of
from app.exchanges.reports.issuing.storing import whole
from app.exchanges.reports.kinds import kind_named
from app.letters.composing import Contact, contact_for
from app.mail import Attachment, Mail
from app.models import IssuedFile, IssuedSending, User
from app.web.filters import date_long
from app.web.templating import environment

MAX_ATTACHED_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True)
class Words:
    """What the templates may say. `as_of`: the day the figures stop at."""

    hello: str
    contact: Contact | None
    kind: str
    about: str
    as_of: date
    message: str
    file_name: str
    is_attached: bool
    can_be_verified: bool


def compose(session: Session, sending: IssuedSending, issued: IssuedFile) -> Mail:
    author = session.get(User, issued.asked_by_id) if issued.asked_by_id else None
    attachments = _attached(session, issued)
    words = Words(
        hello=f"À l’attention de {sending.name}," if sending.name else "Bonjour,",
        contact=contact_for(author),
        kind=kind_named(issued.kind).label,
        about=issued.about,
        as_of=ReportChoice.from_json(issued.choice).as_of,
        message=sending.message,
        file_name=issued.file_name,
        is_attached=bool(attachments),
        can_be_verified=bool(issued.digest),
    )
    title = re.sub(r"\s*[\r\n]+\s*", " ", f"{words.kind} du Fonds ODD 17, au {date_long(words.as_of)}")
    return Mail(
        to=sending.email,
        subject=title,
        text=environment.get_template("letters/issued_file.txt").render(words=words).strip() + "\n",
        html=environment.get_template("letters/issued_file.html").render(words=words, subject=title),
        reply_to=words.contact.email if words.contact else "",
        attachments=attachments,
    )


def _attached(session: Session, issued: IssuedFile) -> tuple[Attachment, ...]:
    if issued.content_id is None or size_of(session, issued) > MAX_ATTACHED_BYTES:
        return ()
    media_type = kind_named(issued.kind).media_type(issued.suffix).partition(";")[0]
    return (Attachment(issued.file_name, media_type, whole(session, issued.content_id)),)
