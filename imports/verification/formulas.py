"""Two ways of writing one formula are one formula: spaces, quotes, capitals and prefixes do not count."""

import re
from collections.abc import Callable

PIECES = re.compile(
    r"""
    (?P<text>"(?:[^"]|"")*")
    | (?P<space>\s+)
    | (?P<sheet>(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)
    | (?P<table>[^\W\d][\w.]*\[(?:[^\[\]]|\[[^\[\]]*\])*\])
    | (?P<function>[^\W\d][\w.]*(?=\s*\())
    | (?P<cell>\$?[A-Za-z]{1,3}\$?[0-9]{1,7}(?![\w(.]))
    | (?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
PREFIX = re.compile(r"^(?:_xlfn\.|_xlws\.|_xludf\.|com\.microsoft\.)+", re.IGNORECASE)
CELL = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})")
NAMED = re.compile(r"('(?:[^']|'')+'|[^\W\d][\w.]*)!\$?([A-Z]{1,3})\$?([0-9]{1,7})")
Moved = Callable[[str, int, bool], int]
"""(sheet, row, does it end a range) → where that row stands now."""
CONSTANTS = {"TRUE": "TRUE()", "FALSE": "FALSE()"}


def normalised(formula: str, sheet: str = "", moved: Moved | None = None) -> str:
    """One writing for all; with `moved`, as it is once rows of the sheets it reads have come or gone."""
    parts: list[str] = []
    own = sheet
    for found in PIECES.finditer(formula.removeprefix("=")):
        kind, piece = found.lastgroup, found[0]
        if kind == "space":
            continue
        if kind == "sheet":
            own = _bare(piece[:-1])
            parts.append(f"'{own}'!")
            continue
        if kind == "cell" and moved:
            piece = _moved(piece, own, moved, is_end=bool(parts) and parts[-1] == ":")
        parts.append(WRITERS.get(kind or "", _same)(piece))
        if kind != "cell" and piece != ":":
            own = sheet
    return re.sub(r"\b(TRUE|FALSE)(?:\(\))?(?=[,;)]|$)", lambda found: CONSTANTS[found[1]], "".join(parts))


def reference_in(place: str) -> tuple[str, int, int] | None:
    """« 'Synthèse'!$B$5 » → (« Synthèse », 5, 2); none for a range or anything else."""
    from openpyxl.utils.cell import column_index_from_string

    found = NAMED.fullmatch(place.strip().removeprefix("="))
    return (_bare(found[1]), int(found[3]), column_index_from_string(found[2])) if found else None


def _bare(sheet: str) -> str:
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet


def _moved(cell: str, sheet: str, moved: Moved, *, is_end: bool) -> str:
    found = CELL.fullmatch(cell)
    assert found is not None  # noqa: S101  (the piece was read by a narrower pattern)
    return f"{found[1]}{found[2]}{found[3]}{moved(sheet, int(found[4]), is_end)}"


def _same(piece: str) -> str:
    return piece


def _function(piece: str) -> str:
    return PREFIX.sub("", piece).upper()


def _number(piece: str) -> str:
    return f"{float(piece):.15g}"


WRITERS: dict[str, Callable[[str], str]] = {
    "function": _function,
    "cell": str.upper,
    "number": _number,
    "table": lambda piece: re.sub(r"\s*([\[\],])\s*", r"\1", piece),
}
