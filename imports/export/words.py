"""Texts met again and again: written once for the workbook, then told by their place."""

from collections.abc import Callable

from imports.export.escaping import as_word


class Words:
    """Texts met again and again, by their place in the table of the workbook; `cells`: how many hold one."""

    def __init__(self, place_of: Callable[[str], int]) -> None:
        self.place_of = place_of
        self.count = self.cells = 0

    def place(self, text: str) -> int:
        self.count += 1
        return self.place_of(text)


class Tails(dict[str, str]):
    """For each word of a column, the end of its cell."""

    def __init__(self, style: int, words: Words) -> None:
        super().__init__()
        self.style, self.words = style, words

    def __missing__(self, text: str) -> str:
        tail = self[text] = f'" s="{self.style}" t="s"><v>{self.words.place(as_word(text))}</v></c>'
        return tail
