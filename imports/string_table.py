"""The texts a workbook shares between its cells, and how Excel writes the characters XML forbids."""

import re
from typing import IO

from imports.errors import UnreadableFile
from imports.limits import MAX_STRINGS
from imports.xml_events import MAIN, parse, strict_parser

STRING, TEXT, PHONETIC = (MAIN + name for name in ("si", "t", "rPh"))
# Tabulation, fin de ligne, retour, et le trait bas qui protège ces écritures ; jamais un caractère que la base refuse.
ESCAPED = re.compile("_x(0009|000[Aa]|000[Dd]|005[Ff])_")
TOO_MANY_STRINGS = "Ce classeur contient trop de textes différents\u202f: séparez-le en plusieurs."


class StringTable:
    """Reads « sharedStrings.xml » into `strings`; the reading aid of Japanese texts is left aside."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._heard: list[str] = []
        self._is_phonetic = False
        self._parser = strict_parser()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def read(self, part: IO[bytes]) -> list[str]:
        parse(self._parser, part)
        return self.strings

    def _start(self, name: str, _: dict[str, str]) -> None:
        if name == TEXT:
            if not self._is_phonetic:
                self._parser.CharacterDataHandler = self._heard.append
        elif name == STRING:
            if len(self.strings) >= MAX_STRINGS:
                raise UnreadableFile(TOO_MANY_STRINGS)
        elif name == PHONETIC:
            self._is_phonetic = True

    def _end(self, name: str) -> None:
        if name == TEXT:
            self._parser.CharacterDataHandler = None
        elif name == STRING:
            self.strings.append(unescaped("".join(self._heard)))
            self._heard.clear()
        elif name == PHONETIC:
            self._is_phonetic = False


def unescaped(text: str) -> str:
    """« _x000D_ » is a carriage return; « _x005F_x000D_ » is the text « _x000D_ » itself."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
