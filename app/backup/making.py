"""A backup made by the worker, from the queue to its drill."""

from collections.abc import Sequence
from pathlib import Path

import pyrage
from sqlalchemy import Engine, update

from app import clock
from app.backup.drill.apart import drilled_apart
from app.backup.drill.report import Report
from app.backup.keeping import file_name, kept, made_at
from app.backup.keys import Identity, Recipient, recipients_of
from app.backup.letters import warn
from app.backup.queries import is_drill_due, last_verified
from app.backup.saving import Saved, save
from app.db import Bind, reading, writing
from app.errors import DomainError, Refused
from app.jobs import TryAgain
from app.models import Backup, BackupState, DrillOutcome
from app.settings import settings

INTERRUPTED = "Interrompue\u202f: le travailleur s’est arrêté pendant qu’elle se faisait."


def make(bind: Bind, backup_id: int) -> None:
    """Raises TryAgain with the reason when it could not be written. The drill of the week follows.

    A file that is sealed is sealed also for a key of the moment, that only this process knows: the drill opens the very
    file that was written, and nothing that opens it stays on the server.
    """
    assert isinstance(bind, Engine)  # noqa: S101  (a snapshot is shared with another program)
    folder = settings().backup_dir
    if folder is None or not _begin(bind, backup_id):
        return
    recipients = recipients_of(settings().backup_key)
    key = pyrage.x25519.Identity.generate() if recipients else None
    is_due = _is_drill_due(bind)
    try:
        saved = _save(bind, folder, [*recipients, *([key.to_public()] if key is not None and is_due else [])])
    except DomainError as refusal:
        _note(bind, backup_id, state=BackupState.WAITING, sentence=refusal.sentence)
        raise TryAgain(refusal.sentence) from None
    _finish(bind, backup_id, saved)
    take_away(bind, folder)
    if is_due:
        _drill(bind, backup_id, saved.file, key)


def given_up(bind: Bind, sentence: str, backup_id: int) -> None:
    _note(bind, backup_id, state=BackupState.FAILED, sentence=sentence, finished_at=clock.now())
    warn(bind, "La sauvegarde n’a pas pu se faire.", [sentence])


def _begin(bind: Engine, backup_id: int) -> bool:
    """Two never run at once: another one that seems to run died with its worker."""
    running = update(Backup).where(Backup.state == BackupState.RUNNING, Backup.id != backup_id)
    with writing(bind) as session:
        session.execute(running.values(state=BackupState.FAILED, sentence=INTERRUPTED, finished_at=clock.now()))
        backup = session.get(Backup, backup_id)
        if backup is None or BackupState(backup.state).is_over:
            return False
        backup.state, backup.started_at, backup.sentence = BackupState.RUNNING, clock.now(), ""
    return True


def _save(bind: Engine, folder: Path, recipients: Sequence[Recipient]) -> Saved:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as fault:
        raise Refused(f"Le dossier {folder} ne peut pas être créé\u00a0: {fault.strerror}.") from fault
    name = file_name(clock.now(), is_encrypted=bool(recipients))
    return save(bind, folder / name, recipients=recipients)


def _is_drill_due(bind: Engine) -> bool:
    with reading(bind) as session:
        return is_drill_due(session, clock.now())


def _finish(bind: Engine, backup_id: int, saved: Saved) -> None:
    state = BackupState.INCOMPLETE if saved.faults else BackupState.DONE
    sentence = " ".join(saved.faults)
    measured = {"size_bytes": saved.size, "sha256": saved.sha256, "is_encrypted": saved.is_encrypted}
    _note(
        bind, backup_id, state=state, sentence=sentence, file_name=saved.file.name, finished_at=clock.now(), **measured
    )
    if saved.faults:
        warn(bind, "La sauvegarde est incomplète.", saved.faults)


def take_away(bind: Bind, folder: Path) -> None:
    """What the rule no longer keeps; never the last one whose drill passed."""
    there = {when: file for file in folder.iterdir() if (when := made_at(file.name))}
    with writing(bind) as session:
        verified = last_verified(session)
        gone = [
            there[when]
            for when in there.keys() - kept(there)
            if verified is None or there[when].name != verified.file_name
        ]
        for file in gone:
            file.unlink(missing_ok=True)
        named = update(Backup).where(Backup.file_name.in_([file.name for file in gone]), Backup.deleted_at.is_(None))
        session.execute(named.values(deleted_at=clock.now()))


def _drill(bind: Engine, backup_id: int, file: Path, key: Identity | None) -> None:
    report: Report = drilled_apart(file, key)
    steps = report.as_data()["steps"]
    found = {"verification": report.outcome, "verification_report": steps, "restore_seconds": report.restore_seconds}
    _note(bind, backup_id, verified_at=clock.now(), **found)
    if report.outcome is not DrillOutcome.PASSED:
        wrong = [f"{step.name}\u00a0: {step.sentence}" for step in report.steps if step.outcome != DrillOutcome.PASSED]
        warn(bind, "La sauvegarde de cette semaine n’a pas passé son essai de restauration.", wrong)


def _note(bind: Bind, backup_id: int, **values: object) -> None:
    with writing(bind) as session:
        session.execute(update(Backup).where(Backup.id == backup_id).values(values))
