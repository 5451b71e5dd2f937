"""Starts the child that reads a received file, waits for it no longer than agreed, and trusts nothing but its JSON."""

import json
import subprocess
import sys
from pathlib import Path

from imports.archive import DAMAGED
from imports.errors import UnreadableFile
from imports.limits import WALL_SECONDS

TOO_LONG = "Ce classeur est trop long à lire\u202f: séparez-le en plusieurs."
ROOT = str(Path(__file__).resolve().parent.parent)
# -I ignore PYTHONPATH et le dossier courant : le chemin du projet est donné, rien d’autre n’est hérité.
# numpy et Pillow, qu’openpyxl charge s’il les trouve, ne servent pas ici et coûteraient mémoire et démarrage.
START = (
    "import sys; sys.path.insert(0, sys.argv[1]); sys.modules.update(numpy=None, PIL=None); "
    "from imports.child import main; main()"
)
# lxml, s’il est installé, remplacerait defusedxml.
ENVIRONMENT = {"OPENPYXL_LXML": "False", "LANG": "C.UTF-8"}


def read_in_child(content: bytes, *, wall_seconds: float = WALL_SECONDS) -> dict[str, object]:
    command = [sys.executable, "-I", "-X", "utf8", "-W", "ignore", "-c", START, ROOT]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=wall_seconds, env=ENVIRONMENT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(TOO_LONG) from error
    if done.returncode < 0:
        raise UnreadableFile(TOO_LONG)
    return _decoded(done.stdout)


def _decoded(output: bytes) -> dict[str, object]:
    try:
        answer = json.loads(output)
    except ValueError as error:
        raise UnreadableFile(DAMAGED) from error
    if "refusal" in answer:
        raise UnreadableFile(str(answer["refusal"]))
    return dict(answer)
