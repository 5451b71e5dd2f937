"""The files made to harm, each with what its sender reads. Built when asked: some take a second to write."""

from collections.abc import Callable

from tests.imports.hostile import (
    LAUGHS,
    ONE_CELL,
    OUTSIDE,
    SHEET,
    lying_about_size,
    noise,
    overlapping,
    part_of,
    rows_of,
    sheet_of,
    symbolic_link,
    with_flag,
    with_parts,
    with_sheet,
    with_strings,
    zip_of,
)
from tests.imports.support import FOLLOW_UP

Build = Callable[[], bytes]
STYLES, WORKBOOK = "xl/styles.xml", "xl/workbook.xml"
TYPES, RELATIONS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1")


def a_million(part: str, closing: str, line: str) -> Build:
    """The part, with a million lines before its closing tag; each differs, so that its ratio stays honest."""
    return lambda: with_parts(
        {part: part_of(part).replace(closing, "".join(line.format(n) for n in range(1_000_000)) + closing).encode()},
        level=1,
    )


def a_million_texts() -> bytes:
    return with_strings("".join(f"<si><t>{n}</t></si>" for n in range(1_000_000)), ONE_CELL)


def far_cell() -> bytes:
    return with_sheet(f'{ONE_CELL}<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>')


def ten_thousand_columns() -> bytes:
    return with_sheet(f'<row r="1">{"".join(f"<c><v>{n}</v></c>" for n in range(10_000))}</row>')


def a_million_merges() -> bytes:
    merges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 1_000_001))
    return with_sheet(ONE_CELL, after=f"<mergeCells>{merges}</mergeCells>")


def two_million_empty_rows() -> bytes:
    return with_sheet("".join(f'<row r="{n}" s="1"/>' for n in range(1, 2_000_001)))


def two_million_empty_cells() -> bytes:
    return with_sheet(rows_of(40_000, 50, '<c r="{letter}{n}" s="1"/>'))


def a_million_columns_set() -> bytes:
    columns = "".join(f'<col hidden="1" min="{n}" max="{n}"/>' for n in range(1_000_000))
    return with_sheet(ONE_CELL, before=f"<cols>{columns}</cols>")


def one_huge_text() -> bytes:
    return with_sheet(f'<row r="1"><c r="A1" t="str"><v>{noise(9_000_000)}</v></c></row>')


def one_text_for_every_cell() -> bytes:
    return with_strings(
        f"<si><t>{noise(30_000)}</t></si>", rows_of(10_000, 20, '<c r="{letter}{n}" t="s"><v>0</v></c>')
    )


def entities_of_utf_16() -> bytes:
    return with_parts({SHEET: LAUGHS.replace('version="1.0"', 'version="1.0" encoding="UTF-16"').encode("utf-16")})


def entities_of_utf_7() -> bytes:
    hidden = LAUGHS.replace('version="1.0"', 'version="1.0" encoding="UTF-7"').split("?>", 1)
    return with_parts({SHEET: f"{hidden[0]}?>".encode() + hidden[1].encode("utf-7")})


def a_lying_bomb() -> bytes:
    return lying_about_size(with_parts({SHEET: sheet_of(" " * 50_000_000)}), 50_000)


def many_members_that_lie() -> bytes:
    content = with_parts({f"xl/worksheets/more{n}.xml": sheet_of(" " * 2_000_000) for n in range(50)})
    for n in range(50):
        content = lying_about_size(content, 2_000, f"xl/worksheets/more{n}.xml")
    return content


def a_cycle() -> bytes:
    """Every sheet leads back to the workbook itself."""
    return with_parts({RELATIONS: part_of(RELATIONS).replace("worksheets/sheet", "workbook.xml#").encode()})


def _macro_enabled() -> bytes:
    named = part_of(TYPES).replace("spreadsheetml.sheet.main", "sheet.macroEnabled.main")
    return with_parts({TYPES: named.encode()})


