"""What a received file is, by its first bytes and not by its name: what is neither a workbook nor text is named."""

from imports.errors import UnreadableFile
from imports.limits import LAST_ROW

ZIP_MARK = b"PK\x03\x04"
EMPTY_ZIP_MARK = b"PK\x05\x06"
COMPOUND_MARK = bytes.fromhex("D0CF11E0A1B11AE1")
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")

ENCRYPTED = (
    "Ce classeur est protégé par un mot de passe\u202f: enregistrez-le sans mot de passe "
    "(Fichier, Informations, Protéger le classeur)."
)
OLD_EXCEL = "Ce fichier est au format .xls d’avant 2007\u202f: enregistrez-le au format .xlsx."
WEB_PAGE = (
    "Ce fichier est une page web, même s’il porte le nom d’un classeur\u202f: "
    "ouvrez-le dans Excel ou LibreOffice, puis enregistrez-le au format .xlsx."
)
XML = "Ce fichier est du XML\u202f: ouvrez-le dans Excel ou LibreOffice, puis enregistrez-le au format .xlsx."
TOO_MANY_LINES = (
    "Ce fichier compte plus d’un million de lignes\u202f: supprimez les lignes vides, ou séparez-le en plusieurs."
)
WRONG_KIND = "Ce fichier est {kind}, pas un classeur\u202f: choisissez un fichier .xlsx ou .csv."

KINDS = {
    b"%PDF": "un document PDF",
    b"\x89PNG": "une image",
    b"\xff\xd8\xff": "une image",
    b"GIF8": "une image",
    b"{\\rtf": "un document texte (RTF)",
    b"\x1f\x8b": "une archive compressée",
    b"7z\xbc\xaf\x27\x1c": "une archive compressée",
    b"Rar!": "une archive compressée",
    b'{"': "un fichier JSON",
    b"[{": "un fichier JSON",
}
PAGES = (b"<html", b"<!doctype html", b"<table", b"<head", b"<meta")
# Une enveloppe MIME : ce qu’Excel nomme « page web à fichier unique ».
MAIL_PAGE = b"mime-version:"


def is_workbook(content: bytes) -> bool:
    """True for a zip, which `imports.archive` then looks into; False for what may be text; refuses all the rest."""
    if content.startswith((ZIP_MARK, EMPTY_ZIP_MARK)):
        return True
    if content.startswith(COMPOUND_MARK):
        raise UnreadableFile(ENCRYPTED if ENCRYPTED_STREAM in content else OLD_EXCEL)
    start = content[:512].removeprefix(b"\xef\xbb\xbf").lstrip()
    for mark, kind in KINDS.items():
        if content.startswith(mark) or start.startswith(mark):
            raise UnreadableFile(WRONG_KIND.format(kind=kind))
    _refuse_markup(start.lower())
    if max(content.count(b"\n"), content.count(b"\r")) > LAST_ROW:
        raise UnreadableFile(TOO_MANY_LINES)
    return False


def _refuse_markup(start: bytes) -> None:
    if start.startswith((*PAGES, MAIL_PAGE)) or (start.startswith(b"<") and b"<html" in start):
        raise UnreadableFile(WEB_PAGE)
    if start.startswith(b"<?xml"):
        raise UnreadableFile(XML)
