"""The sheet « Lisez-moi » of a template: what it is for, how to fill it, every column, what coming back does."""

from collections.abc import Iterable

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from imports.columns import AnyColumn
from imports.offline.cover import HEADING_HEIGHT, LINE_HEIGHT
from imports.offline.look import Look
from imports.offline.page import finish
from imports.templates.help import sentences
from imports.templates.shapes import heading
from imports.templates.sheets import Template

NAMES, MEANINGS = 30, 100
LINE_CHARACTERS = 118
HOW = (
    (
        "Remplir",
        "Une ligne par enregistrement, sous les titres, qui ne se modifient pas. Les colonnes marquées "
        "«\u00a0*\u00a0» sont obligatoires. Choisir une case montre ce qui y est attendu.",
    ),
    (
        "Laisser vide",
        "Une case vide n’efface rien\u00a0: ce qui est enregistré reste. Retirer une ligne ne supprime rien non plus.",
    ),
    (
        "Renvoyer",
        "Page «\u00a0Imports\u00a0»\u00a0: le plan montre, champ par champ, ce qui serait ajouté ou changé, et "
        "chaque case refusée avec ce qui était attendu. Rien n’est écrit avant votre accord, et tout import se défait.",
    ),
)
AGAIN = (
    (
        "Lignes reconnues",
        "Deux colonnes masquées, «\u00a0Identifiant\u00a0» et «\u00a0Version\u00a0», disent quelle fiche est une "
        "ligne et comment elle était au téléchargement. Une ligne nouvelle les laisse vides.",
    ),
    (
        "Modifié entre-temps",
        "Une fiche modifiée depuis le téléchargement n’est pas écrasée\u00a0: la case est refusée et dit la valeur "
        "d’aujourd’hui. Pour imposer la vôtre, videz la case «\u00a0Version\u00a0» de cette ligne.",
    ),
)


def write_cover(workbook: Workbook, worksheet: Worksheet, template: Template) -> None:
    look = Look(workbook)
    worksheet.set_column(0, 0, NAMES)
    worksheet.set_column(1, 1, MEANINGS)
    worksheet.hide_gridlines(2)
    worksheet.write_string(0, 0, template.title, look.title)
    row = _lines(worksheet, look, 2, (("Date", f"{template.made_on:%d/%m/%Y}"), *template.facts))
    row = _section(worksheet, look, row, "Comment faire", HOW)
    if template.is_filled:
        row = _section(worksheet, look, row, "Ce qui est déjà enregistré", AGAIN)
    if template.left_out:
        row = _section(worksheet, look, row, "Laissés de côté", [("", line) for line in template.left_out])
    for sheet in template.sheets:
        row = _section(worksheet, look, row, f"Feuille «\u00a0{sheet.title}\u00a0»", map(_column, sheet.own_columns))
    finish(worksheet, template.title)


def _column(column: AnyColumn) -> tuple[str, str]:
    return heading(column), " ".join(sentences(column)) or "Facultatif."


def _section(worksheet: Worksheet, look: Look, row: int, title: str, lines: Iterable[tuple[str, str]]) -> int:
    worksheet.write_string(row + 1, 0, title, look.heading)
    worksheet.set_row(row + 1, HEADING_HEIGHT)
    return _lines(worksheet, look, row + 2, lines)


def _lines(worksheet: Worksheet, look: Look, row: int, lines: Iterable[tuple[str, str]]) -> int:
    for name, meaning in lines:
        worksheet.write_string(row, 0, name, look.name)
        worksheet.write_string(row, 1, meaning, look.paragraph)
        worksheet.set_row(row, LINE_HEIGHT * (1 + len(meaning) // LINE_CHARACTERS) + 4)
        row += 1
    return row
