"""From the bytes of a text file to its text: spreadsheets say in which alphabet they wrote only half of the time."""

from imports.errors import UnreadableFile

NOT_TEXT = "Ce fichier n’est ni un classeur .xlsx ni un fichier CSV."
# Windows, puis « CSV (MS-DOS) » et « CSV (Macintosh) », que propose Excel.
ONE_BYTE = ("cp1252", "cp850", "mac_roman")
FRENCH_LETTERS = frozenset("éèêëàâçùûôîïÉÈÊÀÇ°")
SAMPLE = 4_096


def decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(content, "utf-16")
    if b"\0" in content:
        return _strictly(content, _wide(content[:SAMPLE]))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _one_byte(content)


def _wide(sample: bytes) -> str:
    """Two bytes a character without a mark: one of the two is nearly always zero."""
    zeros = [sample[side::2].count(0) * 2 for side in (0, 1)]
    enough = len(sample) * 0.8
    if zeros[1] >= enough > zeros[0]:
        return "utf-16-le"
    if zeros[0] >= enough > zeros[1]:
        return "utf-16-be"
    raise UnreadableFile(NOT_TEXT)


def _one_byte(content: bytes) -> str:
    """The alphabet in which the file has the most French letters, Windows first."""
    texts = [text for encoding in ONE_BYTE if (text := _or_none(content, encoding)) is not None]
    return max(texts, key=lambda text: sum(map(text.count, FRENCH_LETTERS)))


def _or_none(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(NOT_TEXT) from error
