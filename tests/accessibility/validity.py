"""HTML judged by html-validate, in one process for all the pages."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

PROGRAM = Path(__file__).with_name("validate.mjs")


def html_faults(pages: Mapping[str, str]) -> list[str]:
    """« page : rule : what is wrong », of pages given by name."""
    given = json.dumps(dict(pages))
    done = subprocess.run(["node", str(PROGRAM)], input=given, capture_output=True, text=True, timeout=240, check=True)
    found: list[str] = json.loads(done.stdout)
    return found