BOMBS: dict[str, tuple[Build, str]] = {
    "far cell": (far_cell, "au-delà de 1\u202f000 colonnes"),
    "ten thousand columns": (ten_thousand_columns, "au-delà de 1\u202f000 colonnes"),
    "true sizes": (lambda: with_parts({SHEET: sheet_of(" " * 50_000_000)}), "trop de place"),
    "lying sizes": (a_lying_bomb, "abîmé"),
    "many members that lie": (many_members_that_lie, "abîmé"),
    "many members": (lambda: with_parts({f"xl/media/{n}.png": b"x" for n in range(2_001)}), "trop de place"),
    "too much xml": (lambda: with_parts({SHEET: sheet_of("<!-- 0123 -->" * 6_000_000)}, level=1), "trop de place"),
    "overlapping members": (lambda: overlapping(FOLLOW_UP.read_bytes()), "éléments inattendus"),
    "a million styles": (a_million(STYLES, "</cellXfs>", '<xf numFmtId="{}"/>'), "trop de styles"),
    "a million formats": (a_million(STYLES, "</cellXfs>", '<numFmt numFmtId="{}"/>'), "trop de styles"),
    "a million texts": (a_million_texts, "trop de textes"),
    "a million sheets": (a_million(WORKBOOK, "</sheets>", '<sheet name="{}" sheetId="9"/>'), "trop de place"),
    "a million names": (a_million(WORKBOOK, "</workbook>", "<definedName>{}</definedName>"), "trop de place"),
    "a million merges": (a_million_merges, "trop de cases fusionnées"),
    "a million columns set": (a_million_columns_set, "au-delà de 1\u202f000 colonnes"),
    "two million empty rows": (two_million_empty_rows, "cases vides mises en forme"),
    "two million empty cells": (two_million_empty_cells, "cases vides mises en forme"),
    "one huge text": (one_huge_text, "raccourcissez"),
    "one text for every cell": (one_text_for_every_cell, "trop de texte"),
    "one huge number": (lambda: with_sheet(f'<row r="1"><c r="A1"><v>{"9" * 5_000}</v></c></row>'), "abîmé"),
    "a million nested elements": (lambda: with_parts({SHEET: b"<a>" * 1_000_000}, level=0), "abîmé"),
    "nested elements in the workbook": (lambda: with_parts({WORKBOOK: b"<a>" * 1_000_000}, level=0), "trop de place"),
}  # fmt: skip
TRICKS: dict[str, tuple[Build, str]] = {
    "entities in a sheet": (lambda: with_parts({SHEET: LAUGHS.encode()}), "éléments inattendus"),
    "entities in styles": (lambda: with_parts({STYLES: LAUGHS.encode()}), "éléments inattendus"),
    "entities in an unread part": (lambda: with_parts({"docProps/app.xml": LAUGHS.encode()}), "éléments inattendus"),
    "entities in a drawing": (lambda: with_parts({"xl/drawings/vml1.vml": LAUGHS.encode()}), "éléments inattendus"),
    "entities in the types": (lambda: with_parts({TYPES: LAUGHS.encode()}), "éléments inattendus"),
    "entities of UTF-16": (entities_of_utf_16, "éléments inattendus"),
    "entities of UTF-7": (entities_of_utf_7, "abîmé"),
    "an outside file": (lambda: with_parts({SHEET: OUTSIDE.encode()}), "éléments inattendus"),
    "an outside file among the names": (lambda: with_parts({WORKBOOK: OUTSIDE.encode()}), "éléments inattendus"),
    "a zip inside": (lambda: with_parts({"xl/media/image1.png": FOLLOW_UP.read_bytes()}), "un autre fichier"),
    "an embedded object": (lambda: with_parts({"xl/embeddings/oleObject1.bin": b"x"}), "un autre fichier"),
    "a document inside": (lambda: with_parts({"xl/media/x.bin": COMPOUND + bytes(99)}), "un autre fichier"),
    "external links": (lambda: with_parts({"xl/externalLinks/externalLink1.xml": b"<x/>"}), "Rompre la liaison"),
    "macros": (lambda: with_parts({"xl/vbaProject.bin": b"\xd0\xcf"}), "macros"),
    "macros by their type": (_macro_enabled, "macros"),
    "an encrypted archive": (lambda: with_flag(FOLLOW_UP.read_bytes(), 0x1), "mot de passe"),
    "an encrypted container": (lambda: COMPOUND + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
    "a path that leaves": (lambda: with_parts({"../../etc/cron.d/x.xml": b"<x/>"}), "éléments inattendus"),
    "an absolute path": (lambda: with_parts({"/etc/cron.d/x.xml": b"<x/>"}), "éléments inattendus"),
    "a symbolic link": (symbolic_link, "éléments inattendus"),
    "a part twice": (lambda: with_parts({"xl/Workbook.xml": b"<x/>"}), "éléments inattendus"),
    "no sheet part": (lambda: with_parts({f"xl/worksheets/sheet{n}.xml": None for n in (1, 2, 3)}), "aucune feuille"),
    "no workbook part": (lambda: with_parts({WORKBOOK: None}), "abîmé"),
    "relations in a circle": (a_cycle, "aucune feuille"),
}  # fmt: skip
OTHER_KINDS: dict[str, tuple[Build, str]] = {
    "PDF": (lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "document PDF"),
    "PNG": (lambda: b"\x89PNG\r\n\x1a\n\0\0", "une image"),
    "JPEG": (lambda: b"\xff\xd8\xff\xe0\0\x10JFIF", "une image"),
    "RTF": (lambda: b"{\\rtf1\\ansi}", "document texte"),
    "JSON": (lambda: b'[{"code": "ODD17-2024-001"}]', "fichier JSON"),
    "gzip": (lambda: b"\x1f\x8b\x08\0", "archive compressée"),
    "HTML saved as .xls": (lambda: b"\xef\xbb\xbf<html xmlns:o='x'><table></table></html>", "une page web"),
    "XML of Excel 2003": (lambda: b'<?xml version="1.0"?><Workbook/>', "du XML"),
    ".xls": (lambda: COMPOUND + bytes(600), ".xls d’avant 2007"),
    ".docx": (lambda: zip_of(word__document="x"), "document Word"),
    ".pptx": (lambda: zip_of(ppt__presentation="x"), "PowerPoint"),
    ".ods": (lambda: zip_of(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument"),
    ".numbers": (lambda: zip_of(**{"Index__Document.iwa": "x"}), "Numbers"),
    ".xlsb": (lambda: with_parts({"xl/workbook.bin": b"x"}), ".xlsb"),
    "a plain zip": (lambda: zip_of(lisez_moi="x"), "pas un classeur .xlsx"),
    "an empty zip": (zip_of, "pas un classeur .xlsx"),
    "nothing": (lambda: b"", "est vide"),
    "ten million empty lines": (lambda: b"\n" * 10_000_000, "plus d’un million de lignes"),
    "ten million lines of a Mac": (lambda: b"\r" * 10_000_000, "plus d’un million de lignes"),
    "one cell never closed": (lambda: b'"' + b"a;\n" * 300_000, "ni un classeur"),
    "one byte too many": (lambda: b"x" * (10 * 1024 * 1024 + 1), "10\u00a0Mo"),
}


HOSTILE = BOMBS | TRICKS | OTHER_KINDS
