"""Where the figures are shown, and the folder where each process of the site keeps its own."""

import os
import shutil
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from app.errors import Refused
from app.settings import settings

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""Read by the library when it is first loaded, here and in the processes we start."""
WRONG = (
    "ODD17_METRICS_AT s’écrit « adresse:port », par exemple 127.0.0.1:9117, avec une adresse de cette machine ou d’un "
    "réseau privé\u00a0: ces mesures ne se montrent à personne d’autre."
)


def address() -> tuple[str, int] | None:
    """None when nobody asked for them; an address that the world could reach is refused."""
    asked = settings().metrics_at
    if not asked:
        return None
    try:
        parts = urlsplit(f"//{asked}")
        host, port = parts.hostname or "", parts.port
        found = ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError:
        raise Refused(WRONG) from None
    if port is None or found.is_unspecified or not (found.is_loopback or found.is_private):
        raise Refused(WRONG)
    return str(found), port


def prepare(data_dir: Path) -> Path:
    """Emptied: those who wrote there are no more."""
    folder = (data_dir / "metrics").resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    os.environ[FOLDER] = str(folder)
    return folder


def is_prepared() -> bool:
    return FOLDER in os.environ
