"""What a workbook's zip is made of: another kind of document, or parts that have no place in a table that is received.

External links and embedded objects are refused though nothing here would follow them: their values were computed
somewhere else, the person who checks the import cannot see where, and breaking the link is a menu away.
"""

import zipfile

from imports.errors import UnreadableFile

XML_ENDINGS = (".xml", ".rels", ".vml")
TYPES_PART, WORKBOOK_PART = "[Content_Types].xml", "xl/workbook.xml"
MAX_TYPES_BYTES = 1024 * 1024
SNIFFED_BYTES = 8
FILE_MARKS = (b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1"), b"7z\xbc\xaf\x27\x1c", b"Rar!")
STRICT = b"purl.oclc.org/ooxml/spreadsheetml"

NOT_XLSX = "Ce fichier n’est pas un classeur .xlsx\u202f: enregistrez-le dans ce format depuis Excel ou LibreOffice."
MACROS = "Ce classeur contient des macros\u202f: enregistrez-le au format .xlsx, sans macro."
LINKS = (
    "Ce classeur est lié à d’autres fichiers\u202f: dans Excel, menu Données, «\u00a0Modifier les liaisons\u00a0», "
    "choisissez «\u00a0Rompre la liaison\u00a0» pour garder les valeurs, puis enregistrez."
)
OBJECTS = (
    "Ce classeur contient un autre fichier, incorporé dans une feuille\u202f: supprimez cet objet, puis enregistrez."
)
STRICT_XLSX = (
    "Ce classeur est au format «\u00a0Open XML strict\u00a0»\u202f: "
    "enregistrez-le comme «\u00a0Classeur Excel (.xlsx)\u00a0»."
)
OTHER_KINDS = {
    "word/": "Ce fichier est un document Word, pas un classeur\u202f: choisissez un fichier .xlsx ou .csv.",
    "ppt/": "Ce fichier est une présentation PowerPoint, pas un classeur\u202f: choisissez un fichier .xlsx ou .csv.",
}
OPEN_DOCUMENT = "Ce fichier est au format OpenDocument (.ods)\u202f: enregistrez-le au format .xlsx depuis LibreOffice."
NUMBERS = "Ce fichier vient de Numbers\u202f: exportez-le au format Excel (Fichier, Exporter vers)."
BINARY = "Ce classeur est au format .xlsb\u202f: enregistrez-le au format .xlsx."


def is_xml(name: str) -> bool:
    return name.lower().endswith(XML_ENDINGS)


def refuse_unwanted(archive: zipfile.ZipFile) -> None:
    names = {name.lower().replace("\\", "/") for name in archive.namelist()}
    _refuse_another_kind(archive, names)
    types = _start_of(archive, TYPES_PART, MAX_TYPES_BYTES).lower()
    if b"macroenabled" in types or any(name.endswith("vbaproject.bin") for name in names):
        raise UnreadableFile(MACROS)
    if b"externallink+xml" in types or any(name.startswith("xl/externallinks/") for name in names):
        raise UnreadableFile(LINKS)
    if any(name.startswith(("xl/embeddings/", "xl/activex/")) for name in names) or _holds_a_file(archive):
        raise UnreadableFile(OBJECTS)


def _refuse_another_kind(archive: zipfile.ZipFile, names: set[str]) -> None:
    if "mimetype" in names:
        raise UnreadableFile(OPEN_DOCUMENT)
    if "xl/workbook.bin" in names:
        raise UnreadableFile(BINARY)
    if any(name.endswith(".iwa") for name in names):
        raise UnreadableFile(NUMBERS)
    for folder, sentence in OTHER_KINDS.items():
        if any(name.startswith(folder) for name in names):
            raise UnreadableFile(sentence)
    if TYPES_PART not in archive.namelist():
        raise UnreadableFile(NOT_XLSX)
    if WORKBOOK_PART in archive.namelist() and STRICT in _start_of(archive, WORKBOOK_PART, 2_000):
        raise UnreadableFile(STRICT_XLSX)


def _holds_a_file(archive: zipfile.ZipFile) -> bool:
    """An archive or a document of its own under any name: nothing here opens it, somebody else might."""
    others = (name for name in archive.namelist() if not is_xml(name))
    return any(_start_of(archive, name, SNIFFED_BYTES).startswith(FILE_MARKS) for name in others)


def _start_of(archive: zipfile.ZipFile, name: str, size: int) -> bytes:
    with archive.open(name) as part:
        return part.read(size)
