"""The sheet « Lisez-moi » of a workbook made for one respondent."""

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from imports.offline.look import Look
from imports.offline.page import finish
from imports.offline.texts import kept

NAMES, VALUES = 26, 92
LINE_CHARACTERS, LINE_HEIGHT, HEADING_HEIGHT = 126, 15.5, 24


@dataclass(frozen=True)
class Cover:
    """A title, facts (« Projet », « Pacte des rivières »), then titled paragraphs."""

    title: str
    facts: Sequence[tuple[str, str]]
    sections: Sequence[tuple[str, Sequence[str]]]
    heading: str
    """What stands above the questions: whose grid this is."""


def write_cover(worksheet: Worksheet, look: Look, cover: Cover) -> None:
    worksheet.set_column(0, 0, NAMES)
    worksheet.set_column(1, 1, VALUES)
    worksheet.hide_gridlines(2)
    worksheet.write_string(0, 0, kept(cover.title), look.title)
    row = 2
    for name, value in cover.facts:
        worksheet.write_string(row, 0, name, look.name)
        worksheet.write_string(row, 1, kept(value), look.paragraph)
        row += 1
    for heading, paragraphs in cover.sections:
        worksheet.write_string(row + 1, 0, heading, look.heading)
        worksheet.set_row(row + 1, HEADING_HEIGHT)
        row = _paragraphs(worksheet, look, row + 2, paragraphs)
    finish(worksheet, cover.heading, tall=1)


def _paragraphs(worksheet: Worksheet, look: Look, row: int, paragraphs: Sequence[str]) -> int:
    """Across both columns; merged cells never grow by themselves, so their height is given."""
    for paragraph in paragraphs:
        text = kept(paragraph)
        worksheet.merge_range(row, 0, row, 1, "", look.paragraph)
        worksheet.write_string(row, 0, text, look.paragraph)
        worksheet.set_row(row, LINE_HEIGHT * (1 + len(text) // LINE_CHARACTERS) + 4)
        row += 1
    return row
