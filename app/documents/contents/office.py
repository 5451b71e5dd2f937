"""Office documents: the type they say inside must be the one of their name; no program, no outside template."""

import re
import zipfile
from typing import BinaryIO
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from app.documents.contents.kinds import FileKind
from app.documents.contents.rejected import Rejected, incomplete, other_than
from app.documents.contents.zips import PROTECTED, opened

TYPES = "[Content_Types].xml"
MANIFEST = "META-INF/manifest.xml"
MACROS = "Ce fichier contient des macros, c’est-à-dire un programme\u00a0: enregistrez-le sans elles."
INSERTED = "Ce fichier contient un objet incorporé qui pourrait être un programme\u00a0: retirez-le, puis renvoyez-le."
OUTSIDE = (
    "Ce fichier va chercher son modèle ou ses données ailleurs\u00a0: enregistrez-le à nouveau sous un modèle simple."
)
PROGRAMS = re.compile(r"(vbaproject|vbadata|macrosheets|activex|/customui)", re.IGNORECASE)
OBJECTS = re.compile(r"embeddings/.*\.(?!(docx|xlsx|pptx|odt|ods|odp|png|jpe?g|emf|wmf)$)[^/.]+$", re.IGNORECASE)
LIBRARIES = ("basic/", "scripts/", "dialogs/")
FETCHED = re.compile(rb'(attachedTemplate|oleObject|frame|subDocument)"[^>]*TargetMode\s*=\s*"External"', re.IGNORECASE)
FETCHED_AGAIN = re.compile(
    rb'TargetMode\s*=\s*"External"[^>]*/(attachedTemplate|oleObject|frame|subDocument)"', re.IGNORECASE
)
DYNAMIC = re.compile(
    rb"<(\w+:)?dde(Link|Item)|<text:dde-connection-decl|<script:|<office:scripts>.*?<script", re.DOTALL
)


def read_ooxml(stream: BinaryIO, kind: FileKind) -> str:
    with opened(stream, kind) as archive:
        names = archive.namelist()
        if TYPES not in names:
            raise other_than(kind.label)
        said = _content_types(_part(archive, TYPES))
        if any("macroenabled" in each or "vbaproject" in each for each in said) or any(map(PROGRAMS.search, names)):
            raise Rejected(MACROS)
        if f"{kind.media_type}.main+xml" not in said:
            raise other_than(kind.label)
        _refuse_guests(archive, names)
    return ""


def read_odf(stream: BinaryIO, kind: FileKind) -> str:
    with opened(stream, kind) as archive:
        first, names = archive.infolist()[0], archive.namelist()
        if first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED:
            raise other_than(kind.label)
        if archive.read("mimetype") != kind.media_type.encode() or not {"content.xml", MANIFEST} <= set(names):
            raise other_than(kind.label)
        if b"encryption-data" in _part(archive, MANIFEST):
            raise Rejected(PROTECTED)
        if any(name.lower().startswith(LIBRARIES) and not name.endswith("/") for name in names if not _empty(name)):
            raise Rejected(MACROS)
        if DYNAMIC.search(_part(archive, "content.xml")):
            raise Rejected(OUTSIDE)
    return ""


def _empty(name: str) -> bool:
    """LibreOffice lists its libraries even when there are none."""
    return name.lower() in ("basic/script-lc.xml", "basic/standard/script-lb.xml")


def _refuse_guests(archive: zipfile.ZipFile, names: list[str]) -> None:
    if any(map(OBJECTS.search, names)):
        raise Rejected(INSERTED)
    for name in names:
        if name.endswith(".rels"):
            part = _part(archive, name)
            if FETCHED.search(part) or FETCHED_AGAIN.search(part):
                raise Rejected(OUTSIDE)
        elif "externallinks/" in name.lower() and DYNAMIC.search(_part(archive, name)):
            raise Rejected(OUTSIDE)


def _content_types(part: bytes) -> set[str]:
    try:
        root = fromstring(part, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as fault:
        raise incomplete() from fault
    return {each.get("ContentType", "").lower() for each in root}


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    part = archive.read(name)
    if b"<!DOCTYPE" in part[:2000]:
        raise incomplete()
    return part
