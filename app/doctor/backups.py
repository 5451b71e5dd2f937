"""The backups that the worker makes: how old the last one is, and the last that was seen to restore."""

from datetime import timedelta

from sqlalchemy.orm import Session

from app import clock
from app.backup.queries import last_drilled, last_made, last_verified
from app.backup.words import room_left, size
from app.doctor.finding import Finding, fault, good, watch
from app.models import Backup, DrillOutcome
from app.settings import settings
from app.web.filters import date_fr

LATE, VERY_LATE, DRILL_LATE = timedelta(hours=36), timedelta(days=7), timedelta(days=10)
TIMES_THE_LAST = 3


def last_backup(session: Session) -> Finding:
    if settings().backup_dir is None:
        return watch(
            "Aucune sauvegarde ne se fait seule\u00a0: indiquez ODD17_BACKUP_DIR, "
            "ou planifiez «\u00a0odd17 backup\u00a0»."
        )
    last = last_made(session)
    age = _age(last)
    if last is None or age is None:
        return watch("Aucune sauvegarde complète n’a encore été faite par le travailleur.")
    said = f"La dernière sauvegarde complète date du {date_fr(last.finished_at)}"
    if age > VERY_LATE:
        return fault(f"{said}\u00a0: plus rien ne se sauvegarde depuis.")
    if age > LATE:
        return watch(f"{said}\u00a0: la page des sauvegardes dit pourquoi.")
    return good(f"{said}." if last.is_encrypted else f"{said}, sans chiffrement.")


def last_drill(session: Session) -> Finding:
    """A drill that could not run is not one that passed."""
    if settings().backup_dir is None:
        return watch("Aucun essai de restauration ne se fait seul\u00a0: essayez «\u00a0odd17 backup verify\u00a0».")
    last, passed = last_drilled(session), last_verified(session)
    if last is not None and last.verification == DrillOutcome.FAILED:
        return fault(f"La sauvegarde du {date_fr(last.finished_at)} n’a pas passé son essai de restauration.")
    if passed is None or passed.verified_at is None:
        return watch("Aucune sauvegarde n’a encore passé son essai de restauration.")
    said = f"Le dernier essai de restauration réussi date du {date_fr(passed.verified_at)}"
    if clock.now() - passed.verified_at > DRILL_LATE:
        return watch(f"{said}\u00a0: la page des sauvegardes dit pourquoi.")
    return good(f"{said}.")


def room_for_backups(session: Session) -> Finding:
    last, free = last_made(session), room_left()
    if settings().backup_dir is None:
        return good("Aucun dossier de sauvegardes n’est à surveiller.")
    if free is None:
        return fault(f"Le dossier des sauvegardes {settings().backup_dir} ne répond pas.")
    if last is not None and free < TIMES_THE_LAST * (last.size_bytes or 0):
        return fault(f"Il ne reste que {size(free)} pour les sauvegardes.")
    return good(f"Il reste {size(free)} pour les sauvegardes.")


def _age(backup: Backup | None) -> timedelta | None:
    return clock.now() - backup.finished_at if backup is not None and backup.finished_at is not None else None
