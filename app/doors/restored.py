"""After a backup is put back: the letters of doors that waited do not leave by themselves."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models import DoorLetter

HELD = "La base a été restaurée\u202f: cette lettre est peut-être déjà partie. Envoyez un nouveau lien au besoin."


def hold_door_letters(session: Session, *, now: datetime) -> None:
    waiting = update(DoorLetter).where(DoorLetter.sent_at.is_(None), DoorLetter.failed_at.is_(None))
    session.execute(waiting.values(failed_at=now, failure=HELD))
