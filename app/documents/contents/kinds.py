"""The kinds of files taken in: what each is called, and what its content is served as."""

from typing import NamedTuple

OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."


class FileKind(NamedTuple):
    """``family``: how its content is checked."""

    suffix: str
    label: str
    media_type: str
    family: str


KINDS = {
    kind.suffix: kind
    for kind in (
        FileKind("pdf", "PDF", "application/pdf", "pdf"),
        FileKind("docx", "Word", OOXML + "wordprocessingml.document", "ooxml"),
        FileKind("xlsx", "Excel", OOXML + "spreadsheetml.sheet", "ooxml"),
        FileKind("pptx", "PowerPoint", OOXML + "presentationml.presentation", "ooxml"),
        FileKind("odt", "texte OpenDocument", ODF + "text", "odf"),
        FileKind("ods", "classeur OpenDocument", ODF + "spreadsheet", "odf"),
        FileKind("odp", "présentation OpenDocument", ODF + "presentation", "odf"),
        FileKind("jpg", "image JPEG", "image/jpeg", "jpeg"),
        FileKind("jpeg", "image JPEG", "image/jpeg", "jpeg"),
        FileKind("png", "image PNG", "image/png", "png"),
        FileKind("txt", "texte", "text/plain", "text"),
        FileKind("csv", "tableau CSV", "text/csv", "text"),
    )
}
ACCEPTED = ",".join(f".{suffix}" for suffix in KINDS)
"""For the `accept` of a file input."""

HIDDEN = frozenset(["bat", "cmd", "exe", "hta", "jar", "js", "lnk", "msi", "ps1", "scr", "vbs"])
"""Suffixes of programs: refused even hidden before an innocent one."""
