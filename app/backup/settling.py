"""Once a database is put back: nobody is signed in, nothing leaves by itself, what was erased is erased again."""

from collections.abc import Sequence

from sqlalchemy import Engine, delete, update
from sqlalchemy.orm import Session

from app import clock
from app.backup.documents import documents_folder, sweep_orphans
from app.db import writing
from app.letters.restored import hold_everything
from app.models import Backup, BackupState, RespondentSession, SignInLink, UserSession
from app.privacy.replay import Known, replay_erasures

HELD = " {} lettre(s) en attente ne partiront pas d’elles-mêmes\u202f: revoyez le suivi des campagnes."
AGAIN = " {} information(s) sur des personnes oubliées depuis sont effacées de nouveau."
UNFINISHED = "La base a été restaurée à un moment où cette sauvegarde se faisait encore."


def settle_restored(engine: Engine, forgotten: Sequence[Known] = (), *, and_sweep: bool = True) -> str:
    """What there is to tell people, in French, after a space; nothing when there is nothing.

    `forgotten`: the erasures known before the restore; `and_sweep`: take away the files that no document names.
    """
    with writing(engine) as session:
        held = hold_everything(session, now=clock.now())
        end_every_session(session)
        _close_unfinished(session)
        again = replay_erasures(session, forgotten)
        if and_sweep:
            sweep_orphans(session.connection(), documents_folder())
    return (HELD.format(held) if held else "") + (AGAIN.format(again) if again else "")


def end_every_session(session: Session) -> None:
    """Those of the day of the backup: some were ended since, for a reason."""
    for table in (UserSession, RespondentSession, SignInLink):
        session.execute(delete(table))


def _close_unfinished(session: Session) -> None:
    """The backup that was being made is in the very file that was restored, unfinished."""
    unfinished = update(Backup).where(Backup.state.in_((BackupState.WAITING, BackupState.RUNNING)))
    session.execute(unfinished.values(state=BackupState.FAILED, finished_at=clock.now(), sentence=UNFINISHED))
