"""The real command, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

ODD17 = str(Path(sys.executable).with_name("odd17"))


def environment(**settings: str) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("ODD17_")} | settings


def odd17(*arguments: str | Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Never a traceback, whatever happens: a person reads what comes back."""
    done = subprocess.run(
        [ODD17, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
        env=environment(**settings),
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done
