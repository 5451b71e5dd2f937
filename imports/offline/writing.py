"""Writes a grid as a workbook for one respondent: lists to choose from, nothing else editable, ids in defined names.

The protection has no password: it keeps a hand from slipping, it is no wall. A password would have to be known to
whoever unlocks a row height, and would prove nothing; what is proved, at the return, is the secret the workbook
carries and every wording, compared with what was issued. Equal data gives equal bytes, the secret apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from app.assessments.sheet import Sheet
from imports.export.writer import OPTIONS
from imports.offline.answers import write_answers
from imports.offline.choices import Lists
from imports.offline.cover import Cover, write_cover
from imports.offline.layout import ANSWERS, COVER, MARKS, VERSION, Mark, layout_of
from imports.offline.look import Look
from imports.offline.texts import kept


@dataclass(frozen=True)
class Identity:
    token: str
    grid: str
    respondent: int

    @property
    def marks(self) -> Mapping[Mark, str]:
        return {
            Mark.TOKEN: self.token,
            Mark.GRID: self.grid,
            Mark.RESPONDENT: str(self.respondent),
            Mark.LAYOUT: VERSION,
        }


def write_offline(
    cover: Cover, sheet: Sheet, lists: Lists, identity: Identity, made_at: datetime, *, quotes: bool | None = None
) -> bytes:
    """`quotes`: whether the respondent has already agreed to be quoted, none when it was never asked."""
    target = BytesIO()
    workbook = Workbook(target, {"in_memory": True, **OPTIONS})
    workbook.set_properties(
        {"title": kept(cover.title), "author": "Fonds ODD 17", "company": "Fonds ODD 17", "created": made_at}
    )
    workbook.set_size(2400, 1600)
    look = Look(workbook)
    front, answers, marks = (workbook.add_worksheet(title) for title in (COVER, ANSWERS, MARKS))
    write_cover(front, look, cover)
    ranges = _write_marks(workbook, marks, identity, lists)
    write_answers(answers, look, layout_of(sheet), lists, cover.heading, ranges, quotes)
    answers.activate()
    workbook.close()
    return target.getvalue()


def _write_marks(workbook: Workbook, worksheet: Worksheet, identity: Identity, lists: Lists) -> dict[str, str]:
    """The hidden sheet: identity in the first column, the words of the lists in the next ones, each with its range."""
    for row, (mark, text) in enumerate(identity.marks.items()):
        worksheet.write_string(row, 0, text)
        workbook.define_name(mark, f"='{MARKS}'!$A${row + 1}")
    offered = {
        "levels": lists.levels,
        "evidence": lists.evidence,
        "priorities": lists.priorities,
        "closing": lists.closing,
    }
    ranges = {}
    for column, (name, choices) in enumerate(offered.items(), start=1):
        for row, (_, words) in enumerate(choices):
            worksheet.write_string(row, column, kept(words))
        letter = "ABCDE"[column]
        ranges[name] = f"='{MARKS}'!${letter}$1:${letter}${len(choices)}"
    worksheet.protect()
    worksheet.very_hidden()
    return ranges
