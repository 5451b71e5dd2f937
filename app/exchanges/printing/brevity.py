"""What fits on a page: texts cut at a sentence, lists cut at a number, and what was cut is said."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.wording import typeset

Item = TypeVar("Item")
CUT = "\u00a0…"
SENTENCE_END = re.compile(r"[.!?…](?:\u00a0»)?(?=\s)")


@dataclass(frozen=True)
class Shown(Generic[Item]):
    """The first ones, and how many are left out."""

    items: tuple[Item, ...]
    more: int


def first(items: Sequence[Item], count: int) -> Shown[Item]:
    """Never « et 1 autre » where that one would have fitted on the same line."""
    kept = len(items) if len(items) <= count else count - 1
    return Shown(tuple(items[:kept]), len(items) - kept)


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, ended at a sentence, else at a word, then « … »."""
    whole = typeset(" ".join(text.split()))
    if len(whole) <= limit:
        return whole
    ends = [found.end() for found in SENTENCE_END.finditer(whole[: limit - 1])]
    if ends and ends[-1] >= limit // 3:
        return whole[: ends[-1]] + CUT
    kept = limit - len(CUT)
    words = whole[: kept + 1].rsplit(" ", 1)[0][:kept]
    return words.rstrip(",;:\u00a0\u202f") + CUT
