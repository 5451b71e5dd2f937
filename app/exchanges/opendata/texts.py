"""Typed texts as a file of one line a record can hold them."""

import re

BREAKS = re.compile(r"[ \t\r\n\v\f\0]+")
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")


def one_line(text: str) -> str:
    """Line breaks and repeated spaces become one space; spaces that do not break are kept."""
    return BREAKS.sub(" ", text).strip(" ")


def guarded(text: str) -> str:
    """Never read as a formula by the spreadsheet that opens the file."""
    line = one_line(text)
    return f"'{line}" if line.startswith(RISKY) else line


def shortened(text: str, longest: int) -> str:
    """Cut at a word when it is longer."""
    line = one_line(text)
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    return (cut.rpartition(" ")[0] or cut) + "…"
