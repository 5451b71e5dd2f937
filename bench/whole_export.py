"""The memory a whole export takes, from the database to the file: python -m bench.whole_export URL KIND SUFFIX.

In a process of its own, which prints the highest it held and its seconds of processor; `peak_of` starts it.
"""

import json
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine

from app import clock
from app.db import snapshot
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.kinds import kind_named

STATUS = Path("/proc/self/status")
ALLOWED_SECONDS = 900


def main(url: str, kind: str, suffix: str) -> None:
    engine = create_engine(url)
    with TemporaryDirectory() as folder, snapshot(engine) as session:
        made = kind_named(kind).make(session, ReportChoice(clock.today()), "Mesures", Path(folder) / f"f{suffix}")
    told = {"megabytes": kilobytes("VmHWM") / 1024, "seconds": time.process_time(), "projects": made.projects}
    print(json.dumps(told))


def kilobytes(name: str) -> int:
    lines = STATUS.read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def peak_of(
    url: str, kind: str = "classeur", suffix: str = ".xlsx", environment: dict[str, str] | None = None
) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.whole_export", url, kind, suffix]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, timeout=ALLOWED_SECONDS)
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


if __name__ == "__main__":
    main(*sys.argv[1:])
