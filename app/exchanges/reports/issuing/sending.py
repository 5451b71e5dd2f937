"""An issued file leaves to one address."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.exchanges.reports.issuing.letter import compose
from app.mail import Mail
from app.models import IssuedFile, IssuedSending
from app.post import Post


def _compose(session: Session, sending: IssuedSending, now: datetime) -> Mail:
    mail = compose(session, sending, session.get_one(IssuedFile, sending.issued_id))
    sending.is_attached = bool(mail.attachments)
    return mail


POST = Post(IssuedSending, lambda session, sending: "", _compose)
