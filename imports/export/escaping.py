"""Texts made ready for a sheet, many at once: what none of them needs is not done for each."""

import re
from collections.abc import Sequence

MAX_TEXT = 32_767
"""What Excel allows in one cell, in UTF-16 units."""
CUT = "…"
BETWEEN = "\0"
CONTROLS = bytes({*range(1, 32)} - {9, 10})
LOOKS_ESCAPED = re.compile("(_x[0-9a-fA-F]{4}_)")
HALVES = re.compile("[\ud800-\udfff]")
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
LAST_ONES = b"\xef\xbf"
"""How the two characters that XML forbids at the end of the plane begin, as do the wide forms next to them."""


def escaped(texts: Sequence[str]) -> Sequence[str]:
    """As XML, each at most as long as a cell; characters that XML forbids are written « _x0001_ », as Excel does."""
    ready = escaped_if_plain(texts)
    return [escaped_one(text) for text in texts] if ready is None else ready


def escaped_if_plain(texts: Sequence[str]) -> Sequence[str] | None:
    """The same when no text needs more than the three signs of XML, else none."""
    joined = BETWEEN.join(texts)
    if not is_plain(joined, len(texts)) or (len(joined) * 2 > MAX_TEXT and max(map(len, texts)) * 2 > MAX_TEXT):
        return None
    if "&" in joined or "<" in joined or ">" in joined:
        return in_xml(joined).split(BETWEEN)
    return texts


def is_plain(joined: str, count: int) -> bool:
    """Whether nothing but the three signs of XML needs care."""
    try:
        raw = joined.encode()
    except UnicodeEncodeError:
        return False
    return (
        raw.count(0) < max(count, 1)
        and len(raw.translate(None, CONTROLS)) == len(raw)
        and b"_x" not in raw
        and LAST_ONES not in raw
    )


def escaped_one(text: str) -> str:
    return in_xml(FORBIDDEN.sub(_code, LOOKS_ESCAPED.sub(r"_x005F\1", short(text))))


def in_xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def short(text: str) -> str:
    """Cut with an ellipsis, never inside a character."""
    if len(text) * 2 <= MAX_TEXT or units(text) <= MAX_TEXT:
        return text
    kept = text.encode("utf-16-le", "surrogatepass")[: 2 * (MAX_TEXT - len(CUT))]
    return kept.decode("utf-16-le", "ignore") + CUT


def as_word(text: str) -> str:
    """A text given to XlsxWriter, which escapes all but halves of characters."""
    return short(HALVES.sub("\ufffd", text))


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _code(found: re.Match[str]) -> str:
    return f"_x{ord(found.group()):04X}_"
