"""LibreOffice kept open on the equivalent workbook, and asked to recalculate: its load is never counted."""

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

PYTHON = "/usr/bin/python3"
"""The interpreter that knows LibreOffice's own library (Debian: python3-uno)."""
DRIVER = Path(__file__).parent / "office_driver.py"


class Office:
    """One LibreOffice, with a profile of its own, until the end of the block."""

    def __init__(self, workbook: Path) -> None:
        self.workbook = workbook

    def __enter__(self) -> "Office":
        self.profile = tempfile.TemporaryDirectory()
        command = [PYTHON, DRIVER, self.profile.name, self.workbook.resolve()]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._answer()
        return self

    def __exit__(self, *_: object) -> None:
        self.ask("quit")
        self.process.communicate(timeout=60)
        self.profile.cleanup()

    def ask(self, *words: object) -> Any:
        """`all` and `weight SHEET CELL VALUE`: seconds to recalculate; `values SHEET RANGE`: what is there."""
        assert self.process.stdin
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("LibreOffice s’est arrêté")
        return json.loads(line)


def is_there() -> bool:
    try:
        return subprocess.run([PYTHON, "-c", "import uno"], capture_output=True, timeout=30).returncode == 0
    except OSError:
        return False
