"""A drill in a process of its own: nothing of the restored database touches the site or the worker."""

import json
import subprocess
import sys
from pathlib import Path

from app.backup.drill.report import Report, Step, report_of
from app.backup.keys import Identity
from app.models import DrillOutcome

PATIENCE_SECONDS = 3 * 3600
COMMAND = "from app.cli import main; main()"


def drilled_apart(file: Path, key: Identity | None) -> Report:
    """`key` goes through the standard input: neither the disk nor the list of processes ever shows it."""
    opening = ("--identity", "-") if key is not None else ()
    command = [sys.executable, "-c", COMMAND, "backup", "verify", str(file), "--json", *opening]
    try:
        done = subprocess.run(command, input=str(key or ""), capture_output=True, text=True, check=False,
                              timeout=PATIENCE_SECONDS)  # fmt: skip
        return report_of(json.loads(done.stdout))
    except subprocess.TimeoutExpired:
        return _could_not("l’essai dure depuis trois heures")
    except (OSError, ValueError, KeyError) as fault:
        return _could_not(f"l’essai s’est arrêté ({type(fault).__name__})")


def _could_not(why: str) -> Report:
    return Report([Step("lecture", DrillOutcome.COULD_NOT, f"N’a pas pu se faire\u00a0: {why}.")])
