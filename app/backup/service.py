"""Verbs of the backups that the worker makes."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app import clock
from app.backup.keeping import day_of
from app.backup.queries import is_one_under_way
from app.errors import Refused
from app.jobs import enqueue
from app.models import Backup, BackupState, User
from app.settings import settings

NO_FOLDER = "Aucun dossier de sauvegarde n’est indiqué (ODD17_BACKUP_DIR)\u202f: rien ne peut s’écrire."
UNDER_WAY = "Une sauvegarde se fait déjà\u202f: attendez qu’elle finisse."


def ask_for_backup(session: Session, *, user: User, now: datetime) -> Backup:
    for is_so, sentence in ((settings().backup_dir is None, NO_FOLDER), (is_one_under_way(session), UNDER_WAY)):
        if is_so:
            raise Refused(sentence, link="/sauvegardes", link_label="Voir les sauvegardes")
    backup = Backup(asked_by_id=user.id, asked_at=now, state=BackupState.WAITING)
    session.add(backup)
    session.flush()
    _queue(session, backup.id)
    return backup


def plan_tonight(session: Session, *, now: datetime) -> int | None:
    """The backup of the day, once, from its hour on: a night when nothing ran is caught up in the morning."""
    if settings().backup_dir is None or now.astimezone(clock.PARIS).time() < settings().backup_at:
        return None
    night = insert(Backup).values(due_on=day_of(now), asked_at=now, state=BackupState.WAITING)
    made = session.scalar(night.on_conflict_do_nothing(index_elements=["due_on"]).returning(Backup.id))
    if made is not None:
        _queue(session, made)
    return made


def _queue(session: Session, backup_id: int) -> None:
    enqueue(session, "backup.make", lock="backup", backup_id=backup_id)
