"""One marked cell: a soft red ground, and a comment that says what was read and what was expected.

Number format, font and borders stay. A comment that was there is completed, under a line that tells where ours begins,
so that a file marked twice is cleaned of the first marks.
"""

from collections.abc import Sequence
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from imports.faults import Fault

AUTHOR = "Fonds ODD\u00a017"
OURS = f"–– {AUTHOR} ––\n"
SOFT_RED = "FFF9D5D3"
FILL = PatternFill("solid", start_color=SOFT_RED, end_color=SOFT_RED)
NO_FILL = PatternFill()
NOTHING = "(vide)"
MAX_READ = 300
WIDTH, LINE_HEIGHT, LINE_LENGTH = 320, 18, 44


def mark_cell(cell: Any, faults: Sequence[Fault], *, with_comment: bool = True) -> None:
    cell.fill = FILL
    if with_comment:
        before = cell.comment
        already = f"{before.text.rstrip()}\n\n" if before else ""
        text = already + OURS + "\n\n".join(map(_sentence, faults))
        cell.comment = Comment(text, before.author if before else AUTHOR, _height(text), WIDTH)


def clean(sheet: Any) -> None:
    """Takes away the marks of a previous time; a ground the cell had before them is not known any more."""
    for cell in list(sheet._cells.values()):
        if cell.has_style and cell.fill.fill_type == "solid" and cell.fill.start_color.rgb == SOFT_RED:
            cell.fill = NO_FILL
        if cell.comment and OURS in cell.comment.text:
            kept = cell.comment.text.partition(OURS)[0].strip()
            cell.comment = Comment(kept, cell.comment.author) if kept else None


def write_text(cell: Any, text: str) -> None:
    """Text, even when it begins like a formula, for now and for when someone edits the cell."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    if cell.data_type == "f" or text.startswith(("+", "-", "@")):
        cell.data_type = "s"
        cell.quotePrefix = True


def _sentence(fault: Fault) -> str:
    lines = [
        f"Lu\u00a0: {fault.read[:MAX_READ] or NOTHING}",
        f"Attendu\u00a0: {fault.expected}",
        f"Proposition\u00a0: {fault.proposal}" if fault.proposal else "",
    ]
    return ILLEGAL_CHARACTERS_RE.sub("", "\n".join(filter(None, lines)))


def _height(text: str) -> int:
    lines = sum(1 + len(line) // LINE_LENGTH for line in text.split("\n"))
    return LINE_HEIGHT * (lines + 1)
