"""Titles of sheets and defined names."""

import re
from collections import Counter
from collections.abc import Iterator

from tests.support.excel.book import Book

LONGEST_TITLE = 31
FORBIDDEN = set("[]:*?/\\")
RESERVED = ("history", "historique")
NAME = re.compile(r"[^\W\d][\w.\\?]{0,254}|\\[\w.\\?]{0,254}")
LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d{1,7}|[RrCcLl]|[RrLl]\d*[Cc]\d*")
BUILT_IN = "_xlnm."
SHEET_OF = re.compile(r"'((?:[^']|'')+)'!|([\w.]+)!")


def titles_are_allowed(book: Book) -> Iterator[str]:
    for title in book.titles:
        if not 0 < len(title.encode("utf-16-le")) // 2 <= LONGEST_TITLE:
            yield f"sheet «{title}»: empty, or longer than 31"
        if FORBIDDEN & set(title) or title[:1] == "'" or title[-1:] == "'" or title.lower() in RESERVED:
            yield f"sheet «{title}»: a title that Excel forbids"
    for title, times in Counter(title.lower() for title in book.titles).items():
        if times > 1:
            yield f"sheet «{title}»: twice"


def names_are_allowed(book: Book) -> Iterator[str]:
    met = Counter((own.get("name", "").lower(), own.get("localSheetId", "")) for own in book.defined)
    yield from (f"name {name}: defined twice" for (name, _), times in met.items() if times > 1)
    for own in book.defined:
        name, scope = own.get("name", ""), own.get("localSheetId")
        if not name.startswith(BUILT_IN) and (not NAME.fullmatch(name) or LIKE_A_CELL.fullmatch(name)):
            yield f"name {name}: Excel forbids it"
        if scope is not None and int(scope) not in range(len(book.titles)):
            yield f"name {name}: of a sheet that is not there"


def names_point_somewhere(book: Book) -> Iterator[str]:
    for own in book.defined:
        target = own.text or ""
        if not target or "#REF!" in target or unknown_sheets(target, book):
            yield f"name {own.get('name')}: points nowhere, {target}"


def unknown_sheets(formula: str, book: Book) -> set[str]:
    """The sheets a formula speaks of that are not in the workbook; its texts hold none."""
    bare = re.sub(r'"(?:[^"]|"")*"', '""', formula)
    told = {(quoted.replace("''", "'") or plain).lower() for quoted, plain in SHEET_OF.findall(bare)}
    return told - {title.lower() for title in book.titles}


RULES = (titles_are_allowed, names_are_allowed, names_point_somewhere)
