"""The name of a file: what people see of it, and how it leaves in a header (RFC 6266)."""

import re
import unicodedata
from urllib.parse import quote

MAX_NAME = 150
UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
FORBIDDEN = re.compile(r'[<>:"|?*/\\]')
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def safe_name(given: str) -> str:
    """No folder, no control or direction character, nothing a disk refuses; its suffix is kept when cut."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    seen = "".join(each for each in last if unicodedata.category(each) not in UNSEEN)
    name = re.sub(r"\s+", " ", FORBIDDEN.sub("-", seen)).strip(" .")
    stem, dot, suffix = name.rpartition(".")
    if not dot:
        stem, suffix = name, ""
    stem = stem.strip(" .") or "document"
    if RESERVED.match(stem):
        stem = f"_{stem}"
    end = f".{suffix}" if suffix else ""
    return stem[: MAX_NAME - len(end)] + end[:MAX_NAME]


def title_of(name: str) -> str:
    """« Compte_rendu signé.pdf » → « Compte rendu signé »: what a document is called when nobody says."""
    stem = name.rpartition(".")[0] or name
    return re.sub(r"[_\s]+", " ", stem).strip() or "Document"


def disposition(name: str) -> str:
    """Always an attachment; the exact name for today's programs, a plain one for the others."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9 ._()\-]", "_", plain).strip() or "document"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
