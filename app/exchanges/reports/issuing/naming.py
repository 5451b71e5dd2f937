"""What an issued file is called, so that it says in a folder whose it is, and which one."""

import re
import unicodedata

from app.exchanges.reports.choice import ReportChoice
from app.models import IssuedFile

MAX_WORDS = 40
TITLE = re.compile(r"[\w ’]+\u00a0: ")
"""« Région : », before what was chosen."""
NUMBER = re.compile(r"-n(\d{1,15})(?=\D*$)")


def file_name(issued: IssuedFile, choice: ReportChoice) -> str:
    """« classeur-fondation-horizon-2026-03-31-n12.xlsx »."""
    who = choice.project or issued.funder or ("" if not choice.projects.chosen else TITLE.sub("", issued.about))
    parts = (issued.kind, plain(who) or "fonds-odd-17", f"{choice.as_of:%Y-%m-%d}", f"n{issued.id}")
    return "-".join(parts) + issued.suffix


def number_in(name: str) -> int | None:
    """The number that a name bears, whatever a browser or a person added after it."""
    stem = name.rpartition(".")[0] or name
    found = NUMBER.search(re.sub(r"[\s_]*\(\d+\)$", "", stem))
    return int(found[1]) if found else None


def plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.replace("’", " ")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:MAX_WORDS].strip("-")
