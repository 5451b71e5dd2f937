"""The file that was refused, given back with its faults marked where people correct them: in the cells.

Everything is done in the bounded child: the server never opens what it received. openpyxl keeps values, formulas and
what they last gave, styles, widths, merged and hidden cells, lists of allowed values and conditional formats. It loses
images and shapes, pivot tables and threads of comments, and may alter charts: the first sheet says so when there are.
"""

import json
from collections.abc import Sequence

from imports.errors import UnreadableFile
from imports.faults import Fault
from imports.limits import MAX_MARKED_BYTES, marking_wall_seconds
from imports.marking.request import packed
from imports.recognised import ZIP_MARK
from imports.sandbox import ask_child

UNMARKABLE = (
    "Ce fichier ne peut pas être rendu annoté\u202f: il est trop gros, ou fait d’une façon inhabituelle. "
    "Corrigez l’original d’après la liste des cases refusées."
)


def mark(content: bytes, name: str, faults: Sequence[Fault]) -> bytes:
    """The .xlsx to send back, made from the .xlsx or the CSV received under `name`. Raises `UnreadableFile`."""
    payload = packed(content, name, faults)
    try:
        answer = ask_child("mark", payload, seconds=marking_wall_seconds(len(content)), most_bytes=MAX_MARKED_BYTES)
    except UnreadableFile as error:
        raise _told(error) from error
    if not answer.startswith(ZIP_MARK):
        raise UnreadableFile(_refusal(answer))
    return answer


def _told(error: UnreadableFile) -> UnreadableFile:
    """Too many readers is said as it is; a child that was stopped could not mark this file."""
    return error if type(error) is not UnreadableFile else UnreadableFile(UNMARKABLE)


def _refusal(answer: bytes) -> str:
    try:
        return str(json.loads(answer)["refusal"])
    except (ValueError, KeyError):
        return UNMARKABLE
