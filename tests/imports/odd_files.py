"""The same table as other programs write it: CSV of three spreadsheets, texts kept in cells, the strict variant."""

import csv
import zipfile
from collections.abc import Sequence
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter

from tests.imports.odd import Book, Odd, habit, line, two
from tests.imports.support import SUIVI

STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}


def delimited(lines: Sequence[Sequence[Any]], delimiter: str, day: str) -> str:
    written = StringIO()
    writer = csv.writer(written, delimiter=delimiter, lineterminator="\r\n")
    for values in lines:
        writer.writerow([each.strftime(day) if isinstance(each, date) else each for each in values])
    return written.getvalue()


@habit
def excel_in_french_wrote_a_csv() -> Odd:
    lines = [[*SUIVI, None, None], *([*each, None, None] for each in two(**{"Montant accordé": "10 000,00 €"}))]
    return Odd(delimited(lines, ";", "%d/%m/%Y").encode("cp1252"))


@habit
def excel_for_dos_wrote_a_csv() -> Odd:
    return Odd(delimited([SUIVI, *two()], ";", "%d/%m/%Y").encode("cp850"))


@habit
def google_sheets_wrote_a_csv() -> Odd:
    partners = {"Autres partenaires": "Ville de Lannion\nFondation du Trégor", "Montant accordé": "10000,50"}
    return Odd(delimited([SUIVI, *two(**partners)], ",", "%Y-%m-%d").encode())


@habit
def sentences_full_of_commas_stand_in_a_csv() -> Odd:
    titles = {"Intitulé du projet": "Eau, air, sol, haies, forêts", "Territoire": "Trégor, Goëlo, Léon"}
    return Odd(("sep=;\r\n" + delimited([SUIVI, *two(**titles)], ";", "%d/%m/%Y")).encode("utf-8-sig"))


@habit
def texts_are_kept_in_their_cells() -> Odd:
    content = BytesIO()
    workbook = xlsxwriter.Workbook(content, {"constant_memory": True})
    sheet, day = workbook.add_worksheet("Suivi"), workbook.add_format({"num_format": "dd/mm/yyyy"})
    for row, values in enumerate([SUIVI, *two()]):
        for column, value in enumerate(values):
            sheet.write(row, column, value, *([day] if isinstance(value, date) else []))
    workbook.close()
    return Odd(content.getvalue())


def strict_variant() -> bytes:
    """As Excel saves « Classeur Open XML strict »: the same parts under other names."""
    content = BytesIO()
    plain = Book().write(SUIVI, *two()).odd().content
    with zipfile.ZipFile(BytesIO(plain)) as source, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            for before, after in STRICT.items():
                part = part.replace(before, after)
            target.writestr(name, part)
    return content.getvalue()


@habit
def a_table_of_one_line_has_no_heading() -> Odd:
    without = ("A1", "", "")
    return Book("Feuil1").write(line()).odd(projects=0, faults=(without, without, without), is_sure=False)
