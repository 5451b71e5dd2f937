"""Backups in words, and by the tone of their badge."""

import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from app.backup.queries import Line
from app.models import Backup, BackupState, DrillOutcome
from app.settings import settings

STATES: Mapping[str, tuple[str, str]] = {
    BackupState.WAITING: ("due", "attend son tour"),
    BackupState.RUNNING: ("info", "se fait"),
    BackupState.DONE: ("done", "complète"),
    BackupState.INCOMPLETE: ("late", "incomplète"),
    BackupState.FAILED: ("late", "en échec"),
}
DRILLS: Mapping[str, tuple[str, str]] = {
    DrillOutcome.PASSED: ("done", "réussi"),
    DrillOutcome.FAILED: ("late", "en échec"),
    DrillOutcome.COULD_NOT: ("due", "n’a pas pu se faire"),
}
GIGABYTE, MEGABYTE = 1_000_000_000, 1_000_000


class Row(NamedTuple):
    """`why`, `drill_why`: what went wrong, a French sentence, empty when nothing did."""

    when: datetime
    by: str
    size: str
    state: tuple[str, str]
    drill: tuple[str, str] | None
    took: str
    file: str
    why: str
    drill_why: str


def row_of(line: Line) -> Row:
    backup = line.backup
    return Row(
        backup.finished_at or backup.started_at or backup.asked_at,
        "Chaque nuit" if backup.due_on else line.asked_by or "À la demande",
        size(backup.size_bytes),
        ("quiet", "effacée par la règle") if backup.deleted_at else STATES[backup.state],
        DRILLS[backup.verification] if backup.verification else None,
        f"en {seconds(backup.restore_seconds)}" if backup.restore_seconds else "",
        backup.file_name,
        backup.sentence,
        first_wrong(backup.verification_report),
    )


def first_wrong(report: list[dict[str, Any]] | None) -> str:
    """The first rung that gave way says enough: those above it fell with it."""
    wrong = (step for step in report or [] if step["outcome"] != DrillOutcome.PASSED)
    return next((f"{step['name'].capitalize()}\u00a0: {step['sentence']}" for step in wrong), "")


def size(count: int | None) -> str:
    if count is None:
        return ""
    unit, name = (GIGABYTE, "Go") if count >= GIGABYTE else (MEGABYTE, "Mo")
    return f"{max(count / unit, 0.1):.1f}".replace(".", ",") + f"\u00a0{name}"


def seconds(value: float) -> str:
    return f"{value:.0f}\u00a0s" if value >= 1 else "moins d’une seconde"


def room_left() -> int | None:
    """Bytes free where backups are written, none when the folder cannot be asked."""
    folder = settings().backup_dir
    return None if folder is None else _free(folder)


def _free(folder: Path) -> int | None:
    try:
        return shutil.disk_usage(folder if folder.exists() else folder.parent).free
    except OSError:
        return None


def commands_for(backup: Backup) -> list[str]:
    """To try the last one, then to put it back."""
    file = (settings().backup_dir or Path()) / backup.file_name
    key = " --identity CLÉ" if backup.is_encrypted else ""
    return [f"odd17 backup verify {file}{key}", f"odd17 restore {file} --replace{key}"]
